"""Root fields that ask about the rules: who may ask, and what of the answer they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from graphql import GraphQLObjectType

from access.mask import Cell
from planning.askers import Asker
from planning.build import Build
from planning.grants import cell_grants, row_grants
from planning.graph import Graph
from planning.places import holds
from planning.projections import projection
from planning.requests import Prepared, Request
from planning.root_fields import Inquiry
from planning.running import Run
from planning.selections import Selected

Tell = Callable[[Run, Any], Any]


class Asked(NamedTuple):
    """One inquiry of an operation that its asker may make here; its answer goes under *name*."""

    name: str
    inquiry: Inquiry
    arguments: dict[str, Any]


def permitted(graph: Graph, prepared: Prepared, asker: Asker) -> Iterator[Asked]:
    """Yield the inquiries of an operation that *asker* may make at the portal visited."""
    query, inquiries = graph.schema.query_type, graph.catalogue.inquiries
    assert query is not None, "every schema has a query type"
    run = Request(graph, prepared, asker).run
    operation = prepared.operation
    prefixes = {id(site.node): site.prefix for site in operation.sites}
    selections = prepared.selections(graph.schema)
    for each in selections.of(query, [operation.definition.selection_set]):
        inquiry = inquiries.get(each.name)
        if inquiry is None:
            continue
        grants = row_grants(run.mask.shape.types[inquiry.target])
        if holds(grants, run, inquiry.target, asker.portal):
            arguments = prepared.arguments(each.node)
            yield Asked(_name(prefixes[id(each.node)]), inquiry, arguments)


def inquire(build: Build, inquiry: Inquiry, asked: Selected) -> Tell | None:
    """Return what tells the answer that was worked out before; None where nothing is told."""
    if build.closed(inquiry.target, (asked.key,)):
        return None
    named = build.object_type(inquiry.target)
    name = _name(build.asked(asked)[0])
    parts = [_part(build, named, each, asked.key) for each in build.selections.of(
        named, asked.below
    )]

    def tell(run: Run, _rows: Any) -> Any:
        answer = run.values.get(name)
        if answer is None:
            return None
        return {key: show(run, answer) for key, show in parts}

    return tell


def _part(
    build: Build, named: GraphQLObjectType, asked: Selected, above: str
) -> tuple[str, Callable[[Run, Any], Any]]:
    if asked.name == "__typename":
        return asked.key, lambda run, answer: named.name
    type_mask = build.mask.types[named.name]
    cell = type_mask.cells.get(asked.name, Cell())
    if not cell:
        build.deny((above, asked.key), f"{named.name}.{asked.name}", type_mask, cell.code)
        return asked.key, lambda run, answer: None
    grants, name = cell_grants(cell), asked.name
    below = build.result_type(named.name, name)
    project = (
        projection(build, below, asked.below) if isinstance(below, GraphQLObjectType) else None
    )

    def show(run: Run, answer: Any) -> Any:
        if not holds(grants, run, named.name, run.portal):
            return None
        return project(answer[name]) if project else answer[name]

    return asked.key, show


def _name(prefix: str) -> str:
    return f"{prefix}_told"
