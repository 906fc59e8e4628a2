"""A database with one of everything, and somebody to ask."""

from __future__ import annotations

import pytest

from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
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
