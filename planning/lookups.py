"""Whether somebody sees a record, asked by the work of a mutation: the rows' rules once more."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType

import sqlalchemy as sa

from access.mask import MaskShape
from planning.cache import Cache
from planning.entities import Entity, TreeEntity
from planning.fields import Column
from planning.ids import record_key
from planning.mutations import Work
from planning.row_rules import Rules, guard_of
from store.compiled import Statement, compile_statement
from store.databases import Row
from store.folding import fold

_STATEMENTS: Cache[Hashable, Statement] = Cache(256)


def is_closed(work: Work, entity: Entity) -> bool:
    """Whether no record of the type could ever be visible to the viewer here."""
    mask = work.policies.mask(work.viewer, work.portal, work.now)
    return not mask.shape.types[entity.name]


async def find_visible(
    work: Work,
    entity: Entity,
    given: object,
    entities: Mapping[str, Entity | TreeEntity] = MappingProxyType({}),
) -> int | None:
    """Return the row id of the record that a global id names, if the viewer sees it here.

    Hidden records, those out of scope, those that do not exist and ids that are none are all the
    same: None. *entities* has what the record may be a part of.
    """
    row = await read_visible(work, entity, given, (), entities)
    return None if row is None else row[0]


async def read_visible(
    work: Work,
    entity: Entity,
    given: object,
    columns: Sequence[str],
    entities: Mapping[str, Entity | TreeEntity] = MappingProxyType({}),
) -> Row | None:
    """Return the row id of such a record, and *columns* of it, whoever may see these."""
    return await _read(work, entity, given, entities, tuple(columns), None)


async def reads_field(
    work: Work,
    entity: Entity,
    given: object,
    field: str,
    entities: Mapping[str, Entity | TreeEntity] = MappingProxyType({}),
) -> bool:
    """Whether the viewer sees the record that a global id names, and *field* of it, here."""
    return await _read(work, entity, given, entities, (), field) is not None


async def are_visible(work: Work, entity: Entity, field: str, text: str) -> bool:
    """Whether the viewer sees records with *text* in a field that folds, and sees it there.

    It takes one statement, whatever there is that the viewer does not see.
    """
    if is_closed(work, entity):
        return False
    mask = work.policies.mask(work.viewer, work.portal, work.now)
    statement = _statement_by(entity, field, mask.shape, work.connection.dialect)
    values = {**work.policies.bindings(mask, work.viewer), "now": work.now, "asked": fold(text)}
    return bool(await work.connection.fetch(statement.text, statement.values(values)))


async def _read(
    work: Work,
    entity: Entity,
    given: object,
    entities: Mapping[str, Entity | TreeEntity],
    columns: tuple[str, ...],
    field: str | None,
) -> Row | None:
    """Return the row that *given* names, if the viewer sees it, and *field* of it where one is."""
    key = record_key(given, entity.name)
    if key is None or is_closed(work, entity):
        return None
    mask = work.policies.mask(work.viewer, work.portal, work.now)
    statement = _statement(entity, mask.shape, work.connection.dialect, columns, entities, field)
    values = {**work.policies.bindings(mask, work.viewer), "now": work.now, "key": key}
    rows: Sequence[Row] = await work.connection.fetch(statement.text, statement.values(values))
    return rows[0] if rows else None


def _statement_by(
    entity: Entity, field: str, shape: MaskShape, dialect: sa.Dialect
) -> Statement:
    asked = (entity.name, field, shape, dialect.name)
    found = _STATEMENTS.get(asked)
    if found is None:
        row, column = entity.table.alias("t1"), entity.fields[field]
        assert isinstance(column, Column), f"{entity.name}.{field} is no column"
        assert column.folded is not None, f"{entity.name}.{field} does not fold"
        rules = Rules.under(entity, shape, {})
        guard = guard_of(rules, field, row)
        select = sa.select(row.c.id).where(
            *rules.visible(row),
            *([] if guard is None else [guard]),
            row.c[column.folded] == sa.bindparam("asked", type_=sa.Text()),
        )
        found = _STATEMENTS.put(asked, compile_statement(select.limit(1), dialect))
    return found


def _statement(
    entity: Entity,
    shape: MaskShape,
    dialect: sa.Dialect,
    columns: tuple[str, ...],
    entities: Mapping[str, Entity | TreeEntity],
    field: str | None,
) -> Statement:
    asked = (entity.name, shape, dialect.name, columns, field)
    found = _STATEMENTS.get(asked)
    if found is None:
        row = entity.table.alias("t1")
        rules = Rules.under(entity, shape, entities)
        key = sa.bindparam("key", type_=sa.BigInteger())
        named = (row.c[name] for name in ("id", *columns))
        guard = None if field is None else guard_of(rules, field, row)
        select = sa.select(*named).where(
            *rules.visible(row), *([] if guard is None else [guard]), row.c.id == key
        )
        found = _STATEMENTS.put(asked, compile_statement(select, dialect))
    return found
