"""A selection on an entity: its columns, its joins, its nested rows, and its dict in Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from graphql import GraphQLInt, GraphQLObjectType
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause

from planning import code, pages, places, projections
from planning.build import Build, Path
from planning.entities import (
    Column,
    Computed,
    Derived,
    Entity,
    Pages,
    Place,
    ToMany,
    ToOne,
    Value,
)
from planning.grants import Rules
from planning.levels import Level
from planning.rows import Rows
from planning.running import Named
from planning.selections import Selected
from store.sql import Instant

Guard = ColumnElement[bool] | None
"""The condition under which a cell is visible on a visible row; None where it always is."""


def record(
    build: Build,
    level: Level,
    row: NamedFromClause,
    entity: Entity,
    selected: Sequence[Selected],
    path: Path,
) -> code.Code:
    """Return the dict of one record, whose columns are added to *level*."""
    rules = build.rules(entity)
    return code.mapping(
        (each.key, _field(build, level, row, rules, each, (*path, each.key))) for each in selected
    )


def selected_on(build: Build, type_name: str, asked: Selected) -> list[Selected]:
    """Return what is selected below a field, on one of its object types."""
    return build.selections.of(build.object_type(type_name), asked.below)


def _field(
    build: Build, level: Level, row: NamedFromClause, rules: Rules, asked: Selected, path: Path
) -> code.Code:
    entity = rules.entity
    if asked.name == "__typename":
        return code.constant(entity.name)
    if asked.name == "id":
        key = level.add((row.name, "id"), row.c.id)
        return code.joined(f"{entity.name}:", code.name(key))
    if not rules.cell(asked.name):
        cell = rules.mask.cells.get(asked.name)
        build.deny(path, rules.mask, None if cell is None else cell.code)
        return code.constant(None)
    guard = guard_of(rules, asked.name, row)
    cells = Cells(build, level, row, entity, guard, asked, path)
    match entity.fields[asked.name]:
        case Column() as field:
            return cells.column(field)
        case Derived() as field:
            return cells.derived(field)
        case Value() as field:
            return cells.value(field)
        case Computed() as field:
            return cells.computed(field)
        case Place() as field:
            return cells.place(field)
        case ToOne() as field:
            return cells.to_one(field)
        case ToMany() as field:
            return cells.to_many(field)
        case Pages() as field:
            return pages.nested(build, level, row, field, guard, asked, path)


def guard_of(rules: Rules, name: str, row: NamedFromClause) -> Guard:
    """Return the condition under which the cell is visible on a visible row."""
    if rules.covered(name):
        return None
    return sa.and_(sa.true(), *rules.holds(rules.cell(name), row))


def guarded(guard: Guard, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the value that the viewer sees: NULL where the cell is hidden."""
    return column if guard is None else sa.case((guard, column))


