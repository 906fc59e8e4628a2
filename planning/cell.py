"""One field on one row: its guard, its columns, and the kinds of fields that are plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from graphql import GraphQLInt, GraphQLObjectType
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause

from planning import code
from planning.build import Build, Path
from planning.entities import Entity
from planning.fields import Column, Derived, Part, Value
from planning.levels import Level
from planning.row_rules import Guard, guarded
from planning.running import Named
from planning.selections import Selected
from store.sql import Instant


@dataclass(frozen=True, slots=True)
class AskedCell:
    """A field that was asked for, on a row of a select."""

    build: Build
    level: Level
    row: NamedFromClause
    entity: Entity
    guard: Guard
    asked: Selected
    path: Path

    @property
    def result(self) -> Any:
        """The field's named type."""
        return self.build.result_type(self.entity.name, self.asked.name)

    @property
    def object_type(self) -> GraphQLObjectType | None:
        """The field's type, where it is made of fields."""
        return self.result if isinstance(self.result, GraphQLObjectType) else None

    def add(self, column: str) -> str:
        """Select a column of the row, NULL where the cell is hidden; return its variable."""
        return self.add_as(column, self.row.c[column])

    def add_as(self, name: str, column: ColumnElement[Any]) -> str:
        """Select an expression likewise, under a name of its own."""
        key = (self.row.name, name, self._guard_key)
        return self.level.add(key, guarded(self.guard, column))

    @property
    def _guard_key(self) -> str | None:
        return None if self.guard is None else self.asked.name

    def shown(self) -> str | None:
        """Select whether the cell is visible; None where it always is."""
        if self.guard is None:
            return None
        holds = sa.case((self.guard, sa.literal_column("1", sa.Integer())))
        return self.level.add((self.row.name, "?", self._guard_key), holds)

    def as_python(self, kind: Any, variable: str) -> code.Code:
        """Return a fetched value as Python has it: moments, dates and booleans."""
        value = code.name(variable)
        if self.build.dialect != "sqlite":
            return value
        if isinstance(kind, Instant):
            return code.call("instant", value)
        if isinstance(kind, sa.Date):
            return code.call("date", value)
        return code.item("flags", value) if isinstance(kind, sa.Boolean) else value


def column(cell: AskedCell, field: Column) -> code.Code:
    """A scalar or enum of one column."""
    kind = cell.row.c[field.name].type
    return _scalar(cell, cell.add(field.name), kind, cell.result, field.enum)


def derived(cell: AskedCell, field: Derived) -> code.Code:
    """A scalar or enum that SQL derives."""
    expression = field.expression(cell.row)
    variable = cell.add_as(f"~{cell.asked.name}", expression)
    return _scalar(cell, variable, expression.type, cell.result, field.enum)


def value(cell: AskedCell, field: Value) -> code.Code:
    """A value object over columns of this row."""
    named = cell.object_type
    assert named is not None, f"{cell.path} is no object"
    present = cell.add(field.present)
    pairs = []
    for each in cell.build.selections.of(named, cell.asked.below):
        if each.name == "__typename":
            pairs.append((each.key, code.constant(named.name)))
        else:
            pairs.append((each.key, _part(cell, named, each.name, field.parts[each.name])))
    return code.unless_none(present, code.mapping(pairs))


def _part(cell: AskedCell, named: GraphQLObjectType, name: str, part: str | Part) -> code.Code:
    if isinstance(part, str):
        result = cell.build.result_type(named.name, name)
        return _scalar(cell, cell.add(part), cell.row.c[part].type, result)
    compute = cell.build.module.keep(part.compute)
    values = (cell.as_python(cell.row.c[each].type, cell.add(each)) for each in part.columns)
    return code.call(compute, *values)


def _scalar(cell: AskedCell, variable: str, kind: Any, result: Any, enum: Any = None) -> code.Code:
    found = code.name(variable)
    if enum is not None:
        names = cell.build.module.keep(Named({**enum, None: None}))
        return code.item(names, found)
    if isinstance(kind, sa.Boolean) and cell.build.dialect == "sqlite":
        return code.item("flags", found)
    if isinstance(kind, sa.BigInteger) and result is GraphQLInt:
        return code.call("integer", found)
    return found
