"""The spans of statements: a database that is asked in place of another, which it asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import sqlalchemy as sa
from opentelemetry import trace

from gateway.telemetry.requests import QUIETLY
from store.compiled import Values
from store.databases import Connection, Database, Row
from store.facts_statement import facts_statement

MOST_TEXT = 4_000
"""Characters of a statement that its span holds."""


class TracedConnection:
    """A connection whose statements are spans."""

    def __init__(self, connection: Connection, tracer: Any, facts: str) -> None:
        self._connection = connection
        self._tracer = tracer
        self._facts = facts

    @property
    def dialect(self) -> sa.Dialect:
        """That of the connection."""
        return self._connection.dialect

    async def fetch(self, text: str, values: Values) -> Sequence[Row]:
        """Run a statement."""
        attributes = {"db.system.name": self.dialect.name, "db.query.text": text[:MOST_TEXT]}
        name = "facts" if text == self._facts else "statement"
        with self._tracer.start_as_current_span(
            name, kind=trace.SpanKind.CLIENT, attributes=attributes, **QUIETLY
        ) as span:
            rows = await self._connection.fetch(text, values)
            span.set_attribute("db.response.returned_rows", len(rows))
            return rows

    async def insert(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write many rows."""
        with self._tracer.start_as_current_span(
            "insert", kind=trace.SpanKind.CLIENT,
            attributes={"db.collection.name": table.name}, **QUIETLY,
        ):
            await self._connection.insert(table, rows)


class TracedDatabase:
    """A database whose statements are spans of the request that they are for."""

    def __init__(self, database: Database, tracer: Any) -> None:
        self._database = database
        self._tracer = tracer
        self._facts = facts_statement.on(database.dialect).text
        self.dialect = database.dialect
        self.name = database.name
        self.listening = database.listening
        self.ping = database.ping
        self.usage = database.usage
        self.close = database.close

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        """Hold a connection, see `store.databases.Database`."""
        return self._traced(self._database.connection())

    def snapshot(self) -> AbstractAsyncContextManager[Connection]:
        """Hold a connection whose statements all see the same moment."""
        return self._traced(self._database.snapshot())

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """Hold a connection that writes."""
        return self._traced(self._database.transaction())

    @asynccontextmanager
    async def _traced(
        self, held: AbstractAsyncContextManager[Connection]
    ) -> AsyncIterator[Connection]:
        async with held as connection:
            if trace.get_current_span().is_recording():
                yield TracedConnection(connection, self._tracer, self._facts)
            else:
                yield connection
