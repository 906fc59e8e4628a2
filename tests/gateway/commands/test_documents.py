"""`portal documents check`: what the documents of front ends would be answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from gateway.commands.exits import Exit
from tests.gateway.ended import Portal

DOCUMENTS = {
    "about": "query About { about { text legalNotice } }",
    "events": "query Events { events(first: 2) { nodes { title attendees { totalCount } } } }",
    "rooms": "query Rooms($f: ResourceFilter) { resources(filter: $f) { totalCount } me { name } }",
    "sorted": "{ events(orderBy: { field: TITLE }, filter: { audience: { eq: MEMBER } }) "
    "{ nodes { internalNotes } } }",
}
WRONG = {
    "old": "query Old { events { nodes { titel } } }",
    "deep": "{ locations " + "{ parent " * 20 + "{ id }" + " }" * 21,
    "no": "not GraphQL",
}


def write(root: Path, documents: dict[str, str]) -> None:
    """Put a manifest into the root."""
    (root / "trusted-documents").mkdir(exist_ok=True)
    (root / "trusted-documents/portal.json").write_text(json.dumps(documents, indent=2))


def test_screen(portal: Portal, root: Path, snapshot: SnapshotAssertion) -> None:
    """For each document: for whom which field is null, and what is wrong with it."""
    write(root, DOCUMENTS | WRONG)
    ended = portal("documents", "check", "--at", "berlin-mitte", "--root", str(root))
    assert ended.exit == Exit.PROBLEMS
    assert ended.screen == snapshot


def test_it_is_for_a_pipeline(portal: Portal, root: Path) -> None:
    """Nothing wrong ends with 0, and a machine reads the same."""
    write(root, DOCUMENTS)
    at = ("--at", "berlin-mitte", "--root", str(root), "--format", "json")
    ended = portal("documents", "check", *at)
    assert ended.exit == Exit.DONE
    found = {each["id"]: each for each in ended.json}
    assert found.keys() == DOCUMENTS.keys()
    assert found["about"]["refused"] == {}
    assert found["rooms"]["operations"] == ["Rooms"]
    assert found["rooms"]["refused"]["Query.me"] == {"anonymous": "LOGIN_REQUIRED"}
    assert found["events"]["place"] == "trusted-documents/portal.json:3:3"


@pytest.mark.parametrize("name", ["check", "documents"])
def test_a_manifest_that_does_not_hold_is_named(portal: Portal, root: Path, name: str) -> None:
    """By `portal check` as well: the gateway would not start with it."""
    write(root, DOCUMENTS)
    (root / "trusted-documents/portal.json").write_text('{ "a": "{ me { id } }", }')
    command = (name,) if name == "check" else (name, "check")
    ended = portal(*command, "--root", str(root))
    assert ended.exit == Exit.PROBLEMS
    assert "trusted-documents/portal.json:1:" in ended.screen
    assert "this is not JSON" in ended.screen


def test_without_documents_there_is_nothing_to_check(portal: Portal, root: Path) -> None:
    """And that is said."""
    ended = portal("documents", "check", "--root", str(root))
    assert (ended.exit, ended.out) == (Exit.DONE, "")
    assert "no documents at `trusted-documents`" in ended.err
