"""What a mutation takes, written from the graph: the least of it, and what may be left out."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_named_type,
)

from schema.graph import build_graph
from tests.hostile.records import types_meant
from tests.hostile.town import Town

NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
GRAPH = build_graph()
MOST_NODES = 100
VALUES = {
    "String": "word", "Int": 1, "Float": 1.0, "Boolean": True, "Date": "2026-12-01",
    "DateTime": "2026-12-01T10:00:00Z", "Email": "una@harbour.test", "ID": "Nothing:0",
    "endsAt": "2026-12-01T12:00:00Z", "email": "una@harbour.test", "password": "a long enough word",
}
"""What a mutation is given, by the name or the type of what it takes."""
FURTHER = {"bookSeries": {"count": 2}}
"""What one takes one of."""


@cache
def shown(here: Town, path: str, person: str) -> str:
    """Return a record that an id of this name may be of and *person* is shown, if there is one."""
    for type_name in types_meant(path):
        records = here.some(type_name, 1_000)
        for first in range(0, len(records), MOST_NODES):
            answer = here.ask(person, NODES, {"ids": records[first : first + MOST_NODES]})
            for each in orjson.loads(answer)["data"]["nodes"] or ():
                if each is not None:
                    found: str = each["id"]
                    return found
    return "Nothing:0"


def _argument(name: str) -> GraphQLInputType:
    assert GRAPH.mutation_type is not None
    (argument,) = GRAPH.mutation_type.fields[name].args.values()
    kind: GraphQLInputType = argument.type
    return kind


def document_of(name: str) -> str:
    """Write a mutation that asks for nothing but its errors."""
    selected = f"{name}(input: $input) {{ errors {{ field code message }} }}"
    return f"mutation ($input: {_argument(name)}) {{ {selected} }}"


@cache
def least(here: Town, person: str, name: str) -> dict[str, Any]:
    """Return the least that a mutation takes; what it names besides, *person* is shown."""
    given: dict[str, Any] = _value("input", _argument(name))
    given.update(FURTHER.get(name, {}))
    return {
        path: shown(here, path, person) if value == VALUES["ID"] else value
        for path, value in given.items()
    }


def _value(path: str, kind: GraphQLInputType) -> Any:
    """Return a value of a type, with what it must have."""
    if isinstance(kind, GraphQLNonNull):
        return _value(path, kind.of_type)
    if isinstance(kind, GraphQLList):
        return [_value(path, kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: _value(name, each.type) for name, each in kind.fields.items()
            if isinstance(each.type, GraphQLNonNull)
        }
    assert isinstance(kind, GraphQLScalarType)
    return VALUES.get(path, VALUES[kind.name])


def with_id(given: dict[str, Any], path: str, record: str) -> dict[str, Any]:
    """Return the variables of a mutation that names *record* besides."""
    return {"input": {**given, path: record}}


def texts(name: str) -> list[str]:
    """Return what a mutation takes as text."""
    kind = get_named_type(_argument(name))
    assert isinstance(kind, GraphQLInputObjectType)
    return [path for path, each in kind.fields.items() if str(each.type).rstrip("!") == "String"]


def optional(name: str) -> list[str]:
    """Return what a mutation takes and need not be given."""
    kind = get_named_type(_argument(name))
    assert isinstance(kind, GraphQLInputObjectType)
    return [path for path, each in kind.fields.items() if not isinstance(each.type, GraphQLNonNull)]
