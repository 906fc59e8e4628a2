"""How SQLite goes about the questions: no list of one house reads a large table as a whole.

Every index is led by the network's key, so that a search by this key alone reads all rows of the
network; it counts as a whole table here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from store.tables import metadata
from tests.questions.asking import Asking, Reply
from tests.questions.question import QUESTIONS
from tests.questions.sql import tables

LARGE = 200
"""A table with more rows than this, in a demo of scale 1, grows with the crowd."""

_STEP = re.compile(r"(SCAN|SEARCH) (\w+)(?: USING [A-Z ]*?(?:INDEX \w+|PRIMARY KEY))?(.*)")

HERE_OR_MINE = "the house's rows or mine, wherever: no index holds both, so it goes in list order"
MY_TEAMS = "mine or my teams', wherever: no index holds both, so it goes in list order"
STAFF = "rows of whatever places staff hold a permission at: it goes in list order"

WHOLE = {
    ("bookings-sorted-by-creation", "bookings"): MY_TEAMS,
    ("counts", "bookings"): HERE_OR_MINE,
    ("counts", "contracts"): MY_TEAMS,
    ("counts", "customers"): STAFF,
    ("counts", "invoices"): MY_TEAMS,
    ("filters-of-every-kind", "invoices"): STAFF,
    ("filters-refused", "bookings"): HERE_OR_MINE,
    ("filters-refused", "customers"): STAFF,
    ("invoices-page", "invoices"): MY_TEAMS,
    ("staff-contracts", "contracts"): MY_TEAMS,
    ("staff-customers", "customers"): STAFF,
    ("staff-customers-by-name", "customers"): STAFF,
    ("team-page", "contracts"): MY_TEAMS,
    ("team-page", "invoices"): MY_TEAMS,
}
"""Where the rows of a whole network are gone through, up to the page's end, and why."""


@pytest.fixture(scope="module", name="large")
def _large(sqlite: Asking) -> frozenset[str]:
    """The large tables."""
    count = "SELECT count(*) FROM "
    names = (table.name for table in metadata.sorted_tables)
    return frozenset(name for name in names if sqlite.fetch(count + name)[0][0] > LARGE)


@pytest.fixture(scope="module", name="whole")
def _whole(sqlite: Asking, large: frozenset[str]) -> frozenset[tuple[str, str, str]]:
    """Each question, large table and way of reading all of it, asked at a single house."""
    return frozenset(
        (question.name, table, step)
        for question in QUESTIONS.values()
        for person, portal in sqlite.askers(question)
        if not sqlite.policies.tree.children(portal)
        for table, step in _wholly_read(sqlite, sqlite.ask(question, person, portal))
        if table in large
    )


def test_the_large_tables_are_those_that_grow(large: frozenset[str]) -> None:
    """The demo is large enough for the question to mean something."""
    assert {"bookings", "customers", "contracts", "invoices", "event_attendees"} <= large


def test_no_statement_scans_a_large_table(whole: frozenset[tuple[str, str, str]]) -> None:
    """For no viewer, in no question: a row of another network is never looked at."""
    assert [each for each in whole if each[2] == "SCAN"] == []


def test_whole_networks_are_read_only_where_there_is_a_reason(
    whole: frozenset[tuple[str, str, str]],
) -> None:
    """Exactly the exceptions in the list; one that is no longer needed has to go."""
    assert {(question, table) for question, table, _ in whole} == WHOLE.keys()


def _wholly_read(sqlite: Asking, reply: Reply) -> Iterator[tuple[str, str]]:
    """List the tables that an answer's statements read as a whole, or a whole network of."""
    for text, values in zip(reply.texts, reply.values, strict=True):
        names = tables(text)
        for *_, detail in sqlite.fetch(f"EXPLAIN QUERY PLAN {text}", values):
            step = _STEP.match(detail)
            if step and (step[1] == "SCAN" or step[3].startswith(" (network_id=?)")):
                yield names.get(step[2], step[2]), step[1]
