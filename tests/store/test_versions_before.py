"""What a version before writes, a migrated database goes on taking: its columns and no others.

A row of the demo that the tables of a revision took, with the columns that they had, is written
as that version would write it, after all that came later.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from store.compiled import SQLITE, driver_row
from store.databases import Database
from store.errors import RowRefused
from store.migrations.upgrading import configuration
from store.tables import metadata
from tests.store.demo_world import NOON, built

Row = Mapping[str, Any]


class Writing(NamedTuple):
    """An INSERT of a version before: the table, and the columns that it knew."""

    table: str
    columns: tuple[str, ...]

    def of(self, row: Row) -> Row:
        """What such a version would write of *row*."""
        return {name: row[name] for name in self.columns if name in row}


Written = Mapping[Writing, Sequence[Row]]

BESIDES: Mapping[str, Sequence[Row]] = {
    "sessions": [
        {
            "network_id": "harbour", "id": 1, "login_id": 1, "customer_id": 1, "staff": "{}",
            "created_at": NOON, "expires_at": NOON, "revoked_at": None,
        }
    ],
}
"""Rows of tables that the demo leaves empty."""


@pytest.fixture(name="written", scope="module")
def _written() -> Written:
    """The rows that one revision or another took, of tables that have other columns by now."""
    found: dict[Writing, dict[int, Row]] = defaultdict(dict)
    rows = {**built(), **BESIDES}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        for _ in _revisions(raw):
            for writing in _writings(raw):
                taken = found[writing]
                for number, row in enumerate(rows[writing.table]):
                    if number not in taken and _take(raw, writing, row):
                        taken[number] = writing.of(row)
                raw.execute(f"DELETE FROM {writing.table}")
    return {writing: list(taken.values()) for writing, taken in found.items()}


def _revisions(raw: sqlite3.Connection) -> Iterator[str]:
    """Migrate step by step, and yield each revision once it is reached."""
    config = configuration()
    engine = sa.create_engine("sqlite://", creator=lambda: raw, poolclass=sa.StaticPool)
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    for revision in reversed([script.revision for script in scripts]):
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        yield revision


def _writings(raw: sqlite3.Connection) -> Iterator[Writing]:
    """What is written to the tables as they are, where they are not as they are to be."""
    for name, table in metadata.tables.items():
        columns = tuple(row[1] for row in raw.execute(f"PRAGMA table_info({name})"))
        if columns and set(columns) != set(table.columns.keys()):
            yield Writing(name, tuple(sorted(columns)))


def _take(raw: sqlite3.Connection, writing: Writing, row: Row) -> bool:
    """Write a row, if the rules of the table allow it; what it refers to need not be there."""
    given = writing.of(row)
    names = ", ".join(f'"{name}"' for name in given)
    marks = ", ".join("?" * len(given))
    text = f"INSERT OR IGNORE INTO {writing.table} ({names}) VALUES ({marks})"
    return raw.execute(text, driver_row(given, SQLITE)).rowcount == 1


LEAVE_REFERENCES = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}
"""What a row refers to need not be there until the end, which never comes."""


class _Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


async def refusal(database: Database, writing: Writing, rows: Sequence[Row]) -> str | None:
    """Write *rows* once more; return the rule that refuses one of them."""
    try:
        with suppress(_Undone):
            async with database.transaction() as connection:
                await connection.fetch(LEAVE_REFERENCES[database.dialect.name], ())
                await connection.insert(metadata.tables[writing.table], rows)
                raise _Undone
    except RowRefused as error:
        return f"{error.rule}: {error}"
    return None


async def test_what_a_version_before_writes_is_taken(database: Database, written: Written) -> None:
    """By each revision's tables, whatever was added to them since."""
    assert len({writing.table for writing in written}) > 5
    for writing, rows in written.items():
        assert rows, f"write a row for {writing} in BESIDES"
        assert await refusal(database, writing, rows) is None, writing


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE events ADD COLUMN size INTEGER CHECK (size IS NOT NULL)",
        "ALTER TABLE events ADD COLUMN size INTEGER CHECK (venue IS NULL OR size IS NOT NULL)",
        "CREATE UNIQUE INDEX uq_events_audience ON events (network_id, audience)",
    ],
)
async def test_a_rule_that_it_does_not_know_is_noticed(
    database: Database, written: Written, change: str
) -> None:
    """Each of these refuses rows that the version before writes."""
    async with database.transaction() as connection:
        await connection.fetch(change, ())
    found = [
        await refusal(database, writing, rows)
        for writing, rows in written.items() if writing.table == "events"
    ]
    assert found
    assert all(found)
