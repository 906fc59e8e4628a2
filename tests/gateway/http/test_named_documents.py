"""Documents that are named instead of sent: which are found, and which modes refuse what."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.http.named_documents import NamedDocuments
from gateway.http.requests import Named, Operation
from gateway.policies import watching
from gateway.policies.manifests import NONE, TrustedDocuments, sha256
from gateway.refusals import Refused
from gateway.settings import Documents, Settings
from tests.gateway.house import (
    Clock,
    ask,
    wait_for_refusal,
)

NAME = "query Name { portal { name } }"
OTHER = "{ portal { id } }"
TRUSTED = TrustedDocuments.of({"n1": NAME}, {})


def operation(query: str = "", name: str | None = None, *, is_hash: bool = False) -> Operation:
    """What a client sends."""
    named = None if name is None else Named(name, is_hash=is_hash)
    return Operation(query, None, None, safe=False, document=named)


def found(documents: NamedDocuments, asked: Operation, trusted: TrustedDocuments = TRUSTED) -> str:
    """The text that is answered, or the code that refuses it."""
    if not documents.asks(asked):
        return asked.query
    try:
        return documents.find(asked, trusted, "r").query
    except Refused as refused:
        return refused.code


BY_ID = operation(name="n1")
BY_HASH = operation(name=sha256(NAME), is_hash=True)
UNKNOWN_ID = operation(name="n2")
UNKNOWN_HASH = operation(name=sha256(OTHER), is_hash=True)
WITH_HASH = operation(OTHER, sha256(OTHER), is_hash=True)
WRONG_HASH = operation(OTHER, sha256("{ a }"), is_hash=True)
WRONG_TRUSTED = operation(OTHER, sha256(NAME), is_hash=True)
NOT_FOUND, MISMATCH = "PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_HASH_MISMATCH"
REFUSED = "DOCUMENT_NOT_TRUSTED"


@pytest.mark.parametrize(
    ("asked", "opened", "only"),
    [
        (operation(NAME), NAME, NAME),
        (operation(OTHER), OTHER, REFUSED),
        (BY_ID, NAME, NAME),
        (BY_HASH, NAME, NAME),
        (UNKNOWN_ID, "DOCUMENT_NOT_FOUND", "DOCUMENT_NOT_FOUND"),
        (UNKNOWN_HASH, NOT_FOUND, NOT_FOUND),
        (WITH_HASH, OTHER, REFUSED),
        (WRONG_HASH, MISMATCH, MISMATCH),
        (WRONG_TRUSTED, MISMATCH, MISMATCH),
        (BY_ID._replace(query=OTHER), "DOCUMENT_NOT_FOUND", "DOCUMENT_NOT_FOUND"),
        (BY_ID._replace(query=NAME), NAME, NAME),
        (UNKNOWN_ID._replace(query=OTHER), OTHER, REFUSED),
    ],
)
def test_modes(asked: Operation, opened: str, only: str) -> None:
    """Every form of a request, in each mode; logged answers what open does."""
    assert found(NamedDocuments(Documents("open")), asked) == opened
    assert found(NamedDocuments(Documents("logged")), asked) == opened
    assert found(NamedDocuments(Documents("trusted-only")), asked) == only


def test_a_hash_is_known_once_its_text_was_sent() -> None:
    """Automatic persisted queries, as Apollo's clients use them."""
    documents = NamedDocuments(Documents())
    assert [found(documents, each) for each in (UNKNOWN_HASH, WITH_HASH, UNKNOWN_HASH)] == [
        NOT_FOUND, OTHER, OTHER
    ]
    without = NamedDocuments(Documents(automatic_kilobytes=0))
    assert [found(without, each) for each in (UNKNOWN_HASH, WITH_HASH, UNKNOWN_HASH)] == [
        "PERSISTED_QUERY_NOT_SUPPORTED", OTHER, "PERSISTED_QUERY_NOT_SUPPORTED"
    ]
    only = NamedDocuments(Documents("trusted-only"))
    assert [found(only, each) for each in (WITH_HASH, UNKNOWN_HASH)] == [REFUSED, NOT_FOUND]


