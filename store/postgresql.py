"""PostgreSQL, asked through asyncpg directly."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from types import TracebackType
from typing import Any

import asyncpg
import sqlalchemy as sa

from store.compiled import POSTGRESQL, Values, driver_row, grouped
from store.databases import Row
from store.errors import DatabaseUnavailable, RightsLacking, RowRefused, TablesOutdated
from store.happenings import Happening
from store.listening import notified
from store.pool import Pool, Usage
from store.table_version import require_tables
from store.unreachable import why_unreachable

SETTINGS = {
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "timezone": "UTC",
    "application_name": "portal",
}
BOUNDS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
"""Of whoever answers requests, so that nobody waits for ever. Commands may take their time."""
CONNECT_SECONDS = 5.0
WAIT_SECONDS = 10.0
CLOSE_SECONDS = 2.0
STATEMENTS_KEPT = 1_000
POOLER = "; where that is a pooler, write `database: { pooler: transaction }`"

_RULES: dict[type[Exception], str] = {
    asyncpg.UniqueViolationError: "unique",
    asyncpg.ForeignKeyViolationError: "reference",
    asyncpg.CheckViolationError: "check",
    asyncpg.NotNullViolationError: "required",
}
_UNAVAILABLE = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.DatabaseDroppedError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.ClientConfigurationError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.SerializationError,  # a replica took back what a statement still read
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)


class PostgresqlConnection:
    """One connection to the server."""

    __slots__ = ("_raw",)

    dialect = POSTGRESQL

    def __init__(self, raw: asyncpg.Connection) -> None:
        self._raw = raw

    def is_closed(self) -> bool:
        return self._raw.is_closed()

    @property
    def process(self) -> int:
        """The server process behind it, as whoever answered the call has named it."""
        return self._raw.get_server_pid()

    async def close(self) -> None:
        try:
            await self._raw.close(timeout=CLOSE_SECONDS)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            self._raw.terminate()

    def terminate(self) -> None:
        self._raw.terminate()

    async def fetch(self, text: str, values: Values = ()) -> Sequence[Row]:
        try:
            rows: Any = await self._raw.fetch(text, *values)
        except Exception as error:
            raise self._meaning(error) from error
        return rows  # type: ignore[no-any-return]

    async def execute(self, text: str) -> None:
        """Run a command that takes no values."""
        try:
            await self._raw.execute(text)
        except Exception as error:
            raise self._meaning(error) from error

    async def notices(self) -> AsyncIterator[Happening]:
        """Begin to listen, see :func:`store.listening.notified`."""
        try:
            return await notified(self._raw)
        except Exception as error:
            raise self._meaning(error) from error

    async def insert(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
        try:
            for columns, group in grouped(rows):
                records = [driver_row(row, POSTGRESQL) for row in group]
                if len(records) == 1:  # COPY asks the server twice more
                    await self._raw.fetch(inserting(table.name, columns), *records[0])
                else:
                    await self._raw.copy_records_to_table(
                        table.name, columns=columns, records=records
                    )
        except Exception as error:
            raise self._meaning(error) from error

    def _meaning(self, error: Exception) -> Exception:
        """Return what *error* is to those above: one of the store's errors, or itself.

        The server's details quote whole rows, and errors end up in logs: they are taken out.
        """
        if isinstance(error, asyncpg.PostgresError):
            error.detail = None
        if isinstance(error, asyncpg.IntegrityConstraintViolationError):
            return RowRefused(_RULES.get(type(error), "check"), str(error))
        if isinstance(error, asyncpg.UndefinedTableError | asyncpg.UndefinedColumnError):
            return TablesOutdated(f"the database lacks a table ({error})")
        if isinstance(error, asyncpg.InsufficientPrivilegeError):
            return RightsLacking(f"the database refuses: {why_unreachable(error)}")
        if isinstance(error, _UNAVAILABLE) or self._raw.is_closed():
            return DatabaseUnavailable(f"the database broke off: {why_unreachable(error)}")
        return error


@lru_cache(256)
def inserting(table: str, columns: tuple[str, ...]) -> str:
    """Return the statement that inserts one row with these columns."""
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
    return f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608 - names


class _Held:
    """A connection taken from the pool until the end of a block, in a transaction or without."""

    __slots__ = ("_begin", "_connection", "_pool")

    def __init__(self, pool: Pool[PostgresqlConnection], begin: str | None) -> None:
        self._pool = pool
        self._begin = begin

    async def __aenter__(self) -> PostgresqlConnection:
        connection = self._pool.take() or await self._pool.acquire()
        self._connection = connection
        if self._begin is not None:
            try:
                await connection.execute(self._begin)
            except BaseException as error:
                self._let_go(error)
                raise
        return connection

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._begin is not None and (error is None or isinstance(error, Exception)):
            try:
                await self._connection.execute("COMMIT" if error is None else "ROLLBACK")
            except BaseException as failure:
                self._let_go(failure, in_doubt=True)
                if error is None:
                    raise
                return
        self._let_go(error)

    def _let_go(self, error: BaseException | None, *, in_doubt: bool = False) -> None:
        """Give the connection back, or drop it where an answer may still be on its way."""
        if in_doubt or not (error is None or isinstance(error, Exception)):
            self._pool.drop(self._connection)
        else:
            self._pool.give_back(self._connection)
        if self._connection.is_closed():
            self._pool.drop_idle()


class PostgresqlDatabase:
    """A PostgreSQL database behind a pool of connections."""

    dialect = POSTGRESQL

    def __init__(self, address: sa.URL, *, connections: int, bounded: bool = False) -> None:
        """Ask at *address*; where it is *bounded*, nothing takes longer than `BOUNDS` say."""
        self.name = address.render_as_string(hide_password=True)
        self._settings = {**SETTINGS, **BOUNDS} if bounded else SETTINGS
        self._dsn = address.render_as_string(hide_password=False)
        self._pool = Pool(self._connect, size=connections, patience=WAIT_SECONDS)

    def connection(self) -> _Held:
        return _Held(self._pool, None)

    def snapshot(self) -> _Held:
        return _Held(self._pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def transaction(self) -> _Held:
        return _Held(self._pool, "BEGIN")

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[AsyncIterator[Happening]]:
        connection = await self._connect()  # none of the pool's: it is held for good
        try:
            yield await connection.notices()
        finally:
            await connection.close()

    async def ping(self) -> None:
        async with self.connection() as connection:
            await require_tables(connection)

    def usage(self) -> Usage:
        return self._pool.usage()

    async def close(self) -> None:
        await self._pool.close()

    async def _connect(self) -> PostgresqlConnection:
        return PostgresqlConnection(
            await dial(self._dsn, self.name, self._settings, kept=STATEMENTS_KEPT)
        )


async def dial(
    dsn: str, name: str, settings: Mapping[str, str], *, kept: int
) -> asyncpg.Connection:
    """Connect to the server at *dsn*, which *name* names without its password.

    *kept* is how many statements the connection keeps prepared.

    Raises:
        DatabaseUnavailable: It cannot be reached, or does not let us in.
    """
    try:
        return await asyncpg.connect(
            dsn,
            timeout=CONNECT_SECONDS,
            server_settings=dict(settings),
            statement_cache_size=kept,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
        )
    except (*_UNAVAILABLE, asyncpg.PostgresError) as error:  # whatever it refuses us for
        advice = POOLER if "startup parameter" in str(error) else ""
        raise DatabaseUnavailable(
            f"cannot connect to {name}: {why_unreachable(error)}{advice}"
        ) from error
