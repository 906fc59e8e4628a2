"""A selection on an entity: its columns, its joins, its nested rows, and its dict in Python."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.sql.selectable import NamedFromClause

from planning import cell, code, computed, pages, places
from planning.build import Build, Path
from planning.cell import AskedCell
from planning.costs import of_list
from planning.entities import Entity
from planning.fields import Column, Computed, Derived, Pages, Place, ToMany, ToOne, Value
from planning.levels import Level
from planning.nested import nested_records, ordering
from planning.place_costs import place_costs
from planning.row_rules import Rules, guard_of
from planning.rows import Rows
from planning.selections import Selected


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
        subject, refused = f"{entity.name}.{asked.name}", rules.mask.cells.get(asked.name)
        build.deny(path, subject, rules.mask, None if refused is None else refused.code)
        return code.constant(None)
    guard = guard_of(rules, asked.name, row)
    here = AskedCell(build, level, row, entity, guard, asked, path)
    match entity.fields[asked.name]:
        case Column() as field:
            return cell.column(here, field)
        case Derived() as field:
            return cell.derived(here, field)
        case Value() as field:
            return cell.value(here, field)
        case Computed() as field:
            return computed.computed(here, field)
        case Place() as field:
            return _place(here, field)
        case ToOne() as field:
            return _to_one(here, field)
        case ToMany() as field:
            return _to_many(here, field)
        case Pages() as field:
            return pages.nested(build, level, row, field, guard, asked, path)


def _place(here: AskedCell, field: Place) -> code.Code:
    """The location whose id stands in a column."""
    build = here.build
    if build.closed(field.target, here.path):
        return code.constant(None)
    selected = selected_on(build, field.target, here.asked)
    show = places.place(build, field.target, selected, here.path)
    here.level.below += place_costs(build, field.target, selected)
    shown = build.module.once(build.module.keep(show))
    return code.item(shown, code.name(here.add(field.column)))


def _to_one(here: AskedCell, field: ToOne) -> code.Code:
    """Another record, by key: a join whose columns lie in this row."""
    build = here.build
    if build.closed(field.target, here.path):
        return code.constant(None)
    target = build.entity(field.target)
    key = (here.row.name, here.asked.name)
    other = here.level.joined(key)
    if other is None:
        other = build.alias(target)
        on = [*build.rules(target).visible(other)]
        on.append(other.c[field.key] == field.key_on(here.row))
        if here.guard is not None:
            on.append(here.guard)
        here.level.join(key, other, sa.and_(*on))
    there = here.level.add((other.name, "id"), other.c.id)
    selected = selected_on(build, field.target, here.asked)
    shown = record(build, here.level, other, target, selected, here.path)
    return code.known_by(there, shown, build.module.record())


def _to_many(here: AskedCell, field: ToMany) -> code.Code:
    """A short list of records: nested rows."""
    build = here.build
    if build.closed(field.target, here.path):
        return code.constant(None)
    target = build.entity(field.target)
    inner = build.level(target)
    inner.conditions += build.rules(target).visible(inner.row)
    inner.conditions.append(field.leads(here.row, inner.row))
    if field.condition is not None:
        condition = field.condition(inner.row, build.mask.switches)
        inner.conditions += [] if condition is None else [condition]
    if here.guard is not None:
        inner.conditions.append(here.guard)
    selected = selected_on(build, field.target, here.asked)
    shown = record(build, inner, inner.row, target, selected, here.path)
    inner.add((inner.row.name, "id"), inner.row.c.id)
    order = [ordering(inner.row, name) for name in (*field.order, "id")]
    select = inner.select().order_by(*order).limit(sa.literal_column(str(field.limit)))
    here.level.below.append(inner.cost(of_list(field.limit)))
    rows = Rows(select.correlate(here.row), inner.columns)
    variable = here.level.add((here.row.name, "[]", here.path), rows)
    return nested_records(build, here.level, inner, variable, shown)
