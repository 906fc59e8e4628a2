"""The codes that clients may meet: all of them are listed, and each list says what is true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from access.mask import Code, PreviewCode
from schema.user_errors import UserErrorCode
from tests.docs.asking import Visitor
from tests.docs.pages import HOUSE, chapter, table
from tests.test_house import VARIABLE

PAGE = "docs/portals.md"
CHAPTERS = ("Null, and why", "Mutations", "Errors", "Rehearsals")
CODE = re.compile(r"[A-Z]+(?:_[A-Z]+)+\Z|UNAUTHENTICATED\Z|EXCEPTION\Z")
ROOMS = ("gateway", "planning", "resolvers")
ANONYMOUS = "{ portal { id } }"


def listed() -> list[list[str]]:
    """The rows of the page's tables of codes."""
    rows = [row for heading in CHAPTERS for row in table(chapter(PAGE, heading))]
    return [[row[0].strip("`"), *row[1:]] for row in rows]


def variables(room: str) -> Iterator[str]:
    """The variables of the environment that *room* reads: they look like codes, and are none."""
    for path in (HOUSE / room).rglob("*.py"):
        text = path.read_text()
        yield from VARIABLE.findall(text)
        yield from re.findall(r"envvar=\"(\w+)\"", text)


def written(room: str) -> Iterator[str]:
    """Every word in the code of *room* that looks like a code."""
    for path in sorted((HOUSE / room).rglob("*.py")):
        text = path.read_text()
        tree = ast.parse(text)
        exports = {
            id(node)
            for statement in tree.body
            if isinstance(statement, ast.Assign)
            and "__all__" in [getattr(name, "id", None) for name in statement.targets]
            for node in ast.walk(statement)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and CODE.match(node.value)
                and id(node) not in exports
            ):
                yield node.value


def test_the_list_of_codes_is_complete() -> None:
    """Whatever the gateway may answer stands in the guide, and nothing else does."""
    codes = {code for room in ROOMS for code in written(room)}
    codes |= {code.value for code in (*Code, *PreviewCode)}
    codes |= {str(code.value) for code in UserErrorCode}
    codes -= {name for room in ROOMS for name in variables(room)}
    names = [row[0] for row in listed()]
    assert sorted(names) == sorted(set(names)), "a code stands twice"
    assert set(names) == codes


def test_codes_of_sections_stand_in_the_order_in_which_they_are_named() -> None:
    """The first that applies is the one that a client reads."""
    rows = [row[0].strip("`") for row in table(chapter(PAGE, "Null, and why"))]
    assert rows == [code.value for code in Code]


DEEP = "{ locations " + "{ parent " * 20 + "{ id }" + " }" * 21
MANY = " ".join(f"a{n}: name" for n in range(70))
PROVOKED: dict[str, tuple[int, str]] = {
    "PAGE_SIZE": (200, "{ events(first: 0) { nodes { id } } }"),
    "BAD_CURSOR": (200, '{ events(first: 1, after: "x") { nodes { id } } }'),
    "BAD_INPUT": (200, '{ search(text: " ") { __typename } }'),
    "FIELD_NOT_READABLE": (200, "{ customers(filter: {archived: {eq: true}}) { nodes { id } } }"),
    "GRAPHQL_PARSE_FAILED": (400, "{ portal "),
    "GRAPHQL_VALIDATION_FAILED": (400, "{ portals { id } }"),
    "BAD_VARIABLES": (400, "query ($id: ID!) { node(id: $id) { id } }"),
    "OPERATION_RESOLUTION_FAILURE": (400, "query A { portal { id } } query B { portal { id } }"),
    "TOO_DEEP": (400, DEEP),
    "TOO_MANY_ALIASES": (400, f"{{ portal {{ {MANY} }} }}"),
    "TOO_MANY_FIELDS": (400, f"{{ portal {{ {'name ' * 2100} }} }}"),
    "TOO_MANY_DIRECTIVES": (400, f"{{ portal {{ {'name @skip(if: false) ' * 60} }} }}"),
    "TOO_MANY_ROOT_FIELDS": (400, f"{{ {' '.join(f'a{n}: me {{ id }}' for n in range(21))} }}"),
}


@pytest.mark.parametrize("code", PROVOKED)
def test_operations_are_answered_with_their_code(code: str, visitor: Visitor) -> None:
    """Whoever asks wrongly reads the code that the guide gives for it, in both media types."""
    status, query = PROVOKED[code]
    accept = "application/graphql-response+json"
    answer = visitor.ask(query, "ben@harbour.test", "berlin-mitte", accept=accept)
    assert answer.status_code == status
    assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {code}
    plain = visitor.ask(query, "ben@harbour.test", "berlin-mitte")
    assert plain.status_code == 200
    assert plain.json() == answer.json()


JSON = {"content-type": "application/json", "x-portal": "berlin-mitte"}
REQUESTS: dict[str, dict[str, Any]] = {
    "BAD_REQUEST": {"content": "1"},
    "BAD_JSON": {"content": "{"},
    "BODY_REQUIRED": {"content": ""},
    "QUERY_REQUIRED": {"content": "{}"},
    "BATCHING_NOT_SUPPORTED": {"content": "[]"},
    "PORTAL_UNKNOWN": {"json": {"query": ANONYMOUS}, "headers": {"x-portal": "atlantis"}},
    "UNAUTHENTICATED": {"json": {"query": ANONYMOUS}, "headers": {"authorization": "Bearer x"}},
    "NOT_FOUND": {"url": "/graphiql"},
    "METHOD_NOT_ALLOWED": {"method": "PUT"},
    "NOT_ACCEPTABLE": {"json": {"query": ANONYMOUS}, "headers": {"accept": "image/png"}},
    "TOO_LARGE": {"content": " " * 300_000},
    "UNSUPPORTED_MEDIA_TYPE": {"content": "x", "headers": {"content-type": "text/plain"}},
}


@pytest.mark.parametrize("code", REQUESTS)
def test_requests_are_refused_with_their_status(code: str, visitor: Visitor) -> None:
    """The status that the guide gives is the status that is answered."""
    statuses = {row[0]: row[1] for row in listed() if len(row) == 3}
    given = {"method": "POST", "url": "/graphql", **REQUESTS[code]}
    given["headers"] = {**JSON, **given.get("headers", {})}
    response = visitor.client.request(**given)
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == [code]
    assert str(response.status_code) in statuses[code].split(", ")
