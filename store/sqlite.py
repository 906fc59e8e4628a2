"""SQLite, called directly in the thread of the event loop."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa

from store.compiled import SQLITE, Values, driver_row, grouped
from store.databases import Row
from store.errors import DatabaseUnavailable, RowRefused, TablesOutdated
from store.happenings import Happening
from store.listening import looked_for
from store.migrations import migrate
from store.sql import instant_text
from store.table_version import require_tables
from store.unreachable import why_unreachable

BUSY_SECONDS = 5.0
STATEMENTS_KEPT = 1_000

_PRAGMAS = (
    "PRAGMA journal_mode = wal",
    "PRAGMA synchronous = normal",
    "PRAGMA foreign_keys = on",
    "PRAGMA temp_store = memory",
    "PRAGMA cache_size = -32768",
)


def _json(values: Any) -> str:
    return orjson.dumps(values, default=list).decode()


_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    dt.datetime: instant_text,
    dt.date: dt.date.isoformat,
    list: _json,
    tuple: _json,
    set: _json,
    frozenset: _json,
}
for _kind, _convert in _WRITTEN.items():
    sqlite3.register_adapter(_kind, _convert)  # the driver asks for it where it meets such a value

_RULES = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: "unique",
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: "unique",
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: "reference",
    sqlite3.SQLITE_CONSTRAINT_CHECK: "check",
    sqlite3.SQLITE_CONSTRAINT_NOTNULL: "required",
}
_LACKS = ("no such table", "no such column", "has no column named")
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNAVAILABLE = _BUSY | {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}


class SqliteConnection:
    """One connection to the file."""

    __slots__ = ("_raw",)

    dialect = SQLITE

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    async def fetch(self, text: str, values: Values = ()) -> Sequence[Row]:
        try:
            return self._raw.execute(text, values).fetchall()
        except sqlite3.Error as error:
            raise _meaning(error) from error

    async def insert(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
        try:
            for columns, group in grouped(rows):
                marks = ", ".join("?" * len(columns))
                self._raw.executemany(
                    f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
                    [driver_row(row, SQLITE) for row in group],
                )
        except sqlite3.Error as error:
            raise _meaning(error) from error

    def close(self) -> None:
        self._raw.close()

    def rolled_back(self) -> bool:
        """Undo what is not committed; where that fails, close the connection and say no."""
        try:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
        except sqlite3.Error:
            self._raw.close()
            return False
        return True


class _Lent:
    """The reading connection, for a block; a class, since a generator would cost more to enter."""

    __slots__ = ("_database",)

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def __aenter__(self) -> SqliteConnection:
        return self._database.reader()

    async def __aexit__(self, *_: object) -> None:
        return None


class SqliteDatabase:
    """A file: one connection for statements that stand alone, one that writes, some for snapshots.

    A statement takes microseconds and runs where it is asked, so no other task comes between; only
    a writer waits, for the writers before it.
    """

    dialect = SQLITE

    def __init__(self, address: sa.URL) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        path = address.database or ":memory:"
        if path == ":memory:":
            # Connections do not share what is truly in memory, so it is a file that goes away.
            self._folder = tempfile.TemporaryDirectory(prefix="portal-")
            path = str(Path(self._folder.name, "portal.db"))
            migrate(f"sqlite:///{path}")
        self.name = address.render_as_string()
        self._path = Path(path).absolute()
        self._reader: SqliteConnection | None = None
        self._writer: SqliteConnection | None = None
        self._snapshots: list[SqliteConnection] = []
        self._turn = asyncio.Lock()
        self._closed = False

    def connection(self) -> _Lent:
        return _Lent(self)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SqliteConnection]:
        connection = self._snapshots.pop() if self._snapshots else self._open(reading=True)
        try:
            await connection.fetch("BEGIN")
            yield connection
        finally:
            if self._closed:
                connection.close()
            elif connection.rolled_back():
                self._snapshots.append(connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteConnection]:
        async with self._turn:
            if self._writer is None:
                self._writer = self._open(reading=False)
            writer = self._writer
            try:
                await self._begin(writer)
                yield writer
                await writer.fetch("COMMIT")
            finally:
                if not writer.rolled_back():
                    self._writer = None

    def reader(self) -> SqliteConnection:
        """Return the connection on which each statement stands alone."""
        if self._reader is None:
            self._reader = self._open(reading=True)
        return self._reader

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[AsyncIterator[Happening]]:
        yield await looked_for(self.reader())

    async def ping(self) -> None:
        async with self.connection() as connection:
            await require_tables(connection)

    def usage(self) -> None:
        return None

    async def close(self) -> None:
        self._closed = True
        for connection in (self._reader, self._writer, *self._snapshots):
            if connection is not None:
                connection.close()
        self._reader = self._writer = None
        self._snapshots.clear()
        if self._folder is not None:
            self._folder.cleanup()

    async def _begin(self, writer: SqliteConnection) -> None:
        """Begin to write, waiting for writers of other processes without holding up the loop."""
        patience = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                await writer.fetch("BEGIN IMMEDIATE")
            except DatabaseUnavailable as error:
                cause = error.__cause__
                busy = isinstance(cause, sqlite3.Error) and _code(cause) in _BUSY
                if not busy or time.monotonic() > patience:
                    raise
                await asyncio.sleep(0.005)
            else:
                return

    def _open(self, *, reading: bool) -> SqliteConnection:
        if self._closed:
            raise DatabaseUnavailable("the database was closed")
        try:
            raw = sqlite3.connect(
                f"{self._path.as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                check_same_thread=False,  # whoever closes it may be in another thread
                cached_statements=STATEMENTS_KEPT,
            )
        except sqlite3.Error as error:
            raise DatabaseUnavailable(
                f"cannot open {self._path}: {why_unreachable(error)}"
            ) from error
        try:
            for pragma in _PRAGMAS:
                raw.execute(pragma)
            raw.execute(f"PRAGMA busy_timeout = {1000 if reading else 0}")
            raw.execute(f"PRAGMA query_only = {'on' if reading else 'off'}")
        except sqlite3.Error as error:
            raw.close()
            raise _meaning(error) from error
        return SqliteConnection(raw)


def _code(error: sqlite3.Error) -> int:
    """Return the primary code of *error*; the extended one carries it in its low byte."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _meaning(error: sqlite3.Error) -> Exception:
    """Return what *error* is to those above: one of the store's errors, or itself."""
    if isinstance(error, sqlite3.IntegrityError):
        return RowRefused(_RULES.get(error.sqlite_errorcode, "check"), str(error))
    if any(lack in str(error) for lack in _LACKS):
        return TablesOutdated(f"the database lacks a table ({error})")
    if _code(error) in _UNAVAILABLE or "closed database" in str(error):
        return DatabaseUnavailable(f"the database broke off: {why_unreachable(error)}")
    return error
