"""The way to the newest page of the tables' history, through alembic.

A PostgreSQL server goes on answering meanwhile. A change of a table has to have it alone for a
moment, and whoever comes after waits in line behind it: so it stands in line for a moment only,
lets the others pass, and comes again. And it is done a revision at a time, so that none keeps what
it had alone until the last.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine

from store.databases import read_address
from store.errors import DatabaseUnavailable
from store.postgresql import dial
from store.unreachable import why_unreachable

log = logging.getLogger("portal.database")

WAITING_SECONDS = 60.0
"""How long a process waits for one that migrates the same SQLite file."""

LINE_SECONDS = 1.0
"""For so long a change stands in line for a table that others use, and these behind it."""

PASSING_SECONDS = 2.0
"""For so long others pass before it stands in line again."""

TURNS = 100
"""So often it comes again, before it is given up."""

_LOCK = 7_071_984  # any number, as long as no other program locks it


def upgrade(url: str, revision: str = "head") -> None:
    """Do what `store.migrations.migrate` promises, as far as *revision*."""
    address = read_address(url)
    try:
        if address.get_backend_name() == "sqlite":
            _migrate_sqlite(address, revision)
        else:
            # In a thread of its own, so that it may be called while an event loop runs.
            with ThreadPoolExecutor(max_workers=1) as thread:
                thread.submit(asyncio.run, _migrate_postgresql(address, revision)).result()
    except (OSError, sa.exc.DBAPIError, sqlite3.Error) as error:
        name = address.render_as_string(hide_password=True)
        raise DatabaseUnavailable(
            f"cannot migrate {name}: {why_unreachable(_driver_error(error))}"
        ) from error


def _driver_error(error: BaseException) -> BaseException:
    """Return what the driver said, without what is put around it on the way here."""
    if isinstance(error, sa.exc.DBAPIError) and error.orig is not None:
        return error.orig.__cause__ or error.orig
    return error


def configuration() -> Config:
    """Return what alembic needs to know; it reads no file of settings."""
    config = Config()
    folder = str(Path(__file__).parent)
    config.set_main_option("script_location", folder.replace("%", "%%"))
    return config


def _upgrade(connection: sa.Connection, revision: str) -> None:
    """Run what is missing: in the transaction that holds, or where none does, one a revision."""
    config = configuration()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    holds = connection.in_transaction()
    current = MigrationContext.configure(connection).get_current_revision()
    if not holds:
        connection.commit()  # what the question has begun
    if current is not None and current not in known:
        return
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _migrate_sqlite(address: sa.URL, revision: str) -> None:
    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(
            address.database or ":memory:", isolation_level=None, timeout=WAITING_SECONDS
        )
        raw.execute("PRAGMA journal_mode = wal")
        return raw

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)
    # The driver would begin too late for changes of tables; this also keeps others out.
    sa.event.listen(engine, "begin", _begin_immediate)
    with engine.begin() as connection:
        _upgrade(connection, revision)


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _migrate_postgresql(address: sa.URL, revision: str) -> None:
    name, dsn = (address.render_as_string(hide_password=hidden) for hidden in (True, False))
    engine = create_async_engine(
        "postgresql+asyncpg://",
        poolclass=sa.NullPool,
        # Statements without names: behind a pooler they would stay for whoever comes next. And the
        # address is read as everywhere else: `?sslmode=require` would mean nothing to the engine.
        connect_args={
            "async_creator_fn": lambda **_: dial(dsn, name, {}, kept=0),
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: "",
        },
    )
    async with engine.begin() as guard:  # which holds for as long as the others come and go
        await guard.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        encoding = (await guard.execute(sa.text("SHOW server_encoding"))).scalar_one()
        if encoding != "UTF8":
            raise DatabaseUnavailable(
                f"cannot migrate {name}: it is in {encoding}, and names are in every script; make "
                "one in UTF-8, with `createdb --encoding UTF8 --template template0`"
            )
        for turn in count(1):
            try:
                async with engine.connect() as connection:
                    await connection.run_sync(_upgrade_in_short_turns, revision)
                return
            except sa.exc.DBAPIError as error:
                if not _stood_in_line(error):
                    raise
                if turn == TURNS:
                    raise DatabaseUnavailable(
                        f"cannot migrate {name}: others use one of its tables all the time; end "
                        "their long transactions, or migrate while less is done, and migrate "
                        "again: what was done stays"
                    ) from error
                log.warning("a table is used by a long transaction; migrating waits for it")
                await asyncio.sleep(PASSING_SECONDS)


def _upgrade_in_short_turns(connection: sa.Connection, revision: str) -> None:
    sa.event.listen(connection, "begin", _stand_in_line_briefly)
    _upgrade(connection, revision)


def _stand_in_line_briefly(connection: sa.Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(1000 * LINE_SECONDS)}")


def _stood_in_line(error: sa.exc.DBAPIError) -> bool:
    """Whether a lock was not to be had in time."""
    return getattr(error.orig, "sqlstate", None) == "55P03"
