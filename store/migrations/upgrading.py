"""The way to the newest page of the tables' history, through alembic."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine

from store.databases import read_address
from store.errors import DatabaseUnavailable

WAITING_SECONDS = 60.0
"""How long a process waits for one that migrates the same SQLite file."""

_LOCK = 7_071_984  # any number, as long as no other program locks it


def upgrade(url: str) -> None:
    """Do what `store.migrations.migrate` promises."""
    address = read_address(url)
    try:
        if address.get_backend_name() == "sqlite":
            _migrate_sqlite(address)
        else:
            # In a thread of its own, so that it may be called while an event loop runs.
            with ThreadPoolExecutor(max_workers=1) as thread:
                thread.submit(asyncio.run, _migrate_postgresql(address)).result()
    except (OSError, sa.exc.OperationalError, sa.exc.InterfaceError) as error:
        name = address.render_as_string(hide_password=True)
        raise DatabaseUnavailable(f"cannot migrate {name}: {error}") from error


def configuration() -> Config:
    """Return what alembic needs to know; it reads no file of settings."""
    config = Config()
    folder = str(Path(__file__).parent)
    config.set_main_option("script_location", folder.replace("%", "%%"))
    return config


def _upgrade(connection: sa.Connection) -> None:
    config = configuration()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        return
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _migrate_sqlite(address: sa.URL) -> None:
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
        _upgrade(connection)


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _migrate_postgresql(address: sa.URL) -> None:
    engine = create_async_engine(
        address.set(drivername="postgresql+asyncpg"),
        poolclass=sa.NullPool,
        # Statements without names: behind a pooler they would stay for whoever comes next.
        connect_args={
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: "",
        },
    )
    async with engine.begin() as connection:
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        await connection.run_sync(_upgrade)
