"""A database with one of everything, and somebody to ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from store.databases import Database, open_database
from tests.databases import KINDS, database, database_url, fresh_database  # noqa: F401
from tests.resolvers.asking import Asking
from tests.resolvers.world import World, fill


@pytest.fixture(name="world")
async def _world(database: Database) -> World:  # noqa: F811
    """Ben at Mitte, and one of everything around him."""
    return await fill(database)


@pytest.fixture(name="ask")
def _ask(database: Database) -> Asking:  # noqa: F811
    """Ask an operation; the answer is read JSON."""
    return Asking(database)


@pytest.fixture(name="kept", scope="module", params=KINDS)
def _kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, World]]:
    """A database with the world in it, for a whole module of tests that only read."""
    with fresh_database(request.param, tmp_path_factory.mktemp("world")) as url:
        yield url, asyncio.run(_filled(url))


async def _filled(url: str) -> World:
    opened = open_database(url)
    world = await fill(opened)
    await opened.close()
    return world


@pytest.fixture(name="reading")
async def _reading(kept: tuple[str, World]) -> AsyncIterator[Asking]:
    """Ask an operation of the kept database; Ben is `reading.world["ben"]`."""
    url, world = kept
    opened = open_database(url)
    yield Asking(opened, world)
    await opened.close()
