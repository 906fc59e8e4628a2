"""What an operator reads of a database that cannot be reached or used: what to mend."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa

from store.databases import open_database, read_address
from store.errors import DatabaseUnavailable, TablesOutdated
from store.migrations import migrate
from store.migrations.upgrading import upgrade
from store.table_version import newest_revision
from store.unreachable import why_unreachable
from store.writable import why_not_writable
from tests.databases import KINDS, fresh_database

READER = f"portal_reader_{os.getpid()}"


@pytest.fixture(name="server")
async def _server(tmp_path: Path) -> AsyncIterator[sa.URL]:
    """A database of a PostgreSQL server, with its tables."""
    with fresh_database("postgresql", tmp_path) as url:
        yield sa.make_url(url)


def said(url: sa.URL) -> str:
    """What migrating the database at *url* says in its place."""
    text = url.render_as_string(hide_password=False)
    with pytest.raises(DatabaseUnavailable) as refused:
        migrate(text)
    return str(refused.value)


async def test_a_wrong_address_says_what_is_wrong(server: sa.URL) -> None:
    """The name, the port, what stands after the `?`; in words, and without the library's."""
    wrong = {
        "no database of that name": server.set(database="portl"),
        "not understood: `sslmode`": server.update_query_dict({"sslmode": "requir"}),
        "unrecognized configuration parameter": server.update_query_dict({"foo": "bar"}),
        "nothing answers": sa.make_url("postgresql://nobody@127.0.0.1:1/nothing"),
        "no host has that name": sa.make_url("postgresql://nobody@no-such-host.invalid/nothing"),
    }
    for words, url in wrong.items():
        assert words in said(url)
        assert "sqlalche.me" not in said(url)
        database = open_database(url.render_as_string(hide_password=False))
        with pytest.raises(DatabaseUnavailable, match=words.replace("?", ".")):
            await database.ping()
        await database.close()


def test_an_address_says_how_tls_is_spoken(server: sa.URL) -> None:
    """`sslmode` means to `portal migrate` what it means to the gateway."""
    migrate(server.update_query_dict({"sslmode": "disable"}).render_as_string(hide_password=False))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (asyncpg.InvalidPasswordError("no"), "this user with this password"),
        (asyncpg.TooManyConnectionsError("too many for `x`"), "(it says `too many for `x``)"),
        (asyncpg.CannotConnectNowError("starting up"), "starting or stopping"),
        (TimeoutError(), "firewall"),
        (ConnectionResetError(104, "Connection reset by peer"), "has ended the connection"),
        (ConnectionError('PostgreSQL server at "db:5432" rejected SSL upgrade'), "speaks no TLS"),
        (OSError("Multiple exceptions: [Errno 111] ::1, [Errno 111] 127.0.0.1"), "nothing answers"),
        (sqlite3.OperationalError("odd"), "it says `odd`"),
    ],
)
def test_what_stands_in_the_way_is_said_in_words(error: Exception, words: str) -> None:
    """Each answer of a driver that has a remedy names it; any other is quoted."""
    assert words in why_unreachable(error)


def test_files_that_cannot_be_migrated(tmp_path: Path) -> None:
    """One of another kind, one in a folder that is not there."""
    (tmp_path / "list.db").write_text("This is a shopping list, not a database. " * 100)
    for name, words in (("list.db", "no SQLite database"), ("none/portal.db", "no such file")):
        with pytest.raises(DatabaseUnavailable, match=words) as refused:
            migrate(f"sqlite:///{tmp_path}/{name}")
        assert "sqlalche.me" not in str(refused.value)


def test_two_slashes_are_one_too_few() -> None:
    """`sqlite://portal.db` is no file: it would be a database in memory, gone with the process."""
    with pytest.raises(ValueError, match=r"`sqlite:///portal\.db`"):
        read_address("sqlite://portal.db")


@pytest.mark.parametrize("kind", KINDS)
async def test_tables_of_an_earlier_version(kind: str, tmp_path: Path) -> None:
    """They are not good enough, and those of a later one are."""
    with fresh_database(kind, tmp_path, tables=False) as url:
        upgrade(url, "0015")
        database = open_database(url)
        with pytest.raises(TablesOutdated, match=f"0015 of {newest_revision()}.*portal migrate"):
            await database.ping()
        with pytest.raises(TablesOutdated, match="lacks a table"):
            async with database.connection() as connection:
                await connection.fetch("SELECT writes FROM sessions", ())
        upgrade(url)
        await database.ping()
        async with database.transaction() as connection:
            await connection.fetch("UPDATE alembic_version SET version_num = '9999'", ())
        await database.ping()
        await database.close()


async def test_a_user_who_may_only_read(server: sa.URL) -> None:
    """That is found out without writing; and a statement that writes is refused in words."""
    owner = open_database(server.render_as_string(hide_password=False))
    reader = open_database(server.set(username=READER).render_as_string(hide_password=False))
    async with owner.connection() as connection:
        assert await why_not_writable(connection) is None
        await connection.fetch(f"CREATE ROLE {READER} LOGIN", ())
        try:
            await connection.fetch(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}", ())
            async with reader.connection() as reading:
                closed = await why_not_writable(reading)
                with pytest.raises(DatabaseUnavailable, match=r"may not do that.*table plans"):
                    await reading.fetch("DELETE FROM plans", ())
        finally:
            await reader.close()
            await connection.fetch(f"DROP OWNED BY {READER}", ())
            await connection.fetch(f"DROP ROLE {READER}", ())
    await owner.close()
    assert closed is not None
    assert "may not write the table `" in closed


async def test_a_database_that_is_read_only(server: sa.URL) -> None:
    """As after it was set so for maintenance, and forgotten."""
    url = server.update_query_dict({"default_transaction_read_only": "on"})
    database = open_database(url.render_as_string(hide_password=False))
    async with database.connection() as connection:
        assert "read only" in str(await why_not_writable(connection))
    await database.close()
