"""Introspection: answered by graphql-core's own executor, under the switch `introspection`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
    is_specified_scalar_type,
    type_from_ast,
)

from access.mask import Code
from access.switches import INTROSPECTION
from planning.build import Build, Denial
from planning.costs import Cost
from planning.introspection_costs import introspection_cost
from planning.roots import Root, nothing
from planning.running import Run
from planning.selections import Selected

LONG_CELLS = 500
"""What costs more cells is answered in a thread; so many take some four milliseconds."""


def root(build: Build, asked: Selected) -> Root:
    """Return the plan of `__typename`, `__schema` or `__type`."""
    if asked.name == "__typename":
        return Root(asked.key, None, lambda run, rows: "Query")
    schema_of = _schema_of(build)
    if schema_of is None:
        build.denials[Denial((asked.key,), None, Code.NOT_ALLOWED, asked.name)] = None
        return nothing(asked.key)
    cost = introspection_cost(build.schema, build.selections, asked)
    build.costs.append(Cost(1, cost))
    document, key = _alone(build, asked), asked.key
    taken = {
        each.variable.name.value
        for each in document.definitions[0].variable_definitions  # type: ignore[attr-defined]
    }

    def answer(run: Run, _rows: Any) -> Any:
        values = {name: value for name, value in run.variables.items() if name in taken}
        result = execute_sync(schema_of(), document, variable_values=values)
        return (result.data or {}).get(key)

    return Root(asked.key, None, answer, aside=cost > LONG_CELLS)


def _schema_of(build: Build) -> Callable[[], GraphQLSchema] | None:
    """Return what gives the schema that is shown; None where none is."""
    schema, mask = build.schema, build.mask
    switch = mask.switches.get(INTROSPECTION, "full")
    if switch == "full":
        return lambda: schema
    if switch != "masked":
        return None
    make = build.masked_schema
    make(mask)  # while planning, which is done aside for long documents; then it is kept
    return lambda: make(mask)


def _alone(build: Build, asked: Selected) -> DocumentNode:
    """Return a document that asks for nothing else.

    Of the variables it has those that introspection can use: names and flags. The others may be of
    types that are not in the schema.
    """
    variables = [
        each
        for each in build.definition.variable_definitions or ()
        if is_specified_scalar_type(_named(build.schema, each.type))
    ]
    alone = OperationDefinitionNode(
        operation=OperationType.QUERY, name=None, directives=(),
        variable_definitions=tuple(variables),
        selection_set=SelectionSetNode(selections=tuple(asked.nodes)),
    )
    return DocumentNode(definitions=(alone, *build.selections.fragments.values()))


def _named(schema: GraphQLSchema, node: Any) -> Any:
    kind = type_from_ast(schema, node)
    return getattr(kind, "of_type", kind)
