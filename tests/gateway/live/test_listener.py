"""Listening: only while it is wanted, and a gap is never passed over in silence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from gateway.live import listener as module
from gateway.live.listener import Listener
from store.compiled import Values
from store.databases import Database
from store.errors import DatabaseUnavailable
from store.happenings import Happening
from store.sqlite import SqliteConnection
from tests.databases import fresh_database
from tests.gateway.live.conftest import placed
from tests.gateway.live.lines import PATIENCE, connected
from tests.gateway.live.test_events import MINE, booked

LISTENERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND query LIKE 'LISTEN%'
"""


class Heard:
    """A database that is told what happens; None breaks it off."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[Happening | None] = asyncio.Queue()
        self.listeners = 0
        self.is_away = False

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[AsyncIterator[Happening]]:
        """Listen."""
        if self.is_away:
            raise DatabaseUnavailable("away")
        self.listeners += 1
        try:
            yield self._each()
        finally:
            self.listeners -= 1

    async def _each(self) -> AsyncIterator[Happening]:
        while (happening := await self.told.get()) is not None:
            yield happening
        raise DatabaseUnavailable("broken off")


class Following:
    """Somebody who follows, or nobody."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "RETRY_SECONDS", 0.02)
        monkeypatch.setattr(module, "QUIET_SECONDS", 0.02)
        self.database = Heard()
        self.taken: list[Happening] = []
        self.lost = 0
        self.is_there = False
        database = cast("Database", self.database)  # nothing else of one is asked for
        self.listener = Listener(
            database, self.taken.append, self._lose, lambda: self.is_there
        )

    def _lose(self) -> None:
        self.lost += 1
        self.is_there = False

    async def until(self, listeners: int) -> None:
        """Wait until there are so many listeners."""
        async with asyncio.timeout(PATIENCE):
            while self.database.listeners != listeners:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.002)


@pytest.fixture(name="following")
async def _following(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Following]:
    """At work."""
    following = Following(monkeypatch)
    running = asyncio.create_task(following.listener.run())
    yield following
    running.cancel()
    await asyncio.wait([running])


async def test_nobody_follows_and_nothing_is_listened_to(following: Following) -> None:
    """It begins with the first who follows, and ends some time after the last."""
    await asyncio.sleep(0.05)
    assert following.database.listeners == 0
    async with following.listener.without_a_gap() as check:
        await asyncio.sleep(0.05)
        check()
        following.is_there = True
    event = Happening("harbour", "Event", 1)
    following.database.told.put_nowait(event)
    await asyncio.sleep(0.05)
    assert (following.taken, following.database.listeners) == ([event], 1)
    following.is_there = False
    await following.until(0)
    assert following.lost == 0
    async with following.listener.without_a_gap() as check:
        check()


async def test_a_gap_while_somebody_begins(following: Following) -> None:
    """Whoever begins to follow just when something may be missed is refused."""
    async with following.listener.without_a_gap() as check:
        following.database.told.put_nowait(None)
        await following.until(0)
        await following.until(1)
        with pytest.raises(DatabaseUnavailable):
            check()
    assert following.lost == 1


async def test_a_database_that_is_away(following: Following) -> None:
    """The first who asks is told at once, and it is tried until it is there."""
    following.database.is_away = True
    async with asyncio.timeout(module.BEGIN_SECONDS / 2):
        for _ in range(2):
            with pytest.raises(DatabaseUnavailable):
                async with following.listener.without_a_gap():
                    pass
    following.database.is_away = False
    await following.until(1)


async def test_a_listener_that_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL ends its connection: streams end with a code, and new ones hear what happens."""
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.1)
    with fresh_database("postgresql", tmp_path) as url:
        async with placed(tmp_path, url) as place, connected(place.app) as line:
            await line.hear()
            await line.begin(await place.token("ben"))
            mine = line.ask(MINE)
            await place.followed(1)
            await place.run(LISTENERS)
            assert await line.ending(mine) == "DATABASE_UNAVAILABLE"
            assert (await line.closing())[0] == 1013
            async with asyncio.timeout(PATIENCE):
                while not place.hub.hears:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.01)
            async with connected(place.app) as again:
                await again.hear()
                await again.begin(await place.token("ben"))
                mine = again.ask(MINE)
                await place.followed(1)
                booking = await booked(place, "ben", "fig", 24)
                assert (await again.event(mine))["bookingChanged"]["id"] == booking


async def test_rows_are_looked_for_while_somebody_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite, too: an idle gateway leaves the file alone."""
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    monkeypatch.setattr(module, "QUIET_SECONDS", 0.05)
    looks = 0
    fetch = SqliteConnection.fetch

    async def counted(self: SqliteConnection, text: str, values: Values = ()) -> Any:
        nonlocal looks
        looks += "FROM happenings" in text
        return await fetch(self, text, values)

    monkeypatch.setattr(SqliteConnection, "fetch", counted)
    with fresh_database("sqlite", tmp_path) as url:
        async with placed(tmp_path, url) as place:
            await asyncio.sleep(0.3)
            assert looks == 0
            async with connected(place.app) as line:
                await line.hear()
                await line.begin(await place.token("ben"))
                mine = line.ask(MINE)
                await place.followed(1)
                booking = await booked(place, "ben", "fig", 24)
                assert (await line.event(mine))["bookingChanged"]["id"] == booking
            async with asyncio.timeout(PATIENCE):
                while place.hub.hears:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.01)
            before = looks
            await asyncio.sleep(0.3)
            assert looks == before
