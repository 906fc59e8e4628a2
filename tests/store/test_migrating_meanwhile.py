"""A version goes on answering while the tables change: nobody waits behind a change for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from store.errors import DatabaseUnavailable
from store.migrations import upgrading
from store.migrations.upgrading import upgrade
from tests.databases import fresh_database

BEFORE, INDEXING, CHANGING = "0020", "0021", "0022"
"""A revision, the one after it, and the next, which changes the table `resources`."""

PATIENCE = 10.0

IN_LINE = """
SELECT count(*) FROM pg_locks
 WHERE relation = 'resources'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted
"""
READING = "SELECT count(*) FROM resources"
WRITING = "UPDATE resources SET name = name WHERE network_id = 'none'"
VERSION = "SELECT version_num FROM alembic_version"


class Users:
    """One who holds a table in a long transaction, one who reads and writes it, one who looks."""

    def __init__(self, *connections: asyncpg.Connection) -> None:
        self.long, self.other, self.looking = connections

    async def pass_by(self) -> None:
        """Read and write the table while a change of it stands in line."""
        async with asyncio.timeout(PATIENCE):
            while not await self.looking.fetchval(IN_LINE):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
            await self.other.fetchval(READING)
            await self.other.execute(WRITING)


@pytest.fixture(name="url")
def _url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database that is to be changed, in short turns."""
    monkeypatch.setattr(upgrading, "LINE_SECONDS", 0.2)
    monkeypatch.setattr(upgrading, "PASSING_SECONDS", 0.1)
    with fresh_database("postgresql", tmp_path, tables=False) as url:
        upgrade(url, BEFORE)
        yield url


@pytest.fixture(name="users")
async def _users(url: str) -> AsyncIterator[Users]:
    """Those who use its tables."""
    connections = [await asyncpg.connect(url) for _ in range(3)]
    yield Users(*connections)
    for each in connections:
        await each.close()


async def test_who_uses_a_table_passes_by_a_change_of_it(url: str, users: Users) -> None:
    """The change waits for a long transaction, and the others do not wait for the change."""
    holding = users.long.transaction()
    await holding.start()
    await users.long.fetchval(READING)
    migrating = asyncio.create_task(asyncio.to_thread(upgrade, url))
    for _ in range(3):
        await users.pass_by()
    assert not migrating.done()
    assert await users.looking.fetchval(VERSION) == INDEXING  # what was done is kept
    await holding.rollback()
    await migrating
    assert await users.looking.fetchval(VERSION) > CHANGING


async def test_what_never_comes_to_its_turn_is_given_up(
    url: str, users: Users, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence; what was done before it stays, and the next time it goes on from there."""
    monkeypatch.setattr(upgrading, "TURNS", 2)
    async with users.long.transaction():
        await users.long.fetchval(READING)
        with pytest.raises(DatabaseUnavailable, match="others use one of its tables all the time"):
            await asyncio.to_thread(upgrade, url)
    assert await users.looking.fetchval(VERSION) == INDEXING
    await asyncio.to_thread(upgrade, url)
    assert await users.looking.fetchval(VERSION) > CHANGING
