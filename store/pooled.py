"""PostgreSQL behind a pooler that lends a connection to the server for one transaction at a time.

Whoever asks next may be given another connection, so nothing may be left on one that a later
statement counts on: no named statement, no setting, no listening.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import sqlalchemy as sa
from asyncpg.prepared_stmt import PreparedStatement

from store.compiled import POSTGRESQL, Values, driver_row, grouped
from store.databases import Row
from store.errors import DatabaseUnavailable
from store.happenings import Happening
from store.postgresql import (
    STATEMENTS_KEPT,
    PostgresqlConnection,
    PostgresqlDatabase,
    dial,
    inserting,
)

SETTINGS = {"timezone": "UTC", "application_name": "portal"}
"""What a pooler passes on for each of its clients; others are settings of the database."""


_NESTED_ROWS = "SELECT array(SELECT row(1))"


class PooledConnection(PostgresqlConnection):
    """One connection to the pooler."""

    __slots__ = ("_known",)

    def __init__(self, raw: asyncpg.Connection) -> None:
        super().__init__(raw)
        self._known: dict[str, PreparedStatement[Any]] = {}

    async def fetch(self, text: str, values: Values = ()) -> Sequence[Row]:
        try:
            known = self._known.get(text) or await self._learned(text)
            rows: Any = await known.fetch(*values)
        except Exception as error:
            await self._let_go(error)
            raise self._meaning(error) from error
        return rows  # type: ignore[no-any-return]

    async def insert(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write many rows; not with COPY, for which the driver names a statement on the server."""
        for columns, group in grouped(rows):
            records = [driver_row(row, POSTGRESQL) for row in group]
            try:
                await self._raw.executemany(inserting(table.name, columns), records)
            except Exception as error:
                await self._let_go(error)
                raise self._meaning(error) from error

    async def learn_nested_rows(self) -> None:
        """Have the driver ask for the one type that it does not know, before a statement needs it.

        It changes a setting of the session meanwhile, which goes with the transaction.

        Raises:
            DatabaseUnavailable: The server is gone, or lets nobody in.
        """
        await self.execute("BEGIN")
        await self.fetch(_NESTED_ROWS)
        await self.execute("ROLLBACK")

    async def _learned(self, text: str) -> PreparedStatement[Any]:
        """Find out which types a statement takes and gives.

        It has no name: the server parses it anew each time, and keeps nothing of it.
        """
        known: PreparedStatement[Any] = await self._raw.prepare(text, name="")
        if len(self._known) >= STATEMENTS_KEPT:
            self._known.clear()
        self._known[text] = known
        return known

    async def _let_go(self, error: Exception) -> None:
        """End what the driver has begun and not finished, where a value was none that it takes.

        The pooler keeps a connection to the server for us until then.
        """
        if isinstance(error, asyncpg.InterfaceError) and not self.is_closed():
            await self.execute("")


class PooledDatabase(PostgresqlDatabase):
    """A PostgreSQL database that is reached through a pooler in transaction mode."""

    def __init__(self, address: sa.URL, *, connections: int, direct: sa.URL | None) -> None:
        """Ask through the pooler at *address*; hear what happens at *direct*, the server itself."""
        super().__init__(address, connections=connections)
        self._direct = None if direct is None else PostgresqlDatabase(direct, connections=1)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[AsyncIterator[Happening]]:
        if self._direct is None:
            raise DatabaseUnavailable(
                "a pooler passes no notices on: name the server itself in `database.direct-url`"
            )
        async with self._direct.listening() as heard:
            yield heard

    async def _connect(self) -> PostgresqlConnection:
        connection = PooledConnection(await dial(self._dsn, self.name, SETTINGS, kept=0))
        try:
            await connection.learn_nested_rows()
        except BaseException:  # cancelled, too: nobody else knows of the connection yet
            connection.terminate()
            raise
        return connection
