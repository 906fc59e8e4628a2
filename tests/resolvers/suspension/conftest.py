"""A shop on either database."""

from __future__ import annotations

import pytest

from store.databases import Database
from tests.resolvers.commerce.shop import Shop


@pytest.fixture(name="shop")
def _shop(database: Database) -> Shop:
    """The house Berlin Mitte, empty: add people, then `await shop.built()`."""
    return Shop(database)
