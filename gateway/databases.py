"""The database of a gateway and its copies, as the settings say how to reach them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from gateway.settings import Settings
from store.databases import Database, open_database
from store.replicas import Replicas

Wrap = Callable[[Database], Database]
"""Makes a database of another that sees what is asked."""


def database_of(
    settings: Settings, wrap: Wrap | None = None, *, bounded: bool = False
) -> Database:
    """Make the gateway's database available; nothing is opened before it is needed.

    It is asked through what *wrap* makes of it; where it is *bounded*, no statement takes for ever.
    """
    database = open_database(
        settings.database_url,
        bounded=bounded,
        pooled=settings.database.pooler == "transaction",
        direct=settings.database.direct_url,
    )
    return database if wrap is None else wrap(database)


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """Lend the gateway's database to a command, which need not begin where it cannot end.

    Raises:
        DatabaseUnavailable: It cannot be reached, or its tables are older than this version.
    """
    database = database_of(settings)
    try:
        await database.ping()
        yield database
    finally:
        await database.close()


def replicas_of(
    settings: Settings, database: Database, wrap: Wrap | None = None
) -> Replicas | None:
    """Make the copies of *database* available that the settings name, if any, each with *wrap*."""
    if not settings.replicas.urls:
        return None

    def opened(url: str) -> Database:
        copy = open_database(
            url, bounded=True, pooled=settings.database.pooler == "transaction"
        )
        return copy if wrap is None else wrap(copy)

    return Replicas(database, settings.replicas.urls, settings.replicas.lag_seconds, opened=opened)