def test_what_is_kept_is_bounded() -> None:
    """However many texts are sent, and however long."""
    documents = NamedDocuments(Documents(automatic_kilobytes=64))
    for number in range(5_000):
        text = f"{{ portal {{ a{number}: name }} }}" + " " * (number % 3_000)
        assert found(documents, operation(text, sha256(text), is_hash=True)) == text
        assert documents.automatic.weight <= 64 * 1024
    assert len(documents.automatic) > 2


def test_what_is_in_no_manifest_is_counted_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    """By the hash of its text: a text may hold whatever somebody typed into it."""
    documents = NamedDocuments(Documents("logged"))
    for _ in range(5):
        found(documents, operation(OTHER))
        found(documents, operation(NAME))
        found(documents, operation("{ canary }"), NONE)
    assert documents.untrusted == 10
    assert [record.message for record in caplog.records] == [
        f"r: a document that is in no manifest, sha256 {sha256(text)}"
        for text in (OTHER, "{ canary }")
    ]


# ------------------------------------------------------------ through the gateway

Gateway = Callable[..., TestClient]


@pytest.fixture(name="gateway")
def _gateway(
    settings: Settings, people: dict[str, int], clock: Clock, root: Path
) -> Iterator[Gateway]:
    """A gateway in some mode, with one trusted document."""
    assert people
    clients: list[TestClient] = []
    (root / "trusted-documents").mkdir()
    (root / "trusted-documents/portal.json").write_text(json.dumps({"n1": NAME}))

    def start(**documents: Any) -> TestClient:
        app = create_app(replace(settings, documents=Documents(**documents)), clock=clock)
        client = TestClient(app)
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


def named(client: TestClient, **entries: Any) -> Any:
    """Post an operation by its name."""
    return client.post("/graphql", json=entries, headers={"x-portal": "berlin-mitte"}).json()


ANSWER = {"data": {"portal": {"name": "Berlin Mitte"}}}


def test_a_name_is_answered_like_its_text(gateway: Gateway) -> None:
    """By POST and by GET, from the manifest that stands there at the moment."""
    client = gateway(mode="trusted-only")
    assert named(client, documentId="n1") == named(client, doc_id="n1") == ANSWER
    given = {"documentId": "n1", "operationName": "Name"}
    headers = {"x-portal": "berlin-mitte"}
    assert client.get("/graphql", params=given, headers=headers).json() == ANSWER
    assert ask(client, NAME).json() == ANSWER
    (error,) = ask(client, OTHER).json()["errors"]
    assert error["extensions"]["code"] == REFUSED


def test_a_new_manifest_counts_without_a_restart(
    gateway: Gateway,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And one that does not hold changes nothing."""
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.1)
    client = gateway(mode="trusted-only")
    manifest = root / "trusted-documents/portal.json"
    manifest.write_text("{")
    wait_for_refusal(caplog)
    assert named(client, documentId="n1") == ANSWER
    manifest.write_text(json.dumps({"n2": NAME}))
    for _ in range(100):
        if named(client, documentId="n2") == ANSWER:
            break
        time.sleep(0.05)
    assert named(client, documentId="n2") == ANSWER
    assert named(client, documentId="n1")["errors"][0]["extensions"]["code"] == (
        "DOCUMENT_NOT_FOUND"
    )


def test_automatic_documents_over_http(gateway: Gateway) -> None:
    """The two requests of Apollo's protocol, and the third that needs no text."""
    client = gateway()
    hashed = {"persistedQuery": {"version": 1, "sha256Hash": sha256(NAME[:-1] + " }")}}
    text = NAME[:-1] + " }"
    (error,) = named(client, extensions=hashed)["errors"]
    assert error == {
        "message": "PersistedQueryNotFound",
        "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"},
    }
    assert named(client, extensions=hashed, query=text) == ANSWER
    assert named(client, extensions=hashed) == ANSWER
    params = {"extensions": json.dumps(hashed)}
    got = client.get("/graphql", params=params, headers={"x-portal": "berlin-mitte"})
    assert got.json() == ANSWER
