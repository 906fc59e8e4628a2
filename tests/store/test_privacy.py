"""What is known of a person is handed over whole, and erased without a trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from store.compiled import compile_statement
from store.databases import Connection, Database, open_database
from store.demo import fill
from store.metadata import metadata
from store.privacy.erasing import erase
from store.privacy.holdings import BILLING, ELSEWHERE, ERASED, HOLDINGS, PERSON, SECRETS, of_person
from store.privacy.obstacles import what_stands_against
from store.privacy.reading import read_all_of, run
from store.privacy.subjects import Subject, find_subject
from tests.databases import KINDS, fresh_database

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
ANNA, BEN, MARK = 101, 102, "Nobody should read 7f3a"
ADDRESS = "ben@harbour.test"

PLAIN = {
    "network_id", "location_id", "currency", "by_whom", "status", "kind", "what", "right", "role",
    "number", "description", "state", "provider", "provider_reference", "failure", "event",
    "channel", "department", "occasion", "author", "name", "name_folded", "amenities",
}  # fmt: skip
"""Columns of what stays that hold no words about a person: choices, places, products, accounts."""

TEACHERS_OWN = {"name", "name_folded"}


@pytest.fixture(name="url", params=KINDS, scope="module")
def _url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, in which Ben has left a mark in every place that takes words."""
    folder: Path = tmp_path_factory.mktemp("privacy")
    with fresh_database(request.param, folder) as url:
        fill(url, today=NOW.date())
        yield url


@pytest.fixture(name="database")
async def _database(url: str) -> AsyncIterator[Database]:
    """The same, opened."""
    opened = open_database(url)
    yield opened
    await opened.close()


async def rows_of(connection: Connection, table: sa.Table) -> list[tuple[Any, ...]]:
    """All rows of a table."""
    statement = compile_statement(sa.select(table), connection.dialect)
    rows = await connection.fetch(statement.text, statement.values({}))
    return sorted((tuple(row) for row in rows), key=repr)


async def leave_marks(connection: Connection, subject: Subject) -> set[str]:
    """Write the mark wherever words of the person are kept; return where."""
    marked = set()
    for name, holding in HOLDINGS.items():
        table = metadata.tables[name]
        words = [
            column.name for column in table.columns
            if column.name in (holding.blanked or ()) and not column.name.endswith("_folded")
        ]
        if words:
            change = sa.update(table).where(of_person(name)).values(dict.fromkeys(words, MARK))
            if await run(connection, change.returning(table.c.network_id), subject):
                marked.add(name)
    person = {
        column: MARK for column in (*PERSON, *BILLING)
        if column not in ("date_of_birth", "login_id", "group_id", "email", "email_folded")
    }
    customers = metadata.tables["customers"]
    changed = sa.update(customers).where(of_person("customers")).values(person)
    await run(connection, changed.returning(customers.c.id), subject)
    trail = metadata.tables["audit_entries"]
    entry = {
        "network_id": subject.network, "location_id": subject.home, "at": NOW, "login_id": None,
        "action": "customers.edit", "record_type": "Customer", "record_id": subject.customer,
        "customer_id": None, "before": None, "after": f'{{"notes": "{MARK}"}}',
    }
    asked = {**entry, "id": 2, "record_id": 0, "after": f'{{"who": "{ADDRESS}"}}'}
    await connection.insert(trail, [{**entry, "id": 1}, asked])
    await connection.insert(
        metadata.tables["letters"],
        [{
            "network_id": subject.network, "id": 1, "location_id": subject.home, "kind": "welcome",
            "to_address": ADDRESS, "token_id": None, "state": "sent", "attempts": 1,
            "created_at": NOW, "next_at": NOW,
        }],
    )  # fmt: skip
    return marked


async def settle(connection: Connection, subject: Subject) -> None:
    """End what runs, pay what is due, and archive."""
    done = (
        "UPDATE contracts SET removed_at = created_or_now WHERE customer_id = 102",
        "UPDATE invoices SET paid_minor = total_minor WHERE customer_id = 102",
        "UPDATE charges SET voided_at = charged_at WHERE customer_id = 102 AND invoice_id IS NULL",
    )
    for text in done:
        text = text.replace("created_or_now", "starts_at")
        await connection.fetch(text, ())
    archiving = {
        "network_id": subject.network, "id": 7, "customer_id": subject.customer, "from_at": NOW,
        "until_at": None, "by_whom": "the desk", "why": MARK,
    }
    await connection.insert(metadata.tables["customer_archivings"], [archiving])


async def the_subject(database: Database) -> Subject:
    """Ben."""
    async with database.connection() as connection:
        subject = await find_subject(connection, "harbour", BEN)
    assert subject is not None
    return subject


