"""The programs of `examples/`: four clients, on a gateway that answers their documents alone."""

from __future__ import annotations

import json

import graphql
import pytest

from gateway.policies.manifests import read_manifests
from schema.graph import build_schema
from tests.examples.conftest import EXAMPLES, Run
from tests.served import Served

MANIFESTS = ("apollo.json", "codegen.json", "relay.json")
PROGRAMS = ("fetch.ts", "urql.ts", "apollo.ts", "relay.ts")


def operations(text: str) -> list[str]:
    """The names of the operations in a document."""
    return [
        part.name.value
        for part in graphql.parse(text).definitions
        if isinstance(part, graphql.OperationDefinitionNode) and part.name is not None
    ]


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_the_manifests_are_documents_that_the_gateway_trusts(manifest: str) -> None:
    """Each tool's own form is read without a problem, and its documents hold against the schema."""
    read = read_manifests(EXAMPLES, f"trusted-documents/{manifest}")
    assert read.problems == ()
    assert len(read.documents) == 3
    schema = build_schema()._schema
    for text in read.documents.texts.values():
        assert graphql.validate(schema, graphql.parse(text)) == []


def test_the_manifests_are_of_the_documents_that_lie_beside_them() -> None:
    """Nobody has changed an operation and forgotten to build."""
    written = sorted(
        name
        for path in (EXAMPLES / "documents").glob("*.graphql")
        for name in operations(path.read_text())
    )
    assert written == ["Events", "SignIn", "Welcome"]
    for manifest in MANIFESTS:
        kept = read_manifests(EXAMPLES, f"trusted-documents/{manifest}").documents.texts.values()
        names = sorted(name for text in kept for name in operations(text))
        if manifest == "relay.json":
            names = sorted(
                name.removeprefix("portal").removesuffix("Query").removesuffix("Mutation")
                for name in names
            )
        assert names == written, manifest


def test_the_operations_hold_against_the_schema() -> None:
    """All of them together, as each may use another's fragments."""
    texts = [path.read_text() for path in (EXAMPLES / "documents").glob("*.graphql")]
    document = graphql.parse("\n".join(texts))
    assert graphql.validate(build_schema()._schema, document) == []


def test_the_schema_is_clean_under_graphql_eslint(built: Run) -> None:
    """By its lists `schema-recommended` and `relay`; the operations by its third."""
    linted = built("npx", "eslint", ".")
    assert linted.returncode == 0, linted.stdout


def test_the_types_fit(built: Run) -> None:
    """What the tools made of the schema is what the programs use."""
    checked = built("npx", "tsc", "--noEmit")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_the_tools_write_what_is_kept(manifest: str, kept: dict[str, str], built: Run) -> None:
    """Building changes no manifest."""
    assert (EXAMPLES / "trusted-documents" / manifest).read_text() == kept[manifest]


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_client_shows_the_front_page(program: str, built: Run, trusting: Served) -> None:
    """To a visitor, over two pages of events, and to somebody who signs in."""
    ran = built("npx", "tsx", program, PORTAL_GRAPHQL=trusting.graphql)
    assert ran.returncode == 0, ran.stderr
    page = json.loads(ran.stdout)
    assert len(set(page.pop("events"))) == 4
    assert page == {"portal": "Berlin Mitte", "visitor": "ANONYMOUS", "signedIn": "Ben Okafor"}
