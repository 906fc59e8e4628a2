"""Words that stand in several rooms: each is the same everywhere."""

from __future__ import annotations

import ast

from graphql import GraphQLEnumType, GraphQLSchema

from access.levels import SECTIONS, Level
from access.mask import Code
from resolvers.locations import WEEKDAYS
from resolvers.portal import LABELS
from resolvers.words import LEVELS
from store.metadata import LEVELS as STORED_LEVELS
from tests.docs.pages import HOUSE


def _values(graph: GraphQLSchema, name: str) -> dict[str, object]:
    named = graph.type_map[name]
    assert isinstance(named, GraphQLEnumType)
    return {key: value.value for key, value in named.values.items()}


def _upper(word: str) -> str:
    return word.upper().replace("-", "_")


def test_sections_are_the_sixteen_of_the_policies(graph: GraphQLSchema) -> None:
    """A portal reads the names that operators write, and the menu has words for each."""
    assert _values(graph, "SectionKey") == {_upper(name): name for name in SECTIONS}
    assert set(LABELS) == set(SECTIONS) - {"portal"}


def test_codes_are_those_of_decisions(graph: GraphQLSchema) -> None:
    """Whatever a decision says has a name on the wire, in the order in which it is named."""
    assert list(_values(graph, "AccessCode")) == [code.value for code in Code]
    assert {code.value for code in Code} <= _values(graph, "UserErrorCode").keys()


def test_every_error_of_a_mutation_has_a_code_of_the_schema(graph: GraphQLSchema) -> None:
    """A client that reads enums strictly would not read the answer otherwise."""
    said = {
        node.args[0].value
        for path in sorted((HOUSE / "resolvers").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "error"
        and isinstance(node.args[0], ast.Constant)
    }
    assert "EMAIL_UNVERIFIED" in said
    assert said <= _values(graph, "UserErrorCode").keys()


def test_levels_are_the_four(graph: GraphQLSchema) -> None:
    """Records, policies and clients speak of the same four levels."""
    assert _values(graph, "AccessLevel") == {_upper(level): level.value for level in Level}
    assert LEVELS == STORED_LEVELS == tuple(level.value for level in Level)


def test_weekdays_are_those_of_locations(graph: GraphQLSchema) -> None:
    """Monday comes first."""
    assert list(_values(graph, "Weekday").values()) == list(WEEKDAYS)
