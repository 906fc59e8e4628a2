"""The database of a gateway, as its settings say how to reach it."""

from __future__ import annotations

from gateway.settings import Settings
from store.databases import Database, open_database


def database_of(settings: Settings) -> Database:
    """Make the gateway's database available; nothing is opened before it is needed."""
    return open_database(
        settings.database_url,
        pooled=settings.database.pooler == "transaction",
        direct=settings.database.direct_url,
    )
