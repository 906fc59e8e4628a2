"""Introspection: answered by graphql-core's own executor, under the switch `introspection`."""

from __future__ import annotations

from typing import Any

from graphql import (
    DocumentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
)

from access.mask import Code
from planning.build import Build, Denial
from planning.roots import Root, nothing
from planning.running import Run
from planning.selections import Selected


def root(build: Build, asked: Selected) -> Root:
    """Return the plan of `__typename`, `__schema` or `__type`."""
    if asked.name == "__typename":
        return Root(asked.key, None, lambda run, rows: "Query")
    if build.mask.switches.get("introspection", "full") != "full":
        build.denials.append(Denial((asked.key,), None, Code.NOT_ALLOWED))
        return nothing(asked.key)
    schema, key = build.schema, asked.key
    alone = OperationDefinitionNode(
        operation=OperationType.QUERY, name=None, directives=(),
        variable_definitions=build.definition.variable_definitions,
        selection_set=SelectionSetNode(selections=tuple(asked.nodes)),
    )
    document = DocumentNode(definitions=(alone, *build.selections.fragments.values()))

    def answer(run: Run, _rows: Any) -> Any:
        result = execute_sync(schema, document, variable_values=dict(run.variables))
        return (result.data or {}).get(key)

    return Root(asked.key, None, answer)
