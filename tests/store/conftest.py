"""What the store's tests share: databases, also one whose statements wait at a gate."""

import pytest

from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
from tests.store.gated import Gated


@pytest.fixture(name="gated")
def _gated(database: Database) -> Gated:  # noqa: F811
    return Gated(database)
