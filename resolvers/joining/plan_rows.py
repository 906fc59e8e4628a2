"""The rows behind a first plan: the plan on offer, and the contract that begins on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from access.tree import Location
from resolvers.rows import insert
from store.contracts import contracts, plans
from store.databases import Connection
from store.moments import start_of_day
from store.portable import Portable
from store.sql import NETWORK, NOW


@dataclass(frozen=True, slots=True)
class OfferedPlan:
    """A plan as whoever wants to choose it needs it; `location` is where it is sold."""

    id: int
    location: str
    key: str
    currency: str
    archived: bool


@dataclass(frozen=True, slots=True)
class NewContract:
    """A contract that begins today, or on the day that was agreed upon."""

    id: int
    location_id: str
    written: dict[str, Any]

    def columns(self) -> dict[str, Any]:
        """Return what the audit trail keeps of it."""
        names = ("customer_id", "plan_id", "team_id", "currency")
        return {
            **{name: self.written[name] for name in names},
            "start_date": self.written["start_date"].isoformat(),
        }


async def read_plan(connection: Connection, network: str, plan: int) -> OfferedPlan:
    """Read a plan that there is."""
    rows = await _PLAN.fetch(connection, network=network, plan=plan)
    location, key, currency, archived = rows[0]
    return OfferedPlan(plan, location, key, currency, bool(archived))


async def holds_contract(
    connection: Connection, network: str, customer: int, now: dt.datetime
) -> bool:
    """Whether the customer has a contract that is not over: running, waiting or to come."""
    return bool(await _HELD.fetch(connection, network=network, customer=customer, now=now))


async def begin_contract(
    connection: Connection,
    place: Location,
    customer: int,
    plan: OfferedPlan,
    start: dt.date,
    *,
    team: int | None = None,
) -> NewContract:
    """Let a contract on *plan* begin on a day, where *place* is that plan's location.

    Its first cycle is billed by the `portal invoice` of that day, or the next: so `renewal_date`
    is the first day. With a *team* its credits can be shared there.
    """
    written = {
        "customer_id": customer,
        "location_id": place.id,
        "plan_id": plan.id,
        "team_id": team,
        "start_date": start,
        "starts_at": start_of_day(start, place.timezone),
        "renewal_date": start,
        "billing_day": start.day,
        "currency": plan.currency,
        "quantity": 1,
    }
    key = await insert(connection, contracts, place.root, **written)
    return NewContract(key, place.id, written)


_PLAN = Portable(
    lambda _: sa.select(
        plans.c.location_id, plans.c.key, plans.c.currency, plans.c.archived
    ).where(
        plans.c.network_id == NETWORK, plans.c.id == sa.bindparam("plan", type_=sa.BigInteger())
    )
)
_HELD = Portable(
    lambda _: sa.select(contracts.c.id).where(
        contracts.c.network_id == NETWORK,
        contracts.c.customer_id == sa.bindparam("customer", type_=sa.BigInteger()),
        sa.or_(contracts.c.removed_at.is_(None), contracts.c.removed_at > NOW),
        sa.or_(contracts.c.ends_at.is_(None), contracts.c.ends_at > NOW),
    )
)
