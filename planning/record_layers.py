"""Why one record shows a field, or does not: each condition of its row rules, asked of the row.

The conditions are those that operations are planned with; here each of them is a column instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause

from access.mask import Mask, RowRules, ScopeShape
from planning.entities import Entity, TreeEntity
from planning.grants import Grants
from planning.row_rules import Rules
from store.compiled import compile_statement
from store.databases import Connection

NONE: frozenset[str] = frozenset()
PORTAL_GRANT = Grants(portal=0, own=False, team_roles=NONE, permissions=NONE)


@dataclass(frozen=True, slots=True)
class RecordLayer:
    """One condition, and whether the row meets it; None where it was not worth asking."""

    name: str
    holds: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class RecordExplanation:
    """What the rules make of one row: whether it shows the field, and where it stands."""

    visible: bool
    location: str | None
    layers: tuple[RecordLayer, ...]


async def explain_record(
    connection: Connection,
    entities: Mapping[str, Entity | TreeEntity],
    question: tuple[str, str | None, int],
    mask: Mask,
    values: Mapping[str, Any],
    now: dt.datetime,
) -> RecordExplanation | None:
    """Explain the row that *question* names (type, field or None for any, key) under *mask*.

    *values* are the mask's bindings for the viewer. None where there is no such row.

    Raises:
        KeyError: the type has no rows of its own.
    """
    name, field, key = question
    entity = entities[name]
    if not isinstance(entity, Entity):
        raise KeyError(name)
    rules = Rules.under(entity, mask.shape, entities)
    row = entity.table.alias("t1")
    asked = dict(_asked(rules, field, row, mask))
    columns: list[ColumnElement[Any]] = [row.c[entity.location]]
    for conditions, _ in asked.values():
        columns.append(sa.and_(sa.true(), *conditions))
    select = sa.select(*columns).where(
        row.c.network_id == sa.bindparam("network", type_=sa.Text()),
        row.c.id == sa.bindparam("key", type_=sa.BigInteger()),
    )
    statement = compile_statement(select, connection.dialect)
    given = {**values, "now": now, "key": key}
    rows = await connection.fetch(statement.text, statement.values(given))
    for location, *holds in rows:
        found = dict(zip(asked, map(bool, holds), strict=True))
        visible = found.pop("visible")
        layers = []
        for title, held in found.items():
            unasked = not found["published"] and title in _BEHIND_PUBLICATION
            layers.append(RecordLayer(title, None if unasked else held, asked[title][1]))
        return RecordExplanation(visible, location, tuple(layers))
    return None


_BEHIND_PUBLICATION = ("in scope", "its own audience", "its plans", "the whole", "hidden")


def _asked(
    rules: Rules, field: str | None, row: NamedFromClause, mask: Mask
) -> Iterator[tuple[str, tuple[list[ColumnElement[bool]], str]]]:
    """Yield each condition with its name and what it asks."""
    entity, rows = rules.entity, rules.mask.rows
    grants = rules.rows if field is None else rules.cell(field)
    levels = ", ".join(sorted(rows.levels or ())) or "no audience"

    def alone(changed: RowRules) -> Rules:
        return replace(rules, mask=replace(rules.mask, rows=changed), whole=None)

    everywhere = RowRules(ScopeShape.NETWORK, None, None)
    yield "visible", ([*rules.visible(row), *rules.holds(grants, row)], "")
    yield (
        "published",
        (
            alone(everywhere).holds(PORTAL_GRANT, row),
            "published, enabled and not archived, as far as its type knows of that",
        ),
    )
    scope = alone(replace(everywhere, scope=rows.scope)).holds(PORTAL_GRANT, row)
    yield "in scope", (scope, "its location is one whose records this portal shows the viewer")
    if rows.levels is not None and entity.audience is not None:
        conditions = alone(replace(everywhere, levels=rows.levels)).holds(PORTAL_GRANT, row)
        yield "its own audience", (conditions, f"the viewer passes {levels}")
    if rows.plans is not None and entity.plans is not None:
        conditions = alone(replace(everywhere, plans=rows.plans)).holds(PORTAL_GRANT, row)
        yield "its plans", (conditions, "it is for no plan, or for one that the viewer can use")
    if rules.whole is not None and entity.part_of is not None:
        conditions = replace(alone(everywhere), whole=rules.whole).holds(PORTAL_GRANT, row)
        yield "the whole", (conditions, f"the {entity.part_of.target} that it is a part of is seen")
    hidden = grants.portal or 0
    if hidden:
        conditions = alone(everywhere).holds(replace(PORTAL_GRANT, portal=hidden), row)
        places = ", ".join(sorted(mask.hidden[entity.name][hidden]))
        yield "hidden", (conditions, f"it is not a record of {places}, where this is hidden")
    nothing = replace(PORTAL_GRANT, portal=None)
    if grants.own and entity.owner is not None:
        yield "own record", (rules.holds(replace(nothing, own=True), row), "it is the viewer's own")
    if grants.team_roles and entity.team is not None:
        by_team = replace(nothing, team_roles=grants.team_roles)
        yield "own team", (rules.holds(by_team, row), "it belongs to a team of the viewer's")
    if grants.permissions:
        by_staff = replace(nothing, permissions=grants.permissions)
        names = ", ".join(sorted(grants.permissions))
        yield "staff", (rules.holds(by_staff, row), f"the viewer holds {names} where it stands")
