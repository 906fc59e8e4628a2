"""`portal sdl`: the whole graph, or as somebody may see it."""

from __future__ import annotations

import pytest
from graphql import build_schema, validate_schema

from gateway.commands.exits import Exit
from tests.gateway.ended import Portal


def types(portal: Portal, *arguments: str) -> set[str]:
    """Return the names of the types that are printed."""
    ended = portal("sdl", *arguments)
    assert (ended.exit, ended.err) == (Exit.DONE, "")
    schema = build_schema(ended.out)
    assert validate_schema(schema) == []
    return set(schema.type_map)


def test_kinds_of_viewer_are_those_of_the_matrix(portal: Portal) -> None:
    """Each column's title names one; from outside in they see more, and all see less than all."""
    at = ("--at", "berlin-mitte")
    kinds = ("anonymous", "contact", "member elsewhere", "member here", "frozen", "suspended")
    seen = {kind: types(portal, "--as", kind, *at) for kind in kinds}
    assert seen["anonymous"] < seen["contact"] < seen["member here"] < types(portal)
    assert seen["frozen"] < seen["member here"] == seen["suspended"]
    assert "Profile" in seen["member here"] - seen["anonymous"]


def test_somebody_of_the_database_sees_as_they_would(portal: Portal) -> None:
    """By e-mail address: what is printed is what their own introspection would show."""
    at = ("--at", "berlin-mitte")
    assert types(portal, "--viewer", "ben@harbour.test", *at) == types(
        portal, "--as", "member here", *at
    )
    staff = types(portal, "--viewer", "markus@harbour.test", "--at", "berlin-kreuzberg")
    assert "Customer" in staff


@pytest.mark.parametrize(
    ("arguments", "sentence", "exit_code"),
    [
        (("--viewer", "paul@harbour.test"), "no credential of Paul", Exit.PROBLEMS),
        (("--as", "membr"), "did you mean `member`?", Exit.PROBLEMS),
        (("--as", "member", "--at", "berlin-mite"), "did you mean `berlin-mitte`?", Exit.PROBLEMS),
        (("--at", "berlin-mitte"), "say for whom", Exit.USAGE),
    ],
)
def test_what_cannot_be_printed_is_said(
    portal: Portal, arguments: tuple[str, ...], sentence: str, exit_code: Exit
) -> None:
    """Nothing is printed for whoever could not ask, and a slip of the pen gets its help."""
    ended = portal("sdl", *arguments)
    assert (ended.exit, ended.out) == (exit_code, "")
    assert sentence in " ".join(ended.err.split())
