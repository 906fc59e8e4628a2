"""What introspection costs: about as many values as it answers, at what they take to be found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
    get_named_type,
)

from planning.selections import Selected, Selections

VALUES_A_CELL = 10
"""So many values of the schema, found in memory, cost as much as one cell."""


def introspection_cost(schema: GraphQLSchema, selections: Selections, asked: Selected) -> int:
    """Return the cost of `__schema` or `__type`, in cells.

    Lists are taken to be as long as they are on average, over all types; those of `__type`, which
    may name any, and of the types at the top, as they are on the type with the most fields.
    """
    name = "__Schema" if asked.name == "__schema" else "__Type"
    lengths = _lengths(schema)
    values = _values(schema, selections, lengths, name, asked.below)
    times = 1.0 if asked.name == "__schema" else lengths["most"]
    return round(times * values) // VALUES_A_CELL


def _values(
    schema: GraphQLSchema,
    selections: Selections,
    lengths: Mapping[str, float],
    type_name: str,
    sets: Iterable[SelectionSetNode],
) -> float:
    named = schema.type_map[type_name]
    assert isinstance(named, GraphQLObjectType)
    total = 0.0
    for each in selections.of(named, sets):
        if each.name not in named.fields:  # `__typename`
            total += 1
            continue
        below = get_named_type(named.fields[each.name].type)
        if isinstance(below, GraphQLObjectType):
            values = _values(schema, selections, lengths, below.name, each.below)
            total += lengths.get(each.name, 1) * (1 + values)
        else:
            total += 1
    return total


@lru_cache(maxsize=4)
def _lengths(schema: GraphQLSchema) -> Mapping[str, float]:
    """Return how long each list of introspection is on average, by its field."""
    types = list(schema.type_map.values())
    inputs = [each for each in types if isinstance(each, GraphQLInputObjectType)]
    enums = [each for each in types if isinstance(each, GraphQLEnumType)]
    objects = [
        each for each in types if isinstance(each, GraphQLObjectType | GraphQLInterfaceType)
    ]
    fields = [field for each in objects for field in each.fields.values()]
    implemented = sum(len(each.interfaces) for each in objects)
    usual = len(fields) / len(types)
    most = max(len(each.fields) for each in objects) / usual
    return {
        **dict.fromkeys(("queryType", "mutationType", "subscriptionType"), most),
        "types": len(types),
        "fields": usual,
        "most": most,
        "args": sum(len(field.args) for field in fields) / len(fields),
        "inputFields": sum(len(each.fields) for each in inputs) / len(types),
        "enumValues": sum(len(each.values) for each in enums) / len(types),
        "interfaces": implemented / len(types),
        "possibleTypes": implemented / len(types),
        "directives": len(schema.directives),
    }
