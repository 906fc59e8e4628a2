"""Value objects made in Python: of a dict with every field, what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from graphql import GraphQLObjectType, SelectionSetNode, get_named_type

from planning.build import Build

Projection = Callable[[Any], Any]


def projection(
    build: Build, named: GraphQLObjectType, sets: Iterable[SelectionSetNode]
) -> Projection:
    """Return the function that keeps what was asked of a value of type *named*, or of a list."""
    parts: list[tuple[str, str, Projection | None]] = []
    for each in build.selections.of(named, sets):
        if each.name == "__typename":
            parts.append((each.key, "", None))
            continue
        below = get_named_type(named.fields[each.name].type)
        nested = isinstance(below, GraphQLObjectType)
        inner = projection(build, below, each.below) if nested else None
        parts.append((each.key, each.name, inner))

    def project(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, list | tuple):
            return [project(each) for each in value]
        return {
            key: named.name if not name else inner(value[name]) if inner else value[name]
            for key, name, inner in parts
        }

    return project
