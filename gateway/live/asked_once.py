"""What many are shown of one happening: a statement with the same values is sent once for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.compiled import Values, comparable
from store.databases import Reader, Row


class AskedOnce:
    """Reads on one connection, on which every question is asked once; lasts for one happening.

    Who may see a row is in the statement and its values, so whoever sends the same ones is
    answered by the same rows. `statements` counts those that were sent.
    """

    def __init__(self, connection: Reader) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, Any], Sequence[Row]] = {}
        self.statements = 0

    async def fetch(self, text: str, values: Values = ()) -> Sequence[Row]:
        """Return the rows of a statement, see :meth:`store.databases.Reader.fetch`."""
        key = text, comparable(values)
        rows = self._rows.get(key)
        if rows is None:
            self.statements += 1
            rows = self._rows[key] = await self._connection.fetch(text, values)
        return rows
