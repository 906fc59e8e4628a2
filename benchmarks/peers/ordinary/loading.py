"""The loaders: one statement for each relation of each request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import sqlalchemy as sa
from strawberry.dataloader import DataLoader

from benchmarks.peers.ordinary.asking import ABOVE, HERE, NETWORK, Asking, sessions
from benchmarks.peers.ordinary.models import (
    Category,
    Freeze,
    InvoiceLine,
    Plan,
    Rate,
    Resource,
    Team,
)

Load = Callable[[Sequence[int]], Awaitable[list[Any]]]


async def fetch(statement: sa.Select[Any]) -> Sequence[Any]:
    """Run *statement* in a session of its own, as loaders run side by side."""
    async with sessions() as session:
        return (await session.scalars(statement)).all()


def loader(asking: Asking, name: str) -> DataLoader[int, Any]:
    """Return the request's loader of a relation."""
    found = asking.loaders.get(name)
    if found is None:
        found = asking.loaders[name] = DataLoader(_LOADERS[name](asking))
    return found


def _one(model: type[Any], *conditions: sa.ColumnElement[bool]) -> Callable[[Asking], Load]:
    async def load(keys: Sequence[int]) -> list[Any]:
        rows = await fetch(
            sa.select(model).where(model.network_id == NETWORK, model.id.in_(keys), *conditions)
        )
        by_key = {row.id: row for row in rows}
        return [by_key.get(key) for key in keys]

    return lambda asking: load


def _many(
    model: type[Any], column: str, *order: Any, only: Callable[[Asking], Any] | None = None
) -> Callable[[Asking], Load]:
    def of(asking: Asking) -> Load:
        async def load(keys: Sequence[int]) -> list[Any]:
            key = getattr(model, column)
            statement = sa.select(model).where(model.network_id == NETWORK, key.in_(keys))
            if only is not None:
                statement = statement.where(only(asking))
            groups: dict[int, list[Any]] = {each: [] for each in keys}
            for row in await fetch(statement.order_by(*order)):
                groups[getattr(row, column)].append(row)
            return [groups[each] for each in keys]

        return load

    return of


def _rates_for(asking: Asking) -> sa.ColumnElement[bool]:
    return sa.and_(Rate.location_id.in_(ABOVE or []), Rate.audience.in_(asking.audiences))


_LOADERS: dict[str, Callable[[Asking], Load]] = {
    "plans": _one(
        Plan, Plan.location_id.in_(ABOVE or []), Plan.visible.is_(True), Plan.archived.is_(False)
    ),
    "freezes": _many(Freeze, "contract_id", Freeze.from_at, Freeze.id),
    "booked": _one(
        Resource,
        Resource.location_id == HERE,
        Resource.visible.is_(True),
        Resource.archived.is_(False),
    ),
    "lines": _many(InvoiceLine, "invoice_id", InvoiceLine.position, InvoiceLine.id),
    "teams": _one(Team, Team.published.is_(True)),
    "categories": _one(Category, Category.location_id.in_(ABOVE or [])),
    "rates": _many(Rate, "resource_type_id", Rate.id, only=_rates_for),
}
