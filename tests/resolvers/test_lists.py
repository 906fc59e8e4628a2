"""Every filter and every order of every list, asked of both databases."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type

from planning.entities import Entity
from planning.fields import Pages
from resolvers.catalogue import CATALOGUE
from tests.resolvers.asking import Asking, graph
from tests.resolvers.openness import open_policies

LISTS = {
    name: CATALOGUE.entities[root.target]
    for name, root in CATALOGUE.query.items()
    if isinstance(root, Pages)
}

SAMPLES: dict[str, Any] = {
    "String": "a",
    "Int": 1,
    "Boolean": False,
    "ID": "Location:berlin-mitte",
    "DateTime": "2026-11-22T12:00:00Z",
    "Date": "2026-11-22",
}


def _sample(kind: Any) -> Any:
    named = get_named_type(kind)
    value = next(iter(named.values)) if isinstance(named, GraphQLEnumType) else SAMPLES[named.name]
    return [value] if str(kind).startswith("[") else value


def _conditions(entity: Entity) -> list[dict[str, Any]]:
    given = graph().type_map[f"{entity.name}Filter"]
    assert isinstance(given, GraphQLInputObjectType)
    found = []
    for name, condition in given.fields.items():
        operators = get_named_type(condition.type)
        assert isinstance(operators, GraphQLInputObjectType)
        for operator, operand in operators.fields.items():
            found.append({name: {operator: _sample(operand.type)}})
    return found


@pytest.mark.parametrize("name", LISTS)
async def test_every_filter_is_answered(reading: Asking, name: str) -> None:
    """No condition fails in a database; `isNull` and its opposite part the list in two."""
    entity = LISTS[name]
    assert isinstance(entity, Entity)
    query = (
        f"query Q($filter: {entity.name}Filter) "
        f"{{ {name}(filter: $filter) {{ totalCount nodes {{ id }} }} }}"
    )
    whole = (await reading(query, customer=reading.world["ben"]))["data"][name]["totalCount"]
    assert whole > 0
    for condition in _conditions(entity):
        answer = await reading(
            query, variables={"filter": condition}, customer=reading.world["ben"]
        )
        assert answer.keys() == {"data"}, (condition, answer)
        page = answer["data"][name]
        assert len(page["nodes"]) == page["totalCount"] <= whole
    for field in entity.filters:
        parts = [
            (await reading(query, variables={"filter": {field: {"isNull": flag}}}))["data"][name]
            for flag in (True, False)
        ]
        assert sum(part["totalCount"] for part in parts) == whole, field


@pytest.mark.parametrize("name", LISTS)
async def test_a_text_that_no_database_keeps_is_in_no_record(reading: Asking, name: str) -> None:
    """PostgreSQL has no NUL in a text: whoever filters by one finds nothing, as on SQLite."""
    entity = LISTS[name]
    assert isinstance(entity, Entity)
    query = f"query Q($filter: {entity.name}Filter) {{ {name}(filter: $filter) {{ totalCount }} }}"
    given = graph().type_map[f"{entity.name}Filter"]
    assert isinstance(given, GraphQLInputObjectType)
    for field, condition in given.fields.items():
        if get_named_type(condition.type).name != "TextFilter":
            continue
        for asked in ({"eq": "\0"}, {"in": ["a\0"]}, {"contains": "\0"}, {"startsWith": "\0"}):
            answer = await reading(query, variables={"filter": {field: asked}})
            assert answer == {"data": {name: {"totalCount": 0}}}, (field, asked)


@pytest.mark.parametrize("name", LISTS)
async def test_every_order_is_answered(reading: Asking, name: str) -> None:
    """Ascending and descending are the same records in opposite orders."""
    entity = LISTS[name]
    assert isinstance(entity, Entity)
    values = graph().type_map[f"{entity.name}OrderField"]
    assert isinstance(values, GraphQLEnumType)
    for value in values.values:
        orders = []
        for direction in ("ASCENDING", "DESCENDING"):
            order = f"orderBy: {{ field: {value}, direction: {direction} }}"
            answer = await reading(f"{{ {name}({order}) {{ nodes {{ id }} }} }}")
            assert answer.keys() == {"data"}, answer
            orders.append([node["id"] for node in answer["data"][name]["nodes"]])
        assert orders[0] == orders[1][::-1]
        assert orders[0]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ('name: { contains: "OKAFOR" }', True),
        ('name: { startsWith: "okafor" }', False),
        ('email: { eq: "BEN@post.test" }', True),
        ('email: { in: ["x", "ben@POST.test"] }', True),
        ("membership: { eq: MEMBER }", True),
        ("membership: { in: [CONTACT] }", False),
        ("suspended: { eq: false }", True),
        ("suspended: { eq: true }", False),
        ("archived: { eq: true }", False),
        ("kind: { in: [COMPANY] }", False),
        ('location: { eq: "Location:berlin-mitte" }', True),
        ('location: { in: ["Location:porto"] }', False),
        ('location: { eq: "Event:berlin-mitte" }', False),
        ('registeredAt: { lt: "2020-01-01T00:00:00Z" }', False),
        ('registeredAt: { lte: "2020-01-01T01:00:00+01:00" }', True),
        ('name: { contains: "%" }', False),
    ],
)
async def test_conditions_on_customers(reading: Asking, condition: str, found: bool) -> None:
    """Ben is found, or not, by what is stored of him and by what follows from it."""
    answer = await reading(f"{{ customers(filter: {{ {condition} }}) {{ nodes {{ name }} }} }}")
    assert answer["data"]["customers"]["nodes"] == ([{"name": "Ben Okafor"}] if found else [])


@pytest.mark.parametrize(
    ("text", "types", "found"),
    [
        ("ÉMILE", None, ["Event"]),
        ("o", None, ["Profile", "Faq", "Plan", "Product", "Team"]),
        ("o", "[TEAM, FAQ]", ["Faq", "Team"]),
        ("o", "[]", []),
        ("fig", "[RESOURCE]", ["Resource"]),
        ("fig", "[ARTICLE]", []),
        ("high", "[ARTICLE]", ["Article"]),
        ("%", None, []),
        ("\\u0000", None, []),
    ],
)
async def test_search(reading: Asking, text: str, types: str | None, found: list[str]) -> None:
    """What has a title or a name is found by a part of it, in the order of the alphabet."""
    kinds = f", types: {types}" if types else ""
    answer = await reading(f'{{ search(text: "{text}"{kinds}) {{ __typename }} }}')
    assert answer.keys() == {"data"}
    assert [each["__typename"] for each in answer["data"]["search"]] == found


async def test_behind_a_closed_portal_the_way_in_stays_open(reading: Asking) -> None:
    """Anonymous visitors find the houses, their names and looks, and nothing else."""
    query = """{
      portal { name branding { font } viewer { kind } navigation { label } }
      locations { name hosts email parent { name } }
      events { totalCount }
      home { headline }
    }"""
    closed = open_policies(portal="logged-in")
    answer = await reading(query, policies=closed, portal="berlin-mitte")
    assert answer["data"]["portal"] == {
        "name": "Mitte",
        "branding": {"font": "Inter"},
        "viewer": {"kind": "ANONYMOUS"},
        "navigation": [],
    }
    assert answer["data"]["locations"][0] == {
        "name": "Mitte",
        "hosts": ["mitte.test"],
        "email": None,
        "parent": {"name": "Harbour"},
    }
    assert (answer["data"]["events"], answer["data"]["home"]) == (None, None)
    assert {entry["code"] for entry in answer["extensions"]["access"]} == {"LOGIN_REQUIRED"}
