"""Statements that several send at the same time: the same one is sent once, for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import monotonic
from typing import Any

from store.compiled import Values, comparable
from store.databases import Database, Row


class WaitedTooLong(Exception):
    """No connection was to be had in time, and nothing was asked."""


class SharedReads:
    """A database to read from, which whoever asks the same in the same moment asks once.

    Who may see a row is in the statement and its values, so whoever sends the same ones is
    answered by the same rows. A statement begins after all whom it is for have asked, so nobody is
    answered by what was so before; and nobody waits for another's that is under way. `saved`
    counts those that need not be sent. It lives in one event loop.

    A connection is waited for *patience* seconds at the most: whoever asks later has to look again
    who they are.
    """

    def __init__(self, database: Database, patience: float) -> None:
        self._database = database
        self._patience = patience
        self._under_way = 0
        self._beginning: dict[tuple[str, Any], asyncio.Task[Sequence[Row]]] = {}
        self.saved = 0

    async def fetch(self, text: str, values: Values = ()) -> Sequence[Row]:
        """Return the rows of a statement that stands alone.

        Raises:
            DatabaseUnavailable: The database is gone, or has no tables yet.
            WaitedTooLong: There was no connection in time.
        """
        if not self._under_way:
            return await self._read(text, values)  # alone: there is nobody to wait for
        key = text, comparable(values)
        reading = self._beginning.get(key)
        if reading is None:
            reading = asyncio.create_task(self._begin(key, values))
            self._beginning[key] = reading
        else:
            self.saved += 1
        return await asyncio.shield(reading)  # whoever leaves takes nobody along

    async def _begin(self, key: tuple[str, Any], values: Values) -> Sequence[Row]:
        """Read for all who have asked before the event loop came to this."""
        del self._beginning[key]
        return await self._read(key[0], values)

    async def _read(self, text: str, values: Values) -> Sequence[Row]:
        self._under_way += 1
        asked = monotonic()
        try:
            async with self._database.connection() as connection:
                if monotonic() - asked > self._patience:
                    raise WaitedTooLong
                return await connection.fetch(text, values)
        finally:
            self._under_way -= 1
