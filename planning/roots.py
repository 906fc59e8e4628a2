"""The root fields of a query: each is one statement, or none, and a function that assembles it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from graphql import GraphQLObjectType
from sqlalchemy.sql.selectable import Select

from planning import code, pages, places, projections, records
from planning.asking import Asked, KeysShape
from planning.build import Build, Path
from planning.costs import USUAL_ROWS, cost_of, of_count
from planning.entities import Entity
from planning.fields import Pages
from planning.inquiries import inquire
from planning.levels import Level
from planning.nodes import nodes, search
from planning.place_costs import place_costs
from planning.root_fields import (
    ById,
    Everywhere,
    Inquiry,
    Mine,
    NodeById,
    NodesById,
    RootField,
    Search,
    Visited,
    Worked,
)
from planning.rows import Rows
from planning.running import Run
from planning.selections import Selected
from store.sql import VIEWER

Assemble = Callable[[Run, Any], Any]


@dataclass(frozen=True, slots=True)
class Root:
    """One root field: its response key, the statement that it needs, what makes its value.

    `assemble` receives the run and the statement's rows, or None where there is no statement; it is
    the name of a function in the plan's module, or a function. What takes long and needs no
    statement is made `aside`, see `planning.turns`.
    """

    key: str
    select: Select[Any] | None
    assemble: str | Assemble
    aside: bool = False


def nothing(key: str) -> Root:
    """Return a root field that stays null."""
    return Root(key, None, lambda run, rows: None)


def root(build: Build, field: RootField, asked: Selected) -> Root:
    """Return the plan of one root field of a query."""
    match field:
        case Pages():
            return _pages(build, field, asked)
        case Mine():
            return _mine(build, field, asked)
        case ById():
            return _by_id(build, field.target, asked, build.asked(asked))
        case NodeById():
            return _node(build, asked)
        case NodesById():
            return Root(asked.key, *nodes(build, asked))
        case Search():
            return Root(asked.key, *search(build, field, asked))
        case Visited():
            return _visited(build, field, asked)
        case Everywhere():
            return _everywhere(build, field, asked)
        case Worked():
            return _worked(build, field, asked)
        case Inquiry():
            tell = inquire(build, field, asked)
            return nothing(asked.key) if tell is None else Root(asked.key, None, tell)


def _pages(build: Build, field: Pages, asked: Selected) -> Root:
    page = pages.plan_page(build, field, asked, (asked.key,))
    if page is None:
        return nothing(asked.key)
    if not page.listed:
        build.costs.append(of_count(build.count_bound))
        shown = code.call(page.number(), code.name("number"))
        body = code.first_of(shown, code.row_pattern(["number"]), code.name("rows"))
        function = build.module.define(f"root_{page.prefix}", ["run", "rows"], body)
        return Root(asked.key, sa.select(page.count().label("number")), function)
    level = build.level(page.entity, top=not page.counted)
    select, function = page.write(level)
    build.costs += page.cost(level)
    if not page.counted:
        return Root(asked.key, select, function)
    whole = sa.select(
        Rows(select, level.columns).label("records"), page.count().label("number")
    )
    rows = code.name("records")
    if build.dialect == "sqlite":
        rows = code.call("loads", rows)
    shown = code.call(function, code.name("run"), rows, code.name("number"))
    pattern = code.row_pattern(["records", "number"])
    body = code.first_of(shown, pattern, code.name("rows"))
    function = build.module.define(f"root_{level.number}", ["run", "rows"], body)
    return Root(asked.key, whole, function)


def single(
    build: Build,
    entity: Entity,
    asked: Selected,
    choose: Callable[[Level], Any],
    path: Path | None = None,
) -> Root:
    """Return the plan of one record of *entity*, the one that *choose* picks; or null."""
    level = build.level(entity, top=True)
    level.conditions += build.rules(entity).visible(level.row)
    level.conditions.append(choose(level))
    selected = records.selected_on(build, entity.name, asked)
    where = path or (asked.key,)
    shown = records.record(build, level, level.row, entity, selected, where)
    level.add((level.row.name, "id"), level.row.c.id)
    build.costs.append(level.cost(1))
    body: list[ast.stmt] = code.first_of(shown, level.pattern, code.name("rows"))
    function = build.module.define(f"root_{level.number}", ["run", "rows"], body)
    return Root(asked.key, level.select(), function)


def _mine(build: Build, field: Mine, asked: Selected) -> Root:
    if build.closed(field.target, (asked.key,)):
        return nothing(asked.key)
    return single(build, build.entity(field.target), asked, lambda level: level.row.c.id == VIEWER)


def _by_id(build: Build, target: str, asked: Selected, given: tuple[str, Asked]) -> Root:
    prefix, ask = given
    if build.closed(target, (asked.key,)):
        return nothing(asked.key)
    assert isinstance(ask.shape, KeysShape)
    key = sa.bindparam(f"{prefix}_key", type_=sa.BigInteger())
    if ask.shape.types != (target,):
        # the same statement for an id of another type: it finds nothing, as an absent record does
        return single(build, build.entity(target), asked, lambda level: sa.false())
    return single(build, build.entity(target), asked, lambda level: level.row.c.id == key)


def _node(build: Build, asked: Selected) -> Root:
    prefix, ask = build.asked(asked)
    assert isinstance(ask.shape, KeysShape)
    target = ask.shape.types[0] if ask.shape.types else None
    bound = build.catalogue.entities.get(target) if target else None
    if bound is None or build.closed(bound.name, (asked.key,)):
        return nothing(asked.key)
    if isinstance(bound, Entity):
        return _by_id(build, bound.name, asked, (prefix, ask))
    selected = records.selected_on(build, bound.name, asked)
    show = places.place(build, bound.name, selected, (asked.key,))
    build.costs += place_costs(build, bound.name, selected)
    name = f"{prefix}_place"
    return Root(asked.key, None, lambda run, rows: show(run, run.values[name]))


def _visited(build: Build, field: Visited, asked: Selected) -> Root:
    if build.closed(field.target, (asked.key,)):
        return nothing(asked.key)
    selected = records.selected_on(build, field.target, asked)
    show = places.place(build, field.target, selected, (asked.key,))
    build.costs += place_costs(build, field.target, selected)
    return Root(asked.key, None, lambda run, rows: show(run, run.portal))


def _everywhere(build: Build, field: Everywhere, asked: Selected) -> Root:
    if build.closed(field.target, (asked.key,)):
        return nothing(asked.key)
    selected = records.selected_on(build, field.target, asked)
    show = places.place(build, field.target, selected, (asked.key,))
    build.costs.append(cost_of(USUAL_ROWS, 1, place_costs(build, field.target, selected)))

    def every(run: Run, _rows: Any) -> list[Any]:
        network = run.tree.network(run.tree.root(run.portal))
        shown = (show(run, location) for location in sorted(network))
        return [each for each in shown if each is not None]

    return Root(asked.key, None, every)


def _worked(build: Build, field: Worked, asked: Selected) -> Root:
    named = build.result_type("Query", asked.name)
    build.lasting = build.lasting and field.lasting
    compute = field.compute
    if not isinstance(named, GraphQLObjectType):
        return Root(asked.key, None, lambda run, rows: compute(run))
    project = projections.projection(build, named, asked.below)
    return Root(asked.key, None, lambda run, rows: project(compute(run)))
