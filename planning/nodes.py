"""Root fields over several types at once: `nodes` and `search`, still one statement each."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import Select

from planning import code, places, records
from planning.asking import KeysShape, SearchShape
from planning.build import Build
from planning.costs import cost_of
from planning.entities import Entity
from planning.fields import Column
from planning.filters import Contains
from planning.levels import Level
from planning.orders import Order
from planning.place_costs import place_costs
from planning.root_fields import Search
from planning.row_rules import Rules, guard_of, guarded
from planning.rows import Rows
from planning.running import Run
from planning.selections import Selected
from store.sql import OneOf

Assemble = Callable[[Run, Any], Any]


def nodes(build: Build, asked: Selected) -> tuple[Select[Any] | None, Assemble]:
    """Plan `nodes(ids:)`: the records of each type that occurs, put back into the order asked."""
    prefix, given = build.asked(asked)
    shape = given.shape
    assert isinstance(shape, KeysShape)
    if shape.complaint is not None:
        build.complain((asked.key,), shape.complaint)
        return None, lambda run, rows: None
    collections: dict[str, Collection] = {}
    shows: dict[str, places.Show] = {}
    for name in shape.types:
        bound = build.catalogue.entities.get(name)
        if bound is None or not build.mask.types[name]:
            continue
        selected = records.selected_on(build, name, asked)
        if isinstance(bound, Entity):
            level = build.level(bound)
            level.conditions += build.rules(bound).visible(level.row)
            level.conditions.append(OneOf(level.row.c.id, f"{prefix}_keys_{name}"))
            key = level.add((level.row.name, "id"), level.row.c.id)
            record = _record(build, level, bound, selected, asked.key, (key,))
            rows = Rows(level.select(), level.columns)
            collections[name] = Collection(rows, record, level.pattern)
            build.costs.append(level.cost(f"{prefix}_keys_{name}"))
        else:
            shows[name] = places.place(build, name, selected, (asked.key,))
            below = place_costs(build, name, selected)
            build.costs.append(cost_of(f"{prefix}_wanted", 0, below))
    select, found = _statement(build, collections)

    def assemble(run: Run, rows: Any) -> list[Any]:
        there = {
            (name, str(key)): shown for name, pairs in found(run, rows) for key, shown in pairs
        }
        return [
            None if pair is None
            else shows[pair[0]](run, pair[1]) if pair[0] in shows
            else there.get(pair)
            for pair in run.values[f"{prefix}_wanted"]
        ]

    return select, assemble


def search(build: Build, field: Search, asked: Selected) -> tuple[Select[Any] | None, Assemble]:
    """Plan `search`: the first matches of each type by title, merged; hidden cells never match."""
    prefix, given = build.asked(asked)
    shape = given.shape
    assert isinstance(shape, SearchShape)
    if shape.complaint is not None:
        build.complain((asked.key,), shape.complaint)
        return None, lambda run, rows: None
    collections: dict[str, Collection] = {}
    for name in field.targets:
        entity = build.entity(name)
        rules = build.rules(entity)
        fields = searched_fields(rules)
        if not fields or (shape.types is not None and name not in shape.types):
            continue
        level = build.level(entity)
        level.conditions += rules.visible(level.row)
        level.conditions.append(_matches(rules, level, fields, f"{prefix}_text"))
        selected = records.selected_on(build, name, asked)
        order = Order(entity, entity.search[0], descending=False)
        titled = _seen(rules, level, entity.search[0], order.key(level.row))
        title = level.add((level.row.name, "title"), titled)
        key = level.add((level.row.name, "id"), level.row.c.id)
        limit = sa.bindparam(f"{prefix}_limit", type_=sa.Integer())
        record = _record(build, level, entity, selected, asked.key, (title, key))
        ordered = level.select().order_by(titled.asc().nulls_last(), level.row.c.id.asc())
        rows = Rows(ordered.limit(limit), level.columns)
        collections[name] = Collection(rows, record, level.pattern)
        build.costs.append(level.cost(f"{prefix}_limit"))
    select, found = _statement(build, collections)

    def assemble(run: Run, rows: Any) -> list[Any]:
        matches = [
            ((title is None, title or "", name, key), shown)
            for name, triples in found(run, rows)
            for title, key, shown in triples
        ]
        matches.sort(key=lambda match: match[0])
        return [shown for _, shown in matches[: run.values[f"{prefix}_limit"]]]

    return select, assemble


def searched_fields(rules: Rules) -> list[str]:
    """Return the fields that a search looks through: those that the viewer may read."""
    return [each for each in rules.entity.search if rules.cell(each)]


def _matches(rules: Rules, level: Level, fields: Sequence[str], text: str) -> ColumnElement[bool]:
    wanted = sa.bindparam(text, type_=sa.Text())
    found = []
    for each in fields:
        binding = rules.entity.fields[each]
        assert isinstance(binding, Column), f"{each} has no column"
        assert binding.folded, f"{each} has no folded companion"
        seen = _seen(rules, level, each, level.row.c[binding.folded])
        found.append(Contains(seen, wanted))
    return sa.or_(*found)


def _seen(rules: Rules, level: Level, field: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    if not rules.cell(field):
        return sa.null()
    return guarded(guard_of(rules, field, level.row), column)


class Collection(NamedTuple):
    """Nested rows of one type, what each becomes, and the pattern that takes a row apart."""

    rows: Rows
    record: code.Code
    pattern: ast.expr


def _record(
    build: Build,
    level: Level,
    entity: Entity,
    selected: Sequence[Selected],
    key: str,
    leading: Sequence[str],
) -> code.Code:
    """Return a tuple of the columns *leading* and the record; whose columns *level* has then."""
    shown = records.record(build, level, level.row, entity, selected, (key,))
    return ast.Tuple([*(code.name(each) for each in leading), shown], ast.Load())


def _statement(
    build: Build, collections: dict[str, Collection]
) -> tuple[Select[Any] | None, Callable[[Run, Any], list[tuple[str, Any]]]]:
    """Return one statement over all collections, and what takes its only row apart."""
    if not collections:
        return None, lambda run, rows: []
    variables = [f"c{index}" for index in range(len(collections))]
    lists: list[ast.expr] = []
    columns = []
    for variable, each in zip(variables, collections.values(), strict=True):
        columns.append(each.rows.label(variable))
        source = code.name(variable)
        if build.dialect == "sqlite":
            source = code.call("loads", source)
        lists.append(code.listing(each.record, each.pattern, source))
    body = code.first_of(
        ast.List(lists, ast.Load()), code.row_pattern(variables), code.name("rows")
    )
    function = build.module.define(build.fresh("union"), ["run", "rows"], body)
    names, module = list(collections), build.module

    def found(run: Run, rows: Any) -> list[tuple[str, Any]]:
        return list(zip(names, module[function](run, rows), strict=True))

    return sa.select(*columns), found
