"""Adding columns with rules to a table that has rows, and that others refer to."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from store.migrations.adding import add_columns
from store.sql import Text
from tests.databases import database_url  # noqa: F401
from tests.store.test_migrations import look

ROOMS = """
CREATE TABLE rooms (
	network_id TEXT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT,
	CONSTRAINT pk_rooms PRIMARY KEY (network_id, id)
)
"""
KEYS = """
CREATE TABLE keys (
	network_id TEXT NOT NULL,
	id BIGINT NOT NULL,
	room_id BIGINT,
	CONSTRAINT pk_keys PRIMARY KEY (network_id, id),
	CONSTRAINT fk_keys_room_id FOREIGN KEY(network_id, room_id) REFERENCES rooms (network_id, id)
)
"""


def test_rows_and_references_stay(database_url: str) -> None:  # noqa: F811
    """Rows are kept, what refers to the table still does, and the new rules hold."""

    def add(connection: sa.Connection) -> list[Any]:
        run = connection.exec_driver_sql
        for statement in (ROOMS, KEYS, "CREATE INDEX ix_rooms_name ON rooms (network_id, name)"):
            run(statement)
        run("INSERT INTO rooms VALUES ('n', 1, 'Fig tree')")
        run("INSERT INTO keys VALUES ('n', 5, 1)")
        with Operations.context(MigrationContext.configure(connection)):
            add_columns(
                "rooms",
                sa.Column("kind", Text()),
                sa.Column("key_id", sa.BigInteger()),
                references={"key_id": "keys"},
                checks={"ck_rooms_kind": "kind IN ('big', 'small')"},
            )
        run("UPDATE rooms SET kind = 'big', key_id = 5")
        return [tuple(row) for row in run("SELECT name, kind, key_id FROM rooms")]

    assert look(database_url, add) == [("Fig tree", "big", 5)]
    for wrong in (
        "UPDATE rooms SET kind = 'huge'",
        "UPDATE rooms SET key_id = 6",
        "UPDATE keys SET room_id = 2",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            look(database_url, lambda connection, wrong=wrong: _strictly(connection, wrong))  # type: ignore[misc]


def test_indexes_stay(database_url: str) -> None:  # noqa: F811
    """A table that is made anew has the indexes that it had."""

    def names(connection: sa.Connection) -> set[str | None]:
        return {index["name"] for index in sa.inspect(connection).get_indexes("events")}

    assert {"ix_events_location_id", "ix_events_activity_id_starts_at"} <= look(database_url, names)


def _strictly(connection: sa.Connection, statement: str) -> None:
    """Run a statement with references checked, which SQLite does when it is told to."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    connection.exec_driver_sql(statement)
