"""A database whose statements wait, hang or fail as a test wants it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from store.compiled import Values
from store.databases import Connection, Database, Row


class Gated:
    """A database whose statements wait for a gate. Some, by their numbers, hang; or they fail."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.gate = asyncio.Event()
        self.begun = 0
        self._beginning = asyncio.Condition()
        self.hanging: frozenset[int] = frozenset()
        self.fault: Exception | None = None

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[_Gated]:
        async with self.database.connection() as connection:
            yield _Gated(self, connection)

    async def pass_gate(self) -> None:
        async with self._beginning:
            self.begun += 1
            number = self.begun
            self._beginning.notify_all()
        if number in self.hanging:
            await asyncio.Event().wait()
        await self.gate.wait()
        if self.fault is not None:
            raise self.fault

    async def reach(self, number: int) -> None:
        """Wait until so many statements have begun."""
        async with asyncio.timeout(5), self._beginning:
            await self._beginning.wait_for(lambda: self.begun >= number)


class _Gated:
    def __init__(self, gated: Gated, connection: Connection) -> None:
        self._gated, self._connection = gated, connection
        self.dialect = connection.dialect

    async def fetch(self, text: str, values: Values) -> Sequence[Row]:
        await self._gated.pass_gate()
        return await self._connection.fetch(text, values)