async def test_a_person_is_erased_without_a_trace(database: Database) -> None:
    """No cell of any table holds a word of theirs; the accounts stay, and everybody else's rows."""
    subject = await the_subject(database)
    assert (subject.name, subject.addresses) == ("Ben Okafor", frozenset({ADDRESS}))
    async with database.connection() as connection:
        against = " ".join(await what_stands_against(connection, subject, NOW))
        assert "archive them first" in against
        assert "contracts run" in against
    async with database.transaction() as connection:
        await settle(connection, subject)
        marked = await leave_marks(connection, subject)
    assert {"bookings", "contracts", "customer_archivings"} <= marked
    async with database.snapshot() as connection:
        assert await what_stands_against(connection, subject, NOW) == []
        known = await read_all_of(connection, subject)
        before = {name: await rows_of(connection, table) for name, table in metadata.tables.items()}
    assert marked <= known.keys()
    assert known["customers"][0]["notes"] == MARK
    assert known["logins"] == [{"id": known["logins"][0]["id"], "email": ADDRESS}]
    assert known["letters"][0]["to_address"] == ADDRESS
    assert [entry["after"] for entry in known["audit_entries"]] == [f'{{"notes": "{MARK}"}}']
    assert not SECRETS & {column for rows in known.values() for row in rows for column in row}
    async with database.transaction() as connection:
        changed = await erase(
            connection, subject, NOW, why="asked for it", by_whom="the desk", billing=True
        )
    async with database.snapshot() as connection:
        after = {name: await rows_of(connection, table) for name, table in metadata.tables.items()}
        left = await read_all_of(connection, await the_subject(database))
    for name, rows in after.items():
        for row in rows:
            assert not {MARK, ADDRESS, "Okafor"} & set(map(str, row)), name
            assert not any(word in repr(row) for word in (MARK, ADDRESS)), name
    for name in ("invoices", "invoice_lines", "charges", "payments", "event_attendees"):
        assert after[name] == before[name], name
    touched = {name for name in before if before[name] != after[name]}
    assert touched <= {*changed, "audit_entries"}
    for name in touched:
        assert len(set(before[name]) - set(after[name])) <= changed[name], name
    assert left["customers"][0]["full_name"] == ERASED
    assert "logins" not in left
    assert '"why":"asked for it"' in left["audit_entries"][-1]["after"].replace(": ", ":")


def test_every_way_to_a_person_is_known() -> None:
    """A table that refers to customers, logins or what is theirs says what becomes of its rows."""
    ways = {"customers", "logins", *(name for name, each in HOLDINGS.items())}
    for table in metadata.tables.values():
        targets = {key.referred_table.name for key in table.foreign_key_constraints} & ways
        if targets:
            assert table.name in HOLDINGS or table.name in ELSEWHERE, table.name


@pytest.mark.parametrize("name", [each.table for each in HOLDINGS.values() if not each.goes])
def test_every_word_that_stays_is_known(name: str) -> None:
    """Of a row that stays each text is blanked, or is no word about a person."""
    blanked = HOLDINGS[name].blanked or frozenset()
    texts = {
        str(column.name) for column in metadata.tables[name].columns
        if isinstance(column.type, sa.Text) or "Text" in type(column.type).__name__
    }
    assert texts - blanked - PLAIN == set()
    assert blanked <= set(metadata.tables[name].columns.keys())


def test_nothing_of_a_customer_is_forgotten() -> None:
    """Each column of the person's own row is erased, kept for the accounts, or says nothing."""
    columns = set(metadata.tables["customers"].columns.keys())
    assert columns - PERSON.keys() - {*BILLING} == {
        "network_id", "id", "location_id", "customer_type", "registered_at"
    }


async def test_nobody_of_another_network_is_touched(database: Database) -> None:
    """Numbers are a network's own: somebody else has the same one in the other."""
    tables = [metadata.tables[name] for name in ("customers", "customer_access")]
    async with database.transaction() as connection:
        subject = await find_subject(connection, "harbour", ANNA)
        assert subject is not None
        for table in tables:
            asked = sa.select(table).where(of_person(table.name))
            (row,) = await run(connection, asked, subject)
            names = [column.name for column in table.columns]
            other = {"network_id": "plenum", "login_id": None, "group_id": None}
            copied = {**dict(zip(names, row, strict=True)), **other}
            await connection.insert(table, [{name: copied[name] for name in names}])
        before = [await of_network(connection, table, "plenum") for table in tables]
        await erase(connection, subject, NOW, why="asked", by_whom="the desk", billing=True)
        assert [await of_network(connection, table, "plenum") for table in tables] == before


async def of_network(
    connection: Connection, table: sa.Table, network: str
) -> list[tuple[Any, ...]]:
    """The rows of one network."""
    return [row for row in await rows_of(connection, table) if network in row]
