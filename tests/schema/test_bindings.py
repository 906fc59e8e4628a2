"""Schema and catalogue are two halves of one thing: what is declared is fetched, as declared."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
)

from planning.entities import Entity, PlaceOf, TreeEntity
from planning.fields import Column, Computed, Derived, Pages, Place, ToMany, ToOne, Value
from planning.root_fields import (
    ById,
    Everywhere,
    Mine,
    NodeById,
    NodesById,
    Search,
    Visited,
    Worked,
)
from resolvers.catalogue import CATALOGUE
from store.sql import Instant

ROWS = [entity for entity in CATALOGUE.entities.values() if isinstance(entity, Entity)]
TREES = [entity for entity in CATALOGUE.entities.values() if isinstance(entity, TreeEntity)]
FIELDS = [(entity, name) for entity in ROWS for name in entity.fields]
SORTS = [(entity, name) for entity in ROWS for name in entity.sort]

SCALARS: tuple[tuple[type[Any], str], ...] = (
    (sa.Boolean, "Boolean"),
    (sa.Integer, "Int"),
    (sa.Date, "Date"),
    (Instant, "DateTime"),
)


def _declared(graph: GraphQLSchema, type_name: str) -> dict[str, GraphQLField]:
    named = graph.type_map[type_name]
    assert isinstance(named, GraphQLObjectType)
    return dict(named.fields)


def _scalar_of(kind: Any) -> str:
    return next((name for class_, name in SCALARS if isinstance(kind, class_)), "String")


@pytest.mark.parametrize("entity", [*ROWS, *TREES], ids=lambda entity: entity.name)
def test_each_declared_field_is_bound_and_each_bound_one_declared(
    graph: GraphQLSchema, entity: Entity | TreeEntity
) -> None:
    """No field answers with nothing, and nothing is fetched that nobody can ask for."""
    assert _declared(graph, entity.name).keys() - {"id"} == set(entity.fields)


def test_each_record_of_the_graph_is_in_the_catalogue(graph: GraphQLSchema) -> None:
    """Whatever is a Node can be fetched by its id."""
    node = graph.type_map["Node"]
    records = {named.name for named in graph.get_implementations(node).objects}  # type: ignore[arg-type]
    assert records == set(CATALOGUE.entities)
    assert all(name == entity.name for name, entity in CATALOGUE.entities.items())


@pytest.mark.parametrize(
    ("entity", "name"), FIELDS, ids=[f"{entity.name}.{name}" for entity, name in FIELDS]
)
def test_a_field_is_fetched_as_it_is_declared(
    graph: GraphQLSchema, entity: Entity, name: str
) -> None:
    """Columns exist and are of the declared kind; relations lead where the schema says."""
    field = _declared(graph, entity.name)[name]
    whole, named = get_nullable_type(field.type), get_named_type(field.type)
    columns = entity.table.c
    match entity.fields[name]:
        case Column(column, folded, enum):
            assert column in columns
            if folded is not None:
                assert not columns[folded].nullable
                assert not columns[column].nullable
            if enum is None:
                assert named.name == _scalar_of(columns[column].type)
            else:
                _is_enum(named, enum)
        case Derived(expression, enum):
            kind = expression(entity.table.alias("t")).type
            if enum is None:
                assert named.name == _scalar_of(kind)
            else:
                _is_enum(named, enum)
        case Computed(needs, _):
            assert set(needs) <= set(columns.keys())
        case ToOne(target, column, key, derived):
            assert named.name == target
            assert (column in columns) is (derived is None)
            assert key in _entity(target).table.c
        case ToMany(target, foreign, order, local, through=through):
            assert isinstance(whole, GraphQLList)
            assert named.name == target
            other = _entity(target).table.c
            assert local in columns
            assert {foreign, *(each.removeprefix("-") for each in order)} <= set(other.keys())
            if through is not None:
                assert {"network_id", through.near, through.far} <= set(through.table.c.keys())
        case Pages(target, foreign, local):
            assert named.name == f"{target}Connection"
            assert foreign is not None
            assert {local} <= set(columns.keys())
            assert foreign in _entity(target).table.c
        case Place(column, target):
            assert named.name == target
            assert column in columns
        case Value(parts, present):
            assert isinstance(named, GraphQLObjectType)
            assert set(parts) == set(named.fields)
            assert present in columns
            for part in parts.values():
                needs = [part] if isinstance(part, str) else part.columns
                assert set(needs) <= set(columns.keys())


def _is_enum(named: Any, enum: Any) -> None:
    assert isinstance(named, GraphQLEnumType)
    assert {name: value.value for name, value in named.values.items()} == {
        name: stored for stored, name in enum.items()
    }


def _entity(name: str) -> Entity:
    entity = CATALOGUE.entities[name]
    assert isinstance(entity, Entity)
    return entity


@pytest.mark.parametrize("entity", TREES, ids=lambda entity: entity.name)
def test_places_lead_where_the_schema_says(graph: GraphQLSchema, entity: TreeEntity) -> None:
    """A field that is another location is declared as one."""
    declared = _declared(graph, entity.name)
    for name, bound in entity.fields.items():
        target = bound.target if isinstance(bound, PlaceOf) else None
        named = get_named_type(declared[name].type).name
        assert (target == named) if target else (named not in CATALOGUE.entities)


def test_records_carry_what_policies_ask_about() -> None:
    """Location, owner, team, audience and plans are columns that can be asked about."""
    for entity in ROWS:
        columns = entity.table.c
        asked = (entity.location, entity.owner, entity.team, entity.audience, "network_id", "id")
        assert {column for column in asked if column is not None} <= set(columns.keys())
        assert not columns[entity.location].nullable
        if entity.audience is not None:
            assert not columns[entity.audience].nullable
        if entity.plans is not None:
            assert {"network_id", entity.plans.record, "plan_id"} <= set(
                entity.plans.table.c.keys()
            )


@pytest.mark.parametrize(
    ("entity", "name"), SORTS, ids=[f"{entity.name}.{name}" for entity, name in SORTS]
)
def test_a_list_is_sorted_by_columns_that_have_an_index(entity: Entity, name: str) -> None:
    """A sort column is never NULL, and an index leads to it: for the network and for a house."""
    field = entity.fields[name]
    assert isinstance(field, Column)
    column = field.folded or field.name
    assert not entity.table.c[column].nullable
    table = _stored_table(entity, column)
    indexes = {tuple(each.name for each in index.columns) for index in table.indexes}
    if any(isinstance(root, Pages) and root.target == entity.name for root in _roots()):
        assert ("network_id", column, "id") in indexes
        assert ("network_id", "location_id", column, "id") in indexes
    else:
        assert any(each[0] == "network_id" and column in each for each in indexes)


def _stored_table(entity: Entity, column: str) -> sa.Table:
    """Return the table that keeps the column; an entity may be made of several."""
    if isinstance(entity.table, sa.Table):
        return entity.table
    (kept,) = entity.table.c[column].base_columns
    assert isinstance(kept.table, sa.Table)
    return kept.table


def _roots() -> list[Any]:
    return list(CATALOGUE.query.values())


def test_search_matches_folded_columns_of_what_can_be_found(graph: GraphQLSchema) -> None:
    """Each searched type is in the union and in the enum, and has a folded text to match."""
    root = CATALOGUE.query["search"]
    union, enum = graph.type_map["SearchResult"], graph.type_map["SearchType"]
    assert isinstance(root, Search)
    assert isinstance(union, GraphQLUnionType)
    assert isinstance(enum, GraphQLEnumType)
    assert {named.name for named in union.types} == set(root.targets)
    assert {value.value for value in enum.values.values()} == set(root.targets)
    assert {name.replace("_", "") for name in enum.values} == {
        target.upper() for target in root.targets
    }
    for target in root.targets:
        entity = _entity(target)
        assert entity.search
        for name in entity.search:
            field = entity.fields[name]
            assert isinstance(field, Column)
            assert field.folded is not None


def test_root_fields_lead_where_the_schema_says(graph: GraphQLSchema) -> None:
    """Each field of the query is bound, to the type that it is declared with."""
    assert graph.query_type is not None
    declared = graph.query_type.fields
    assert declared.keys() == CATALOGUE.query.keys()
    for name, bound in CATALOGUE.query.items():
        named = get_named_type(declared[name].type).name
        match bound:
            case Pages(target):
                assert named == f"{target}Connection"
            case ById(target) | Mine(target) | Visited(target) | Everywhere(target):
                assert named == target
            case NodeById() | NodesById():
                assert named == "Node"
            case Search():
                assert named == "SearchResult"
            case Worked():
                assert named not in CATALOGUE.entities


def test_mutations_are_bound(graph: GraphQLSchema) -> None:
    """Each mutation has its work, and each record of a payload its entity."""
    assert graph.mutation_type is not None
    declared = graph.mutation_type.fields
    assert declared.keys() == CATALOGUE.mutations.keys()
    for name, mutation in CATALOGUE.mutations.items():
        payload = _declared(graph, get_named_type(declared[name].type).name)
        records = {
            field_name: get_named_type(field.type).name
            for field_name, field in payload.items()
            if get_named_type(field.type).name in CATALOGUE.entities
        }
        assert records == dict(mutation.records)
