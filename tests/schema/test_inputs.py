"""Filters and orders: what a client may ask of a list is what the list can do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
import sqlalchemy as sa
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from planning.asking import camel
from planning.entities import Entity
from planning.fields import Column, Derived, Place, ToOne
from resolvers.catalogue import CATALOGUE
from store.sql import Instant

OPERATORS = {"eq", "in", "contains", "startsWith", "lt", "lte", "gt", "gte", "isNull"}

FILTERED = [
    entity
    for entity in CATALOGUE.entities.values()
    if isinstance(entity, Entity) and entity.filters
]
SORTED = [
    entity for entity in CATALOGUE.entities.values() if isinstance(entity, Entity) and entity.sort
]


def _input(graph: GraphQLSchema, name: str) -> GraphQLInputObjectType:
    named = graph.type_map[name]
    assert isinstance(named, GraphQLInputObjectType)
    return named


@pytest.mark.parametrize("entity", FILTERED, ids=lambda entity: entity.name)
def test_a_filter_has_a_condition_for_each_field_that_can_be_filtered(
    graph: GraphQLSchema, entity: Entity
) -> None:
    """The keys of the input are the entity's filters, each with the conditions of its kind."""
    given = _input(graph, f"{entity.name}Filter").fields
    assert given.keys() == set(entity.filters)
    record = graph.type_map[entity.name]
    assert isinstance(record, GraphQLObjectType)
    for name, condition in given.items():
        shown = get_named_type(record.fields[name].type)
        assert get_named_type(condition.type).name == _filter_of(entity.fields[name], shown, entity)


def _filter_of(bound: Any, shown: Any, entity: Entity) -> str:
    if isinstance(shown, GraphQLEnumType):
        return f"{shown.name}Filter"
    if isinstance(bound, Place | ToOne):
        return "IdFilter"
    kind = (
        entity.table.c[bound.name].type
        if isinstance(bound, Column)
        else bound.expression(entity.table.alias()).type
    )
    assert isinstance(bound, Column | Derived)
    if isinstance(kind, sa.Boolean):
        return "BooleanFilter"
    if isinstance(kind, Instant):
        return "InstantFilter"
    if isinstance(kind, sa.Date):
        return "DateFilter"
    if isinstance(kind, sa.Integer):
        return "IntFilter"
    assert isinstance(bound, Column)
    assert bound.folded is not None, "a text is matched without regard to case"
    return "TextFilter"


@pytest.mark.parametrize("entity", SORTED, ids=lambda entity: entity.name)
def test_an_order_offers_the_fields_that_a_list_can_be_sorted_by(
    graph: GraphQLSchema, entity: Entity
) -> None:
    """Each value of the enum is a field of the list, in the words of the wire."""
    order = _input(graph, f"{entity.name}Order").fields
    assert str(order["field"].type) == f"{entity.name}OrderField!"
    assert str(order["direction"].type) == "OrderDirection!"
    assert getattr(order["direction"].default_value, "name", None) == "ASCENDING"
    values = graph.type_map[f"{entity.name}OrderField"]
    assert isinstance(values, GraphQLEnumType)
    assert [camel(name) for name in values.values] == list(entity.sort)
    assert [value.value for value in values.values.values()] == list(entity.sort)


def test_no_input_is_left_over(graph: GraphQLSchema) -> None:
    """Every filter and order belongs to a list or a kind of value, the rest to mutations and to
    what staff ask about the rules.
    """
    inputs = {
        name for name, named in graph.type_map.items() if isinstance(named, GraphQLInputObjectType)
    }
    of_lists = {f"{entity.name}Filter" for entity in FILTERED}
    of_lists |= {f"{entity.name}Order" for entity in SORTED}
    of_values = {
        get_named_type(field.type).name
        for name in of_lists
        if name.endswith("Filter")
        for field in _input(graph, name).fields.values()
    }
    assert graph.mutation_type is not None
    assert graph.query_type is not None
    of_mutations = _inputs_of(graph.mutation_type.fields.values())
    asked = [graph.query_type.fields[name] for name in CATALOGUE.inquiries]
    assert "SignInInput" in of_mutations
    assert inputs - of_lists - of_values == of_mutations | _inputs_of(asked)


def _inputs_of(fields: Iterable[GraphQLField]) -> set[str]:
    kinds = [get_named_type(each.type) for field in fields for each in field.args.values()]
    return {kind.name for kind in kinds if isinstance(kind, GraphQLInputObjectType)}


def test_conditions_are_operators_that_the_planner_knows(graph: GraphQLSchema) -> None:
    """What an input offers is what a statement can ask, and nothing must be given."""
    for name, named in graph.type_map.items():
        if isinstance(named, GraphQLInputObjectType) and "eq" in named.fields:
            assert named.fields.keys() <= OPERATORS, name
            assert all(not str(field.type).endswith("!") for field in named.fields.values())
