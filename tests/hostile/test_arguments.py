"""What a query is given says nothing about what is hidden: ids, filters and orders.

Generated from the graph: every field that takes the id of a record, by itself or in a filter, and
every list with all that it can be filtered and sorted by, as everybody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

import orjson
import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
)

from schema.graph import build_graph
from store.tables import metadata
from tests.hostile.records import hidden, types_meant
from tests.hostile.town import Town, opened

GRAPH = build_graph()
ASKING = ("anonymous in Ghent", "contact", "member", "front desk", "studio manager")
OF_THEIR_OWN = ("node", "nodes", "explain")
"""Looked at elsewhere: by themselves, and as what staff are told of what portals are not."""

LIST = "{ totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } }"
WAYS = ("{ eq: $id }", "{ in: [$id] }")


class Asked(NamedTuple):
    """A document that takes one id, and the types that it may be of."""

    name: str
    document: str
    types: list[str]


def _asked() -> Iterator[Asked]:
    """Every field that takes an id: of the query type, and of oneself."""
    assert GRAPH.query_type is not None
    for whose, kind in (("", GRAPH.query_type), ("my-", GRAPH.type_map["Customer"])):
        assert isinstance(kind, GraphQLObjectType)
        for name, field in kind.fields.items():
            if name in OF_THEIR_OWN:
                continue
            for path, ways, types in _ids_in(name, field):
                shown = LIST if "Connection" in str(field.type) else "{ __typename id }"
                selected = " ".join(
                    f"way{number}: {name}({given}) {shown}" for number, given in enumerate(ways)
                )
                if whose:
                    selected = f"me {{ {selected} }}"
                yield Asked(f"{whose}{name}-{path}", f"query ($id: ID!) {{ {selected} }}", types)


def _ids_in(name: str, field: GraphQLField) -> Iterator[tuple[str, list[str], list[str]]]:
    """Every argument that is an id, or a filter by one: its path, how it is given, its types."""
    for argument, each in field.args.items():
        kind = get_named_type(each.type)
        if kind.name == "ID":
            yield argument, [f"{argument}: $id"], [get_named_type(field.type).name]
        elif argument == "filter" and isinstance(kind, GraphQLInputObjectType):
            for key, by in kind.fields.items():
                comparison = get_named_type(by.type)
                if isinstance(comparison, GraphQLInputObjectType) and "ID" in {
                    get_named_type(way.type).name for way in comparison.fields.values()
                }:
                    ways = [f"first: 5, filter: {{ {key}: {way} }}" for way in WAYS]
                    yield key, ways, types_meant(key)


@pytest.mark.parametrize("asked", [pytest.param(each, id=each.name) for each in _asked()])
def test_the_id_of_a_hidden_record_is_like_one_of_none(here: Town, asked: Asked) -> None:
    """The same bytes, after as many statements."""
    compared = 0
    for type_name in asked.types:
        absent = {"id": here.absent(type_name)}
        for person in ASKING:
            for record in hidden(here, type_name, person)[:1]:
                expected = here.counted(person, asked.document, absent)
                assert here.counted(person, asked.document, {"id": record}) == expected, person
                compared += 1
    assert compared, "nobody lacks a record to ask for"


WHO = {
    "logins", "sessions", "customers", "customer_access", "customer_archivings",
    "customer_locations", "customer_rights", "customer_suspensions", "contracts", "contract_holds",
    "freezes", "plans", "teams", "team_members", "staff_grants",
}
"""The tables that say who somebody is, and what they may."""

LITERALS = {
    "Boolean": "true", "Date": '"2026-12-01"', "DateTime": '"2026-12-01T10:00:00Z"',
    "ID": '"Nothing:0"', "Int": "1", "String": '"word"',
}


@pytest.fixture(name="bare", scope="module")
def _bare(here: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same town with the same people, in which there is nothing."""
    path = tmp_path_factory.mktemp("bare") / "portal.db"
    with closing(sqlite3.connect(here.url.removeprefix("sqlite:///"))) as full, closing(
        sqlite3.connect(path)
    ) as copy:
        full.backup(copy)
        for name in metadata.tables.keys() - WHO:
            copy.execute(f"DELETE FROM {name}")
        copy.commit()
    with opened(f"sqlite:///{path}", here.ids) as bare:
        yield bare


def _narrowed(field: GraphQLField) -> Iterator[str]:
    """Every way to sort a list by one thing, or to filter it by one, as its arguments."""
    order, by = field.args.get("orderBy"), field.args.get("filter")
    if order is not None:
        (names,) = [
            get_named_type(each.type) for name, each in _fields(order).items() if name == "field"
        ]
        assert isinstance(names, GraphQLEnumType)
        yield from (f"orderBy: {{ field: {name} }}" for name in names.values)
    if by is not None:
        for name, each in _fields(by).items():
            way, value = next(
                (way, get_named_type(kind.type)) for way, kind in _fields(each).items()
            )
            literal = next(iter(value.values)) if isinstance(value, GraphQLEnumType) else (
                LITERALS[value.name]
            )
            yield f"filter: {{ {name}: {{ {way}: {literal} }} }}"


def _fields(given: GraphQLArgument | GraphQLInputField) -> dict[str, GraphQLInputField]:
    kind = get_named_type(given.type)
    assert isinstance(kind, GraphQLInputObjectType)
    fields: dict[str, GraphQLInputField] = kind.fields
    return fields


def _lists() -> Iterator[str]:
    """A document for each list: with all its orders and filters, one after the other."""
    assert GRAPH.query_type is not None
    for name, field in GRAPH.query_type.fields.items():
        narrowed = list(_narrowed(field)) if "Connection" in str(field.type) else []
        if narrowed:
            asked = " ".join(
                f"way{number}: {name}(first: 1, {given}) {{ totalCount }}"
                for number, given in enumerate(narrowed)
            )
            yield f"{{ {asked} }}"


def test_what_is_refused_depends_on_no_row(here: Town, bare: Town) -> None:
    """A filter or an order that somebody may not use is refused where there is nothing, too."""
    refused = 0
    for document in _lists():
        for person in ASKING:
            full, empty = (orjson.loads(each.ask(person, document)) for each in (here, bare))
            assert full.get("errors") == empty.get("errors"), (person, document)
            assert full.get("extensions") == empty.get("extensions"), (person, document)
            assert _nulls(full) == _nulls(empty), (person, document)
            refused += len(full.get("errors", ()))
    assert refused > 20, "too little is refused to anybody"


def _nulls(answer: Any) -> Any:
    data = answer.get("data")
    return data and {name: value is None for name, value in data.items()}
