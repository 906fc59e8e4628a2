"""Statements that a room keeps at hand: written once, compiled when a dialect first asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ClauseElement

from store.compiled import Statement, compile_statement
from store.databases import Connection, Row


class Portable:
    """A statement for whichever database is there.

    *write* makes it for a dialect: usually alike for all, unless it nests rows.
    """

    def __init__(self, write: Callable[[sa.Dialect], ClauseElement]) -> None:
        self._write = write
        self._compiled: dict[str, Statement] = {}

    def on(self, dialect: sa.Dialect) -> Statement:
        """Return the statement as *dialect* has it."""
        statement = self._compiled.get(dialect.name)
        if statement is None:
            statement = compile_statement(self._write(dialect), dialect)
            self._compiled[dialect.name] = statement
        return statement

    async def fetch(self, connection: Connection, **values: Any) -> Sequence[Row]:
        """Run it with *values* for its parameters."""
        statement = self.on(connection.dialect)
        return await connection.fetch(statement.text, statement.values(values))
