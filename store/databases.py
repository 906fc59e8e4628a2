"""The database as everyone above sees it: connections that take text and values, and give rows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, Protocol

import sqlalchemy as sa

from store.compiled import Values

if TYPE_CHECKING:
    from store.happenings import Happening
    from store.pool import Usage

Row = Sequence[Any]


class Reader(Protocol):
    """What answers statements with rows, and may be no more than that."""

    async def fetch(self, text: str, values: Values) -> Sequence[Row]:
        """Run a statement, see :class:`store.compiled.Statement`, and return all its rows.

        Raises:
            DatabaseUnavailable: The database is gone, or has no tables yet.
            RowRefused: A row that was to be written breaks a rule.
        """


class Connection(Reader, Protocol):
    """A connection for as long as one holds it."""

    @property
    def dialect(self) -> sa.Dialect:
        """The dialect that its statements are to be compiled for."""

    async def insert(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write many rows quickly; rows that name the same columns are best kept together."""


class Database(Protocol):
    """A database that is asked for connections; it need not be up before the first one."""

    @property
    def dialect(self) -> sa.Dialect:
        """The dialect that statements are to be compiled for."""

    @property
    def name(self) -> str:
        """The address without its password."""

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        """Hold a connection on which each statement stands alone; for reading."""

    def snapshot(self) -> AbstractAsyncContextManager[Connection]:
        """Hold a connection whose statements all see the same moment; for reading."""

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """Hold a connection that writes all or, where an exception leaves it, nothing."""

    def listening(self) -> AbstractAsyncContextManager[AsyncIterator[Happening]]:
        """Hear what happens from now on, through whichever process.

        Raises:
            DatabaseUnavailable: It cannot be heard, or (while it is listened to) not any more.
        """

    async def ping(self) -> None:
        """Return if the database answers, and has tables that are no older than this version.

        Raises:
            DatabaseUnavailable: It does not.
        """

    def usage(self) -> Usage | None:
        """Return how busy its connections are; None where nobody waits for one."""

    async def close(self) -> None:
        """Let go of all connections."""


def open_database(
    url: str,
    *,
    connections: int = 10,
    bounded: bool = False,
    pooled: bool = False,
    direct: str | None = None,
) -> Database:
    """Make the database at *url* available; nothing is opened before it is needed.

    *connections* bounds those to a PostgreSQL server, per process; where it is *bounded*, so is the
    time that a statement may take there. Where it is *pooled*, a pooler in transaction mode answers
    at *url*, for which the database has to bound it, and the server itself at *direct*.
    `sqlite:///:memory:` is an empty database of its own that has its tables and vanishes when it is
    closed.

    Raises:
        ValueError: *url* is no address of a database that the store knows.
    """
    from store.pooled import PooledDatabase
    from store.postgresql import PostgresqlDatabase
    from store.sqlite import SqliteDatabase

    address = read_address(url)
    if address.get_backend_name() == "sqlite":
        return SqliteDatabase(address)
    if pooled:
        server = None if direct is None else read_address(direct)
        return PooledDatabase(address, connections=connections, direct=server)
    return PostgresqlDatabase(address, connections=connections, bounded=bounded)


def read_address(url: str) -> sa.URL:
    """Read the address of a database, without a driver's name in it.

    Raises:
        ValueError: It is not one that the store knows.
    """
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        address = None
    names = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}
    backend = names.get(address.drivername.partition("+")[0]) if address else None
    if address is not None and backend == "sqlite" and address.host:
        raise ValueError(
            f"`sqlite://{address.host}` names a host, which SQLite has not: write a third slash, "
            f"`sqlite:///{address.host}`"
        )
    if address is None or backend is None:
        raise ValueError(
            f"`{url.partition(':')[0]}:…` is no address of a database: "
            "write `sqlite:///portal.db` or `postgresql://user@host/name`"
        )
    return address.set(drivername=backend)
