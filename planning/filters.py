"""Filters: they see the value that the viewer would see, NULL where it is hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.sql.selectable import NamedFromClause

from access.mask import TypeMask
from planning import problems
from planning.build import Build
from planning.entities import Entity
from planning.fields import Column, Derived, Place, ToOne
from planning.levels import operand
from planning.places import shown_parameter
from planning.problems import Complaint
from planning.row_conditions import Predicate
from planning.row_rules import Rules, guard_of, guarded
from store.sql import OneOf, Whether

Operator = Callable[[ColumnElement[Any], str], Predicate]


OPERATORS: Mapping[str, Operator] = {
    "eq": lambda column, name: column == operand(name, column),
    "lt": lambda column, name: column < operand(name, column),
    "lte": lambda column, name: column <= operand(name, column),
    "gt": lambda column, name: column > operand(name, column),
    "gte": lambda column, name: column >= operand(name, column),
    "in": lambda column, name: OneOf(column, name),
    "contains": lambda column, name: Contains(column, operand(name, column)),
    "startsWith": lambda column, name: Begins(column, operand(name, column)),
}


class Contains(Whether, GenericFunction[bool]):
    """Whether a text stands in another: no wildcard means anything.

    PostgreSQL is asked with LIKE, for which it knows an index, see `store.trigrams`; the pattern
    is made once for all rows.
    """

    type = sa.Boolean()
    name = "text_contains"
    inherit_cache = True


class Begins(Whether, GenericFunction[bool]):
    """Whether a text begins with another: no wildcard means anything."""

    type = sa.Boolean()
    name = "text_begins"
    inherit_cache = True


@compiles(Contains, "postgresql")
def _like(element: Contains, compiler: Any, **kw: Any) -> str:
    whole, part = (compiler.process(each, **kw) for each in element.clauses)
    for wildcard in ("\\", "%", "_"):
        part = f"replace({part}, '{wildcard}', '\\{wildcard}')"
    return f"{whole} LIKE (SELECT '%' || {part} || '%')"


@compiles(Begins, "postgresql")
def _strpos(element: Begins, compiler: Any, **kw: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **kw)}) = 1"


@compiles(Contains, "sqlite")
def _instr(element: Contains, compiler: Any, **kw: Any) -> str:
    return f"instr({compiler.process(element.clauses, **kw)}) > 0"


@compiles(Begins, "sqlite")
def _instr_first(element: Begins, compiler: Any, **kw: Any) -> str:
    return f"instr({compiler.process(element.clauses, **kw)}) = 1"


def filter_by(
    build: Build,
    rules: Rules,
    row: NamedFromClause,
    filters: tuple[tuple[str, str, Any], ...],
    prefix: str,
) -> list[Predicate] | Complaint:
    """Return what a row must meet to pass the filters, or why they cannot be asked."""
    found: list[Predicate] = []
    for field, operator, flag in filters:
        if not may_filter(rules, field, build.mask.types):
            message = f"The list cannot be filtered by `{field}`."
            subject = f"{rules.entity.name}.{field}"
            return Complaint(problems.FIELD_NOT_READABLE, message, subject)
        value = guarded(guard_of(rules, field, row), _seen(build, rules, row, field))
        shown = _shown(rules, row, field)
        if operator != "isNull":
            found += [*shown, OPERATORS[operator](value, f"{prefix}_{field}_{operator}")]
        elif flag:
            found.append(sa.or_(value.is_(None), *(~each for each in shown)))
        else:
            found += [*shown, value.is_not(None)]
    return found


def may_filter(rules: Rules, field: str, types: Mapping[str, TypeMask]) -> bool:
    """Whether a list may be filtered by *field*: allowed, readable, and not about a closed type."""
    if field not in rules.mask.filterable or not rules.cell(field):
        return False
    binding = rules.entity.fields[field]
    return not isinstance(binding, Place | ToOne) or bool(types[binding.target])


def _seen(
    build: Build, rules: Rules, row: NamedFromClause, field: str
) -> ColumnElement[Any]:
    """Return the value that is compared."""
    entity: Entity = rules.entity
    binding = entity.fields[field]
    if isinstance(binding, Column):
        return row.c[binding.folded or binding.name]
    if isinstance(binding, Derived):
        return binding.expression(row)
    if isinstance(binding, Place):
        return row.c[binding.column]
    assert isinstance(binding, ToOne), f"{entity.name}.{field} cannot be filtered by"
    target = build.entity(binding.target)
    other = build.alias(target)
    conditions = build.rules(target).visible(other)
    conditions.append(other.c[binding.key] == binding.key_on(row))
    return sa.select(other.c.id).where(*conditions).correlate(row).scalar_subquery()


def _shown(rules: Rules, row: NamedFromClause, field: str) -> list[Predicate]:
    """Return what a location must meet besides: one that does not show is as good as none."""
    binding = rules.entity.fields[field]
    if not isinstance(binding, Place):
        return []
    return [OneOf(row.c[binding.column], shown_parameter(binding.target))]


__all__ = ["OPERATORS", "Contains", "filter_by", "may_filter"]
