"""Every example holds: YAML compiles, operations fit the schema, answers are those printed."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from graphql import parse, validate

from access.policy_set import PolicySet
from access.testing.cases import PolicyTests
from access.testing.running import run_tests
from access.viewer import ANONYMOUS, Viewer
from gateway.policies.loading import load_policies
from schema.graph import build_graph
from schema.shape import graph_shape
from tests.docs.asking import Visitor, curl, same
from tests.docs.merging import file_of, put
from tests.docs.pages import HOUSE, PAGES, Block, all_blocks, blocks, together

TESTS = [block for block in all_blocks("yaml") if file_of(block).startswith("policies/tests/")]
YAML = [block for block in all_blocks("yaml") if block not in TESTS]
GRAPHQL = all_blocks("graphql")
ASKED = re.compile(r"asked by (\S+) at (\S+)")


def compiled(root: Path) -> PolicySet:
    """The policies that *root* comes to; they hold, and warn of no more than the repository's."""
    return loaded_policies(root)[0]


def loaded_policies(root: Path) -> tuple[PolicySet, PolicyTests]:
    """The same, with the tests that stand beside them."""
    loaded = load_policies(root, graph_shape())
    assert loaded.current is not None, "\n".join(map(str, loaded.problems))
    told = {warning.message for warning in loaded.warnings}
    assert told <= usual_warnings(), told
    return loaded.current.policies, loaded.tests


@cache
def usual_warnings() -> set[str]:
    """What there is to say about the repository's own root."""
    return {warning.message for warning in load_policies(HOUSE, graph_shape()).warnings}


def example(page: str, file: str, words: str) -> Block:
    """The one YAML example of *page* for *file* that has *words* in it."""
    found = [each for each in blocks(page, "yaml") if words in each.text and file_of(each) == file]
    assert len(found) == 1, [str(each) for each in found]
    return found[0]


@pytest.mark.parametrize("block", YAML, ids=str)
def test_yaml_can_be_written_like_that(block: Block, root: Path) -> None:
    """In the repository's own root, after those above it, each is accepted without a warning."""
    *earlier, last = together(block)
    for each in earlier:
        put(each, root)
    before = compiled(root).hash
    put(last, root)
    after = compiled(root).hash
    shows_what_is_there = block.page == "docs/operators.md" and file_of(block) in (
        "policies/portal.yaml",
        "policies/actions.yaml",
    )
    assert shows_what_is_there or after != before, "an example that changes nothing shows nothing"


@pytest.mark.parametrize("block", TESTS, ids=str)
def test_tests_of_policies_hold(block: Block, root: Path) -> None:
    """Beside the repository's own policies, each example of a test comes out as written."""
    put(block, root)
    policies, tests = loaded_policies(root)
    ours = [case for case in tests.cases if case.place.path == file_of(block)]
    known = [each for each in tests.survivors if each.place.path == file_of(block)]
    assert ours or known
    assert run_tests(replace(tests, cases=tuple(ours)), policies).failures == ()


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_go_together(page: str, root: Path) -> None:
    """Whoever follows a page from top to bottom meets no problem on the way."""
    for block in blocks(page, "yaml"):
        put(block, root)
        compiled(root)


@pytest.mark.parametrize("block", GRAPHQL, ids=str)
def test_operations_fit_the_schema(block: Block) -> None:
    """And each says who asks it, so that its answer can be compared."""
    assert validate(build_graph(), parse(block.text)) == []
    assert ASKED.fullmatch(block.note), f"{block} does not say who asks"


@pytest.mark.parametrize("block", GRAPHQL, ids=str)
def test_answers_are_those_that_are_printed(block: Block, visitor: Visitor) -> None:
    """The next block of JSON is what whoever is named is answered."""
    asked = ASKED.fullmatch(block.note)
    assert asked is not None
    printed = next(each for each in blocks(block.page) if each.line > block.line)
    assert printed.language == "json"
    email = None if asked[1] == "nobody" else asked[1]
    response = visitor.ask(block.text, email, asked[2])
    assert same(response.json(), json.loads(printed.text)), response.text


def test_curl_in_the_portal_guide(visitor: Visitor) -> None:
    """The request that is spelled out is answered as printed."""
    command, answer = blocks("docs/portals.md")[:2]
    response = curl(visitor.client, command.text)
    assert same(response.json(), json.loads(answer.text)), response.text


@pytest.mark.parametrize("block", all_blocks("json"), ids=str)
def test_json_is_json(block: Block) -> None:
    """Nothing is left out of what is printed."""
    json.loads(block.text)


def test_argument_errors_look_as_decided(visitor: Visitor) -> None:
    """The error that the decisions show is the one that is given."""
    (printed,) = blocks("docs/decisions.md", "json")
    query = "{ portal { name } events(first: 1, last: 1) { nodes { title } } }"
    assert same(visitor.ask(query, None, "berlin-mitte").json(), json.loads(printed.text))


def at(day: str) -> dt.datetime:
    """Noon of a day, in UTC."""
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")


CONTACT = Viewer("harbour", 1, home="hamburg-speicherstadt")


def test_a_section_is_open_until_a_date(root: Path) -> None:
    """The recipe opens the rooms of one house for one month, and for nobody else."""
    put(example("docs/operators.md", "locations/hamburg-speicherstadt.yaml", "lorries"), root)
    policies = compiled(root)

    def is_open(day: str, portal: str = "hamburg-speicherstadt") -> bool:
        return bool(policies.section("bookings", CONTACT, portal, at(day)))

    open_days = [is_open(f"2027-{day}") for day in ("02-28", "03-01", "03-31", "04-01")]
    assert open_days == [False, True, True, False]
    assert not is_open("2027-03-10", "berlin-mitte")


def test_a_field_is_hidden_everywhere(root: Path) -> None:
    """The recipe hides one field at its own portal, and the other for its records at all."""
    put(example("docs/operators.md", "locations/lisbon-alfama.yaml", "everywhere"), root)
    policies = compiled(root)
    berlin = policies.mask(CONTACT, "berlin-mitte", at("2027-03-01"))
    assert berlin.shape.types["Event"].cells["capacity"].portal
    alfama = policies.mask(CONTACT, "lisbon-alfama", at("2027-03-01"))
    assert not alfama.shape.types["Event"].cells["capacity"].portal
    member = policies.explain_field("Event", "attendees", CONTACT, "lisbon", at("2027-03-01"))
    assert not member


def test_what_a_section_is_restricted_to(root: Path) -> None:
    """The recipe closes the section to visitors for one winter."""
    put(example("docs/operators.md", "locations/ghent-docks.yaml", "residents"), root)
    policies = compiled(root)
    visitor = ANONYMOUS("harbour")
    days = ("2026-11-30", "2026-12-01", "2027-02-28", "2027-03-01")
    found = [bool(policies.section("events", visitor, "ghent-docks", at(day))) for day in days]
    assert found == [True, False, False, True]
