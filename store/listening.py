"""Hearing what happens: a connection that PostgreSQL notifies, or looks at SQLite's rows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import sqlalchemy as sa

from store.databases import Connection
from store.errors import DatabaseUnavailable
from store.happenings import CHANNEL, Happening, happenings, read_happening
from store.portable import Portable

QUIET_SECONDS = 10.0
"""After so long without a word the server is asked whether it is still there."""

ANSWER_SECONDS = 5.0
"""So long it may take to say so."""

LOOK_SECONDS = 0.2
"""So often the rows are looked at on SQLite."""

AT_ONCE = 500
"""So many rows are read in one look."""


async def notified(raw: asyncpg.Connection) -> AsyncIterator[Happening]:
    """Begin to listen, then yield what happens; the caller closes the connection.

    Raises:
        DatabaseUnavailable: The connection is gone, and what happens meanwhile is not heard.
    """
    told: asyncio.Queue[str | None] = asyncio.Queue()
    raw.add_termination_listener(lambda _: told.put_nowait(None))
    await raw.add_listener(CHANNEL, lambda *words: told.put_nowait(str(words[-1])))
    return _heard(raw, told)


async def _heard(
    raw: asyncpg.Connection, told: asyncio.Queue[str | None]
) -> AsyncIterator[Happening]:
    while True:
        try:
            text = await _soon(told.get, QUIET_SECONDS)
        except TimeoutError:
            await _is_there(raw)
            continue
        if text is None:
            raise DatabaseUnavailable("the database broke off while it was listened to")
        happening = read_happening(text)
        if happening is not None:
            yield happening


async def _soon(work: Callable[[], Awaitable[Any]], seconds: float) -> Any:
    async with asyncio.timeout(seconds):
        return await work()


async def _is_there(raw: asyncpg.Connection) -> None:
    try:
        await _soon(lambda: raw.fetchval("SELECT 1"), ANSWER_SECONDS)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailable(f"the database does not answer: {error}") from error


async def looked_for(connection: Connection) -> AsyncIterator[Happening]:
    """Find out what was told last, then yield what is told after that.

    Raises:
        DatabaseUnavailable: The file cannot be read, or more was told than was kept.
    """
    rows = await _LAST.fetch(connection)
    return _found(connection, rows[0][0] or 0)


async def _found(connection: Connection, last: int) -> AsyncIterator[Happening]:
    while True:
        rows = await _NEXT.fetch(connection, last=last)
        if rows and rows[0][0] != last + 1:
            raise DatabaseUnavailable("more has happened than was kept")
        for number, told in rows:
            last = number
            happening = read_happening(told)
            if happening is not None:
                yield happening
        if len(rows) < AT_ONCE:
            await asyncio.sleep(LOOK_SECONDS)


_LAST = Portable(lambda _: sa.select(sa.func.max(happenings.c.id)))
_NEXT = Portable(
    lambda _: (
        sa.select(happenings.c.id, happenings.c.told)
        .where(happenings.c.id > sa.bindparam("last", type_=sa.Integer()))
        .order_by(happenings.c.id)
        .limit(sa.literal_column(str(AT_ONCE)))
    )
)
