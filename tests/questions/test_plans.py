"""How the databases go about the questions: no list of one house reads a large table as a whole.

Every index is led by the network's key, so that a search by this key alone reads all rows of the
network; it counts as a whole table here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TypeAlias

import pytest

from store.facts_statement import customer_facts_statement, facts_statement
from store.tables import metadata
from tests.questions.asking import NOW, Asking
from tests.questions.people import Person
from tests.questions.question import QUESTIONS
from tests.questions.reading import (
    NEWEST_NEEDED,
    grow,
    postgresql_wholly_reads,
    sqlite_wholly_reads,
)

LARGE = 200
"""A table with more rows than this, in a demo of scale 1, grows with the crowd."""

WHOLE = {
    ("bookings-sorted-by-creation", "bookings"),
    ("counts", "bookings"),
    ("counts", "customers"),
    ("filters-of-every-kind", "invoices"),
    ("filters-refused", "bookings"),
    ("filters-refused", "customers"),
    ("invoices-page", "invoices"),
    ("staff-contracts", "contracts"),
    ("staff-customers", "customers"),
    ("staff-customers-by-name", "customers"),
    ("team-page", "contracts"),
    ("team-page", "invoices"),
}
"""Where staff ask: their lists go through the network's rows in list order, up to the page's end.

They hold their permission at whatever places, many or few, and no index holds just these.
"""

Whole: TypeAlias = frozenset[tuple[str, str, str, Person]]
"""Each question at a single house, large table, way of reading all of it, and who asked."""

Grown: TypeAlias = frozenset[tuple[str, str, str]]
"""The same in plans that serve whoever asks."""


@pytest.fixture(scope="module", name="large")
def _large(sqlite: Asking) -> frozenset[str]:
    """The large tables."""
    count = "SELECT count(*) FROM "
    names = (table.name for table in metadata.sorted_tables)
    return frozenset(name for name in names if sqlite.fetch(count + name)[0][0] > LARGE)


@pytest.fixture(scope="module", name="whole")
def _whole(sqlite: Asking, large: frozenset[str]) -> Whole:
    """What SQLite reads as a whole, for the values of each viewer."""
    return frozenset(
        (question.name, table, step, person)
        for question in QUESTIONS.values()
        for person, portal in sqlite.askers(question)
        if not sqlite.policies.tree.children(portal)
        for reply in (sqlite.ask(question, person, portal),)
        for text, values in zip(reply.texts, reply.values, strict=True)
        for table, step in sqlite_wholly_reads(sqlite, text, values)
        if table in large
    )


@pytest.fixture(scope="module", name="whole_when_grown")
def _whole_when_grown(
    postgresql: Asking, large: frozenset[str], runner: asyncio.Runner
) -> Grown:
    """What PostgreSQL would read as a whole if the tables were a thousand times as large."""
    if int(postgresql.fetch("SHOW server_version_num")[0][0]) < NEWEST_NEEDED * 10_000:
        pytest.skip(f"PostgreSQL before {NEWEST_NEEDED} cannot be told how large a table is")
    return runner.run(_grown(postgresql, _asked(postgresql), large))


def test_the_large_tables_are_those_that_grow(large: frozenset[str]) -> None:
    """The demo is large enough for the question to mean something."""
    assert {"bookings", "customers", "contracts", "invoices", "event_attendees"} <= large


def test_no_statement_scans_a_large_table(whole: Whole) -> None:
    """For no viewer, in no question: a row of another network is never looked at."""
    assert [each for each in whole if each[2] == "SCAN"] == []


def test_whole_networks_are_read_only_where_there_is_a_reason(whole: Whole) -> None:
    """Exactly the exceptions in the list; one that is no longer needed has to go."""
    assert {(question, table) for question, table, *_ in whole} == WHOLE


def test_only_staff_read_whole_networks(sqlite: Asking, whole: Whole) -> None:
    """Members, their teams and strangers find their rows, in any question, by an index."""
    assert {str(each[3]) for each in whole if not sqlite.viewer(each[3]).staff} == set()


def test_postgresql_scans_no_large_table(whole_when_grown: Grown) -> None:
    """In no question, whatever the values: one plan serves them all."""
    assert [each for each in whole_when_grown if each[2] == "Seq Scan"] == []


def test_postgresql_reads_whole_networks_at_most_where_sqlite_does(
    whole_when_grown: Grown,
) -> None:
    """It may find a better way, and never needs an index that SQLite does not need."""
    assert {(question, table) for question, table, _ in whole_when_grown} <= WHOLE


def test_who_asks_is_found_by_indexes_alone(sqlite: Asking, large: frozenset[str]) -> None:
    """The facts about a viewer, which every request reads, need no whole table on SQLite."""
    values = {"network": "harbour", "asked": [1], "now": NOW}
    for portable in (facts_statement, customer_facts_statement):
        statement = portable.on(sqlite.database.dialect)
        found = sqlite_wholly_reads(sqlite, statement.text, statement.values(values))
        assert [each for each in found if each[0] in large] == []


def _asked(asking: Asking) -> Mapping[str, frozenset[str]]:
    """Collect the statements of all questions at single houses, with who needs each."""
    asked: dict[str, set[str]] = {}
    for question in QUESTIONS.values():
        for person, portal in asking.askers(question):
            if not asking.policies.tree.children(portal):
                for text in asking.ask(question, person, portal).texts:
                    asked.setdefault(text, set()).add(question.name)
    for portable in (facts_statement, customer_facts_statement):
        asked.setdefault(portable.on(asking.database.dialect).text, set()).add("who asks")
    return {text: frozenset(names) for text, names in asked.items()}


async def _grown(
    asking: Asking, asked: Mapping[str, frozenset[str]], large: frozenset[str]
) -> Grown:
    async with asking.database.transaction() as connection:
        await grow(connection)
        found = [
            (name, table, step)
            for text, names in asked.items()
            for table, step in await postgresql_wholly_reads(connection, text)
            if table in large
            for name in names
        ]
        await connection.fetch("ROLLBACK", ())
    return frozenset(found)
