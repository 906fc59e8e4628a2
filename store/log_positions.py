"""How far the log of a PostgreSQL server goes, as it says itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from store.databases import Database
from store.errors import DatabaseUnavailable

PATIENCE_SECONDS = 3.0
"""So long a look may take, and an answer from a copy; then the primary is asked."""

PAGE, PAGE_HEAD = 8192, 24
"""Bytes of a page of PostgreSQL's log, and of what stands at its beginning."""

OF_PRIMARY = """
SELECT CASE WHEN NOT pg_is_in_recovery() THEN (pg_current_wal_insert_lsn() - '0/0')::bigint END,
(SELECT system_identifier FROM pg_control_system()), current_database()
"""
OF_COPY = """
SELECT CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0')::bigint END,
(SELECT system_identifier FROM pg_control_system()), current_database()
"""
"""What to ask either of them; the first column is NULL where it is the other of the two."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a server's log goes, in bytes, and whose log that is; None where it says neither."""

    reached: int
    server: int
    database: str


async def ask_position(database: Database, text: str) -> Position | None:
    """Ask a server how far its log goes; None where it is not what it should be.

    Raises:
        DatabaseUnavailable: It does not answer, or not in time.
    """
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), database.connection() as connection:
            ((reached, server, name),) = await connection.fetch(text, ())
    except TimeoutError:
        raise DatabaseUnavailable("it does not answer in time") from None
    return None if reached is None else Position(_end(reached), server, name)


def _end(position: int) -> int:
    """Where the last record ends: a log that ends with a page stands behind the next one's head."""
    return position - PAGE_HEAD if position % PAGE == PAGE_HEAD else position
