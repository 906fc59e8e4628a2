"""What many are shown of one happening: a statement with the same values is sent once for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from store.compiled import Values
from store.databases import Connection, Row


class SharedReading:
    """A connection for reading on which every question is asked once; it lasts for one happening.

    Who may see a row is in the statement and its values, so whoever sends the same ones is
    answered by the same rows. `statements` counts those that were sent.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, Any], Sequence[Row]] = {}
        self.statements = 0

    @property
    def dialect(self) -> sa.Dialect:
        """The connection's own."""
        return self._connection.dialect

    async def fetch(self, text: str, values: Values = ()) -> Sequence[Row]:
        """Return the rows of a statement, see :meth:`store.databases.Connection.fetch`."""
        key = (text, _key(values))
        rows = self._rows.get(key)
        if rows is None:
            self.statements += 1
            rows = self._rows[key] = await self._connection.fetch(text, values)
        return rows

    async def insert(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows, which nobody does who only reads."""
        await self._connection.insert(table, rows)


def _key(values: Values) -> tuple[Any, ...]:
    given = values.values() if isinstance(values, dict) else values
    return tuple([tuple(each) if type(each) is list else each for each in given])
