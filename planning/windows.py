"""When rows begin and end to be shown: what strangers are answered changes then by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement, visitors

from planning.catalogue import Catalogue
from planning.entities import Entity
from planning.fields import Column, Computed, Derived, Pages, Place, Switches, ToMany, ToOne, Value
from store.compiled import compile_statement
from store.databases import Connection
from store.moments import instant
from store.sql import NETWORK, NOW


def windowed(rows: Iterable[str], catalogue: Catalogue, switches: Switches) -> list[Entity] | None:
    """Return those of the types *rows* whose records appear and disappear at moments of their own.

    None where the clock decides otherwise about some of them, as about who is a member.
    """
    found = []
    names = sorted(rows)
    for name in names:  # grows while it is walked
        entity = catalogue.entities[name]
        assert isinstance(entity, Entity), f"{entity.name} has no table"
        if any(map(_asks_time, _expressions(entity, switches))):
            return None
        if entity.window:
            found.append(entity)
        if entity.part_of is not None and entity.part_of.target not in names:
            names.append(entity.part_of.target)  # it is shown where its whole is
    return found


def _asks_time(expression: ColumnElement[Any]) -> bool:
    return any(getattr(part, "key", None) == NOW.key for part in visitors.iterate(expression))


def _expressions(entity: Entity, switches: Switches) -> Iterator[ColumnElement[Any]]:
    """Yield whatever of *entity* may look at the clock, its window apart."""
    row = entity.table.alias("asked")
    conditions = [entity.exists, None if entity.window else entity.published]
    for bound in entity.fields.values():
        match bound:
            case Derived():
                yield bound.expression(row)
            case ToOne() if bound.derived is not None:
                yield bound.derived(row)
            case Pages() | ToMany():
                conditions.append(bound.condition)
            case Column() | Value() | Computed() | ToOne() | Place():
                pass  # columns, and their parts; what else Python works out lasts in no plan
            case _:
                yield NOW
    for condition in conditions:
        found = None if condition is None else condition(row, switches)
        if found is not None:
            yield found


async def next_change(
    entities: Collection[Entity], network: str, now: dt.datetime, connection: Connection
) -> dt.datetime | None:
    """Return the first moment after *now* at which a record of *network* appears or disappears."""
    columns = [
        sa.select(sa.func.min(column))
        .where(entity.table.c.network_id == NETWORK, column > NOW)
        .scalar_subquery()
        for entity in entities
        for column in (entity.table.c[name] for name in entity.window)
    ]
    if not columns:
        return None
    labelled = [column.label(f"c{index}") for index, column in enumerate(columns)]
    statement = compile_statement(sa.select(*labelled), connection.dialect)
    values = statement.values({"network": network, "now": now})
    (row,) = await connection.fetch(statement.text, values)
    return min((moment for each in row if (moment := instant(each)) is not None), default=None)
