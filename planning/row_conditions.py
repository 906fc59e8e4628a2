"""What a grant asks of a row, as SQL: where it is, whom it is for, whose team's it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause

from access import parameters
from access.levels import ALL_LEVELS
from access.mask import ScopeShape
from planning.entities import Entity, PlanLink, TeamLink
from store.sql import NETWORK, OneOf, word

Predicate = ColumnElement[bool]


def in_scope(
    type_name: str, shape: ScopeShape, location: ColumnElement[Any], since: str
) -> Iterable[Predicate]:
    """Yield what puts the record at *location* into the scope, if it is not the whole network."""
    match shape:
        case ScopeShape.NOWHERE:
            yield sa.false()
        case ScopeShape.ONE:
            name = parameters.place_parameter(type_name, since=since)
            yield location == sa.bindparam(name, type_=sa.Text())
        case ScopeShape.SEVERAL:
            yield OneOf(location, parameters.scope_parameter(type_name, since=since))
        case ScopeShape.NETWORK:
            pass  # every record of the network: its key is asked anyway


def for_audience(column: ColumnElement[Any], levels: frozenset[str]) -> list[Predicate]:
    """Return that the level written on the record is one of *levels*."""
    if levels >= ALL_LEVELS:
        return []
    if not levels:
        return [sa.false()]
    return [column.in_([word(level) for level in sorted(levels)])]


def for_plans(link: PlanLink, row: NamedFromClause, *, has_plans: bool) -> Predicate:
    """Return that the record is restricted to no plan, or to one that the viewer can use.

    Written as values, and not with EXISTS: PostgreSQL would read the plans of all records there
    are, rather than look up those of each record on a page.
    """
    table = link.table.alias()
    of_record = sa.and_(table.c.network_id == NETWORK, table.c[link.record] == row.c.id)
    unrestricted = _any_plan(table, row, of_record).is_(None)
    if not has_plans:
        return unrestricted
    usable = OneOf(table.c.plan_id, parameters.USABLE_PLANS)
    return sa.or_(unrestricted, _any_plan(table, row, of_record, usable).is_not(None))


def _any_plan(
    table: NamedFromClause, row: NamedFromClause, *conditions: Predicate
) -> ColumnElement[Any]:
    found = sa.select(table.c.plan_id).where(*conditions).limit(sa.literal_column("1"))
    return found.correlate(row).scalar_subquery()


def of_team(entity: Entity, row: NamedFromClause, parameter: str) -> Predicate:
    """Return that the record belongs to one of the teams that *parameter* names."""
    if isinstance(entity.team, TeamLink):
        return entity.team.condition(row, parameter)
    assert entity.team is not None, f"{entity.name} names no team"
    return OneOf(row.c[entity.team], parameter)
