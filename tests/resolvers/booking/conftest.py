"""A house on either database."""

from __future__ import annotations

import pytest

from store.databases import Database
from tests.resolvers.booking.house import House


@pytest.fixture(name="house")
def _house(database: Database) -> House:
    """Berlin Mitte, empty: add rooms and people, then `await house.built()`."""
    return House(database)
