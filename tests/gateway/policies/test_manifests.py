"""Manifests of trusted documents, as client tools write them, and as nobody should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.policies.holder import PolicyHolder
from gateway.policies.loading import load_policies
from gateway.policies.manifests import LONGEST_ID, read_manifests, sha256
from tests.small_world import SHAPE

EVENTS = "query Events { events { nodes { title } } }"
ABOUT = "query About { about { text } }"
APOLLO = {
    "format": "apollo-persisted-query-manifest",
    "version": 1,
    "operations": [{"id": "e1", "name": "Events", "type": "query", "body": EVENTS}],
}


def write(root: Path, name: str, content: object) -> None:
    """Put a manifest into the folder of trusted documents."""
    folder = root / "trusted-documents"
    folder.mkdir(exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, indent=2)
    (folder / name).write_text(text)


@pytest.mark.parametrize("content", [{"e1": EVENTS, "a1": ABOUT}, APOLLO], ids=["map", "apollo"])
def test_documents_are_found_by_id_and_by_hash(tmp_path: Path, content: object) -> None:
    """The map of graphql-codegen and Relay, and the list of Apollo."""
    write(tmp_path, "portal.json", content)
    found = read_manifests(tmp_path, "trusted-documents")
    assert found.problems == ()
    for name in ("e1", sha256(EVENTS), f"sha256:{sha256(EVENTS)}"):
        assert found.documents.find(name) == EVENTS
    assert EVENTS in found.documents
    assert found.documents.find("e2") is None
    assert "query Other { a }" not in found.documents


def test_a_folder_holds_those_of_several_front_ends(tmp_path: Path) -> None:
    """Each file counts, and one document may stand in several."""
    write(tmp_path, "portal.json", {"e1": EVENTS})
    write(tmp_path, "app.json", {"e1": EVENTS, "a1": ABOUT})
    write(tmp_path, "readme.md", "no manifest")
    found = read_manifests(tmp_path, "trusted-documents")
    assert (len(found.documents), found.problems) == (2, ())
    alone = read_manifests(tmp_path, "trusted-documents/app.json")
    assert alone.documents.places["a1"].line == 3
    assert len(read_manifests(tmp_path, "nothing").documents) == 0


WRONG = {
    "not json": ("{", "app.json:1:2: this is not JSON"),
    "a list": ("[]", "app.json:1:1: this is no map from ids to documents"),
    "no text": ('{\n  "e1": 7\n}', "app.json:2:3: `e1` has no text of a GraphQL document"),
    "an empty text": ('{"e1": " "}', "app.json:1:2: `e1` has no text of a GraphQL document"),
    "no id": ('{"": "{a}"}', f"app.json:1:2: an id has 1 to {LONGEST_ID} characters"),
    "twice": ('{"e1": "{a}",\n "e1": "{b}"}', "the id `e1` has another text at"),
    "elsewhere": ('{"e1": "{a}"}', "the id `e1` has another text at trusted-documents/app.json"),
    "deep": ("[" * 100_000, "app.json:1:1: this is no map from ids to documents"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, case: str) -> None:
    """In our own words, and with what to do."""
    content, sentence = WRONG[case]
    write(tmp_path, "app.json", content)
    if case == "elsewhere":
        write(tmp_path, "portal.json", {"e1": EVENTS})
    (problem,) = read_manifests(tmp_path, "trusted-documents").problems
    assert sentence in str(problem)
    assert "trusted-documents/" in str(problem)
    assert problem.help


def test_they_are_read_with_the_policies(root: Path) -> None:
    """A manifest that does not hold refuses the load, as any file would; one that does is in it."""
    write(root, "portal.json", {"e1": EVENTS})
    holder = PolicyHolder(root, SHAPE)
    before = holder.current
    assert before.documents.find("e1") == EVENTS
    write(root, "portal.json", '{"e1"')
    refused = load_policies(root, SHAPE)
    assert [problem.place.path for problem in refused.problems] == [
        "trusted-documents/portal.json"
    ]
    assert not holder.activate(refused)
    assert holder.current is before
    write(root, "portal.json", {"a1": ABOUT})
    assert holder.activate(holder.read())
    assert holder.current.documents.find("e1") is None
    assert holder.current.documents.find("a1") == ABOUT
    assert holder.current.policies.hash == before.policies.hash