class Cells:
    """The kinds of fields, for one field on one row."""

    def __init__(
        self,
        build: Build,
        level: Level,
        row: NamedFromClause,
        entity: Entity,
        guard: Guard,
        asked: Selected,
        path: Path,
    ) -> None:
        self.build = build
        self.level = level
        self.row = row
        self.entity = entity
        self.guard = guard
        self.asked = asked
        self.path = path

    def _add(self, column: str) -> str:
        return self._add_as(column, self.row.c[column])

    def _add_as(self, name: str, column: ColumnElement[Any]) -> str:
        key = (self.row.name, name, self._guard_key)
        return self.level.add(key, guarded(self.guard, column))

    @property
    def _guard_key(self) -> str | None:
        return None if self.guard is None else self.asked.name

    def _whole(self) -> GraphQLObjectType | None:
        return self._result if isinstance(self._result, GraphQLObjectType) else None

    def column(self, field: Column) -> code.Code:
        """A scalar or enum of one column."""
        kind = self.row.c[field.name].type
        return self._scalar(self._add(field.name), kind, self._result, field.enum)

    def derived(self, field: Derived) -> code.Code:
        """A scalar or enum that SQL derives."""
        expression = field.expression(self.row)
        variable = self._add_as(f"~{self.asked.name}", expression)
        return self._scalar(variable, expression.type, self._result, field.enum)

    @property
    def _result(self) -> Any:
        return self.build.result_type(self.entity.name, self.asked.name)

    def _scalar(self, variable: str, kind: Any, result: Any, enum: Any = None) -> code.Code:
        value = code.name(variable)
        if enum is not None:
            names = self.build.module.keep(Named({**enum, None: None}))
            return code.item(names, value)
        if isinstance(kind, sa.Boolean) and self.build.dialect == "sqlite":
            return code.item("flags", value)
        if isinstance(kind, sa.BigInteger) and result is GraphQLInt:
            return code.call("integer", value)
        return value

    def value(self, field: Value) -> code.Code:
        """A value object over columns of this row."""
        named = self._whole()
        assert named is not None, f"{self.path} is no object"
        present = self._add(field.present)
        pairs = []
        for each in self.build.selections.of(named, self.asked.below):
            if each.name == "__typename":
                pairs.append((each.key, code.constant(named.name)))
            else:
                column = field.parts[each.name]
                result = self.build.result_type(named.name, each.name)
                part = self._scalar(self._add(column), self.row.c[column].type, result)
                pairs.append((each.key, part))
        return code.unless_none(present, code.mapping(pairs))

    def computed(self, field: Computed) -> code.Code:
        """A value that Python works out from columns of this row."""
        arguments = [code.name("run"), *(self._python(name) for name in field.needs)]
        compute = self.build.module.keep(field.compute)
        value = code.call(compute, *arguments)
        named = self._whole()
        if named is not None:
            project = projections.projection(self.build, named, self.asked.below)
            value = code.call(self.build.module.keep(project), value)
        if self.guard is None:
            return value
        key = (self.row.name, "?", self._guard_key)
        holds = sa.case((self.guard, sa.literal_column("1", sa.Integer())))
        shown = self.level.add(key, holds)
        return code.where(shown, value)

    def _python(self, name: str) -> code.Code:
        kind = self.row.c[name].type
        value = code.name(self._add(name))
        if self.build.dialect != "sqlite":
            return value
        if isinstance(kind, Instant):
            return code.call("instant", value)
        if isinstance(kind, sa.Date):
            return code.call("date", value)
        return code.item("flags", value) if isinstance(kind, sa.Boolean) else value

    def place(self, field: Place) -> code.Code:
        """The location whose id stands in a column."""
        if self.build.closed(field.target, self.path):
            return code.constant(None)
        selected = selected_on(self.build, field.target, self.asked)
        show = places.place(self.build, field.target, selected, self.path)
        variable = self._add(field.column)
        return code.call(self.build.module.keep(show), code.name("run"), code.name(variable))

    def to_one(self, field: ToOne) -> code.Code:
        """Another record, by key: a join whose columns lie in this row."""
        if self.build.closed(field.target, self.path):
            return code.constant(None)
        target = self.build.entity(field.target)
        key = (self.row.name, self.asked.name)
        other = self.level.joined(key)
        if other is None:
            other = self.build.alias(target)
            on = [*self.build.rules(target).visible(other)]
            on.append(other.c[field.key] == self.row.c[field.column])
            if self.guard is not None:
                on.append(self.guard)
            self.level.join(key, other, sa.and_(*on))
        there = self.level.add((other.name, "id"), other.c.id)
        selected = selected_on(self.build, field.target, self.asked)
        shown = record(self.build, self.level, other, target, selected, self.path)
        return code.unless_none(there, shown)

    def to_many(self, field: ToMany) -> code.Code:
        """A short list of records: nested rows."""
        if self.build.closed(field.target, self.path):
            return code.constant(None)
        target = self.build.entity(field.target)
        inner = self.build.level(target)
        inner.conditions += self.build.rules(target).visible(inner.row)
        inner.conditions.append(inner.row.c[field.foreign] == self.row.c[field.local])
        if field.condition is not None:
            condition = field.condition(inner.row, self.build.mask.switches)
            inner.conditions += [] if condition is None else [condition]
        if self.guard is not None:
            inner.conditions.append(self.guard)
        selected = selected_on(self.build, field.target, self.asked)
        shown = record(self.build, inner, inner.row, target, selected, self.path)
        inner.add((inner.row.name, "id"), inner.row.c.id)
        order = [_ordering(inner.row, name) for name in (*field.order, "id")]
        select = inner.select().order_by(*order).limit(sa.literal_column(str(field.limit)))
        rows = Rows(select.correlate(self.row), inner.columns)
        variable = self.level.add((self.row.name, "[]", self.path), rows)
        return code.listing(shown, inner.pattern, nested_rows(self.build, self.level, variable))


def _ordering(row: NamedFromClause, name: str) -> ColumnElement[Any]:
    return row.c[name[1:]].desc() if name.startswith("-") else row.c[name].asc()


def nested_rows(build: Build, level: Level, variable: str) -> code.Code:
    """Return the expression of nested rows: SQLite's are text where they stand at the top."""
    value = code.name(variable)
    return code.call("loads", value) if level.top and build.dialect == "sqlite" else value
