"""What is hidden and what is not there are the same to whoever asks, byte for byte.

Generated from the graph: every type that has ids, every mutation that takes one, as anybody.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import orjson
import pytest
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
from tests.hostile.records import MOST, NODE, hidden, types_meant
from tests.hostile.town import PEOPLE, Town

NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
GRAPH = build_graph()
MOST_NODES = 100
LOOKED_AT = {
    ("bookResource", "teamId"): b"for this team",
    ("bookSeries", "teamId"): b"at none of these times",
    ("moveCrmCard", "customerId"): b"no such stage",  # which is asked first, and hidden as well
}
"""What is said where an id is looked at, if it is not the name of the input."""

ACTING = ("anonymous in Ghent", "member", "front desk", "house manager", "studio manager")
VALUES = {
    "String": "word", "Int": 1, "Float": 1.0, "Boolean": True, "Date": "2026-12-01",
    "DateTime": "2026-12-01T10:00:00Z", "Email": "una@harbour.test", "ID": "Nothing:0",
    "endsAt": "2026-12-01T12:00:00Z", "email": "una@harbour.test", "password": "a long enough word",
}
"""What a mutation is given, by the name or the type of what it takes."""
FURTHER = {"bookSeries": {"count": 2}}
"""What one takes one of."""


def test_a_hidden_record_is_answered_like_one_that_is_not_there(here: Town) -> None:
    """By `node`, for every type and everybody; and each type is hidden from somebody."""
    lacking, shown = Counter[str](), Counter[str]()
    for type_name in here.ids:
        for person in PEOPLE:
            absent = here.ask(person, NODE, {"id": here.absent(type_name)})
            for record in here.some(type_name, MOST):
                answer = here.ask(person, NODE, {"id": record})
                if orjson.loads(answer).get("data", {}).get("node") is None:
                    assert answer == absent, (person, record)
                    lacking[type_name] += 1
                else:
                    shown[type_name] += 1
    there = {name for name, ids in here.ids.items() if ids}
    assert there - lacking.keys() == set(), "nobody lacks them"
    assert len(shown) > len(there) / 2, f"nobody sees {sorted(there - shown.keys())}"


MUTATIONS = [
    pytest.param(name, path, id=f"{name}-{path}")
    for name, field in (GRAPH.mutation_type.fields if GRAPH.mutation_type else {}).items()
    if not name.startswith(("signIn", "verifyEmail"))  # which ask for a password before all else
    for path in [
        key
        for argument in field.args.values()
        for key, each in getattr(get_named_type(argument.type), "fields", {}).items()
        if get_named_type(each.type).name == "ID"
    ]
]


@pytest.mark.parametrize(("name", "path"), MUTATIONS)
def test_a_mutation_is_answered_alike(here: Town, name: str, path: str) -> None:
    """Whatever it is told to change: the id of a hidden record says no more than one of none."""
    document = _document(name)
    asked, looked_at = 0, False
    for type_name in types_meant(path):
        for person in ACTING:
            given = _least(here, person, name)
            absent = here.ask(person, document, _with(given, path, here.absent(type_name)))
            told = LOOKED_AT.get((name, path), f'"field":"{path}"'.encode())
            looked_at = looked_at or told in absent
            for record in hidden(here, type_name, person):
                answer = here.ask(person, document, _with(given, path, record))
                assert answer == absent, (person, record)
                asked += 1
    assert asked, f"nothing that `{path}` may mean is hidden from anybody"
    assert looked_at, f"nobody gets as far as `{path}`"


@cache
def _shown(here: Town, path: str, person: str) -> str:
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


def _document(name: str) -> str:
    """Write a mutation that asks for nothing but its errors."""
    selected = f"{name}(input: $input) {{ errors {{ field code message }} }}"
    return f"mutation ($input: {_argument(name)}) {{ {selected} }}"


@cache
def _least(here: Town, person: str, name: str) -> dict[str, Any]:
    """Return the least that a mutation takes; what it names besides, *person* is shown."""
    given: dict[str, Any] = _value("input", _argument(name))
    given.update(FURTHER.get(name, {}))
    return {
        path: _shown(here, path, person) if value == VALUES["ID"] else value
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


def _with(given: dict[str, Any], path: str, record: str) -> dict[str, Any]:
    return {"input": {**given, path: record}}
