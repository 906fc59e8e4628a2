"""How types are made: Relay's rules, and nullability that a policy can rely on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_introspection_type,
    validate_schema,
)

import schema
from resolvers.catalogue import CATALOGUE

RECORDS = sorted(CATALOGUE.entities)
PAGING = {"first": "Int", "after": "String", "last": "Int", "before": "String"}


def _object(graph: GraphQLSchema, name: str) -> GraphQLObjectType:
    named = graph.type_map[name]
    assert isinstance(named, GraphQLObjectType)
    return named


def _is_connection(field: GraphQLField) -> bool:
    return get_named_type(field.type).name.endswith("Connection")


def test_the_schema_is_valid(graph: GraphQLSchema) -> None:
    """graphql-core has nothing to say against it."""
    assert validate_schema(graph) == []


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_has_an_id_and_may_be_empty_otherwise(graph: GraphQLSchema, name: str) -> None:
    """Only the id is never null: any other field may be hidden by a policy."""
    record = _object(graph, name)
    assert [interface.name for interface in record.interfaces] == ["Node"]
    assert str(record.fields["id"].type) == "ID!"
    never_null = [
        field_name
        for field_name, field in record.fields.items()
        if isinstance(field.type, GraphQLNonNull)
    ]
    assert never_null == ["id"]


@pytest.mark.parametrize("name", RECORDS)
def test_lists_of_a_record_hold_no_nulls(graph: GraphQLSchema, name: str) -> None:
    """A hidden record is missing from its list, it does not leave a hole."""
    for field_name, field in _object(graph, name).fields.items():
        if isinstance(field.type, GraphQLList):
            assert isinstance(field.type.of_type, GraphQLNonNull), field_name


def test_fields_of_the_roots_can_be_null(graph: GraphQLSchema) -> None:
    """A refused root field is null, and takes nothing else with it."""
    for root in (graph.query_type, graph.mutation_type):
        assert root is not None
        for name, field in root.fields.items():
            assert not isinstance(field.type, GraphQLNonNull), name


def test_connections_are_relays(graph: GraphQLSchema) -> None:
    """A connection has edges, page info and the four arguments; beside them nodes and a count."""
    found = 0
    for name, named in graph.type_map.items():
        if not name.endswith("Connection"):
            continue
        found += 1
        target = name.removesuffix("Connection")
        fields = {key: str(field.type) for key, field in _object(graph, name).fields.items()}
        assert fields == {
            "edges": f"[{target}Edge!]!",
            "nodes": f"[{target}!]!",
            "pageInfo": "PageInfo!",
            "totalCount": "Int",
            "totalCountIsExact": "Boolean",
        }
        edge = _object(graph, f"{target}Edge").fields
        assert {key: str(field.type) for key, field in edge.items()} == {
            "cursor": "String!",
            "node": f"{target}!",
        }
        assert named.description
    assert found == 28


def test_fields_with_connections_take_the_paging_arguments(graph: GraphQLSchema) -> None:
    """Every list that is read page by page is read in the same way."""
    for named in graph.type_map.values():
        if not isinstance(named, GraphQLObjectType) or is_introspection_type(named):
            continue
        for name, field in named.fields.items():
            if _is_connection(field):
                given = {key: str(argument.type) for key, argument in field.args.items()}
                further = {key: given[key] for key in given.keys() - PAGING.keys()}
                assert given.items() >= PAGING.items(), f"{named.name}.{name}"
                assert further.keys() <= {"filter", "orderBy"}
                assert all(not kind.endswith("!") for kind in further.values())


def test_names_follow_the_conventions_of_graphql_eslint(graph: GraphQLSchema) -> None:
    """Types in PascalCase, fields in camelCase, values in UPPER_CASE, no name repeats its kind."""
    for name, named in graph.type_map.items():
        if is_introspection_type(named):
            continue
        assert re.fullmatch(r"[A-Z][A-Za-z]*", name)
        if isinstance(named, GraphQLObjectType):
            assert not re.search(r"^Type|Type$", name)
            prefix = name[0].lower() + name[1:]
            repeated = [field for field in named.fields if field.startswith(prefix)]
            assert repeated == [], name
        if isinstance(named, GraphQLEnumType):
            assert not re.search(r"^Enum|Enum$", name)
            assert all(re.fullmatch(r"[A-Z][A-Z_]*", value) for value in named.values)
        if isinstance(named, GraphQLObjectType | GraphQLInputObjectType):
            assert all(re.fullmatch(r"[a-z][A-Za-z]*", field) for field in named.fields)
        if isinstance(named, GraphQLUnionType):
            assert not re.search(r"^Union|Union$", name)


def test_mutations_take_one_input_and_return_a_payload(graph: GraphQLSchema) -> None:
    """Each mutation has its own payload, which says what went wrong."""
    assert graph.mutation_type is not None
    for name, field in graph.mutation_type.fields.items():
        own = name[0].upper() + name[1:]
        assert str(field.type) == f"{own}Payload"
        assert str(_object(graph, f"{own}Payload").fields["errors"].type) == "[UserError!]!"
        assert {key: str(given.type) for key, given in field.args.items()} in (
            {},
            {"input": f"{own}Input!"},
        )


def test_declarations_are_types_and_not_text() -> None:
    """Strawberry parses text each time it looks; `schema/__init__.py` says what that took."""
    modules = sorted(Path(schema.__file__).parent.glob("*.py"))
    assert modules
    for module in modules:
        assert "\nfrom __future__ import annotations" not in module.read_text(), module.name
