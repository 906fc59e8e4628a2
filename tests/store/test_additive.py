"""A version goes on serving while the next one's migrations run: they only add."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
import sqlalchemy as sa

from store.migrations import migrate
from store.tables import metadata
from tests.databases import fresh_database

ADDED = re.compile(r"ALTER TABLE \w+ ADD COLUMN (\w+) (.+)")
RULE = re.compile(r"ALTER TABLE \w+ (?:ADD|DROP) CONSTRAINT (\w+)(.*)")
INDEX = re.compile(r"CREATE (UNIQUE )?INDEX \S+ ON (\w+)")

WIDENED = {
    "ck_plan_benefits_kind": "a further kind is allowed; the version before writes none of it",
}
"""Rules that are taken away and come back, and why the version before is not harmed by that."""

NOT_MISSED = {
    "ix_events_taken_back": "only the look for events that are shown again used it",
}
"""Indexes that go away, and why the version before does without while it still serves."""


class Reader:
    """Reads what one migration runs, in order."""

    def __init__(self) -> None:
        self._tables: set[str] = set()
        self._columns: set[str] = set()

    def harm(self, text: str) -> str | None:
        """Say what a statement does to a version that does not know of it."""
        text = " ".join(text.split())
        if re.match(r"(INSERT|UPDATE|DELETE)\b", text) and "alembic_version" not in text:
            return "rows that the version before has written are changed"
        if not re.match(r"(CREATE|ALTER|DROP|TRUNCATE|RENAME)\b", text):
            return None
        if found := re.match(r"CREATE TABLE (\w+)", text):
            self._tables.add(found[1])
            return None
        if found := INDEX.match(text):
            is_rule = found[1] and found[2] not in self._tables
            return "a rule that rows of before may break" if is_rule else None
        if found := re.match(r"DROP INDEX (\w+)", text):
            return None if found[1] in NOT_MISSED else "an index that may be needed"
        if found := ADDED.match(text):
            self._columns.add(found[1])
            needed = " NOT NULL" in found[2] and " DEFAULT " not in found[2]
            return "a column that the version before leaves out" if needed else None
        if found := RULE.match(text):
            is_of_new = any(re.search(rf"\b{name}\b", found[2]) for name in self._columns)
            is_known = found[1] in WIDENED or (
                is_of_new and " ADD " in text and not self._old(text)
            )
            return None if is_known else "a rule about columns of before"
        return "neither a table, nor a column, nor an index that is new"

    def _old(self, text: str) -> set[str]:
        """Return the columns of before that a check looks at."""
        table, _, rule = text.removeprefix("ALTER TABLE ").partition(" ADD CONSTRAINT ")
        if " CHECK " not in rule:
            return set()
        known = set(metadata.tables[table].columns.keys()) - self._columns
        return known & set(re.findall(r"\w+", re.sub(r"'[^']*'", "", rule)))


@pytest.fixture(name="statements", scope="module")
def _statements(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each revision runs on PostgreSQL, in order."""
    run: dict[str, list[str]] = defaultdict(list)
    waiting: list[str] = []

    def note(_: object, __: object, text: str, values: object, *___: object) -> None:
        told = re.search(r"alembic_version.*?'(\d{4})'", f"{text} {values}", re.DOTALL)
        if re.match(r"\s*(INSERT INTO|UPDATE) alembic_version", text) and told is not None:
            run[told[1]] += waiting
            waiting.clear()
        else:
            waiting.append(text)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        with fresh_database(
            "postgresql", tmp_path_factory.mktemp("additive"), tables=False
        ) as url:
            migrate(url)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    return run


def test_every_migration_only_adds(statements: dict[str, list[str]]) -> None:
    """No table, column or name goes away; no column is new that has to be filled in."""
    folder = Path(__file__).parents[2] / "store/migrations/versions"
    revisions = sorted(path.name[1:5] for path in folder.glob("v*.py"))
    assert sorted(statements) == revisions
    for revision in revisions[1:]:
        reader = Reader()
        harm = {text: reader.harm(text) for text in statements[revision]}
        assert {text: why for text, why in harm.items() if why} == {}, revision


@pytest.mark.parametrize(
    "text",
    [
        "DROP TABLE events",
        "ALTER TABLE events DROP COLUMN title",
        "ALTER TABLE events RENAME COLUMN title TO name",
        "ALTER TABLE events RENAME TO happenings",
        "ALTER TABLE events ALTER COLUMN venue SET NOT NULL",
        "ALTER TABLE events ALTER COLUMN title TYPE INTEGER",
        "ALTER TABLE events ADD COLUMN size INTEGER NOT NULL",
        "ALTER TABLE events ADD CONSTRAINT uq_events_title UNIQUE (network_id, title)",
        "CREATE UNIQUE INDEX ix_events_title ON events (network_id, title)",
        "DROP INDEX ix_events_published_at",
        "ALTER TABLE events ADD CONSTRAINT ck_events_venue CHECK (length(venue) > 3)",
        "ALTER TABLE events DROP CONSTRAINT ck_events_audience",
        "ALTER TABLE events ADD CONSTRAINT ck_events_size CHECK (size > 3 OR venue IS NULL)",
        "UPDATE events SET title = 'Event'",
        "DELETE FROM events WHERE title IS NULL",
        "CREATE TRIGGER told BEFORE INSERT ON events EXECUTE FUNCTION refuse()",
    ],
)
def test_what_would_harm_is_noticed(text: str) -> None:
    """Each of these breaks statements of the version before."""
    reader = Reader()
    assert reader.harm("ALTER TABLE events ADD COLUMN size INTEGER") is None
    assert reader.harm(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ALTER TABLE events ADD COLUMN size INTEGER",
        "ALTER TABLE events ADD COLUMN size INTEGER DEFAULT 0 NOT NULL",
        "CREATE TABLE sizes (id BIGINT NOT NULL)",
        "CREATE INDEX ix_events_size ON events (network_id, size)",
    ],
)
def test_what_only_adds_passes(text: str) -> None:
    """The version before does not notice it."""
    assert Reader().harm(text) is None
