"""The demo, from an empty database to two networks: written at once, or not at all."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

from store.databases import Connection, open_database
from store.demo.building import build
from store.demo.bulk import in_bulk
from store.metadata import SHARED
from store.tables import metadata

Progress = Callable[[str], None]

LARGE = 20
"""From this scale on, rows are written to PostgreSQL in bulk, see `store.demo.bulk`."""


class DemoRefused(Exception):
    """The database already holds something, and the demo does not mix with it."""


def fill(
    url: str,
    scale: int = 1,
    today: dt.date | None = None,
    *,
    progress: Progress | None = None,
) -> None:
    """Fill the empty, migrated database at *url* with the demo's two networks.

    *scale* multiplies the crowd with its contracts, invoices and bookings, and the events. All
    dates are told from *today* (by default the day in UTC); the same day and scale give the same
    rows. *progress* is told in a line what has been done. It may be called while an event loop
    runs, which then waits.

    Raises:
        DemoRefused: The database is not empty.
        DatabaseUnavailable: It cannot be reached, or has no tables yet.
        ValueError: *scale* is less than 1, or *url* is no address of a database.
    """
    if scale < 1:
        raise ValueError("the scale is a whole number from 1 on")
    day = today or dt.datetime.now(dt.UTC).date()
    work = _fill(url, scale, day, progress or (lambda _: None))
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, work).result()


async def _fill(url: str, scale: int, today: dt.date, progress: Progress) -> None:
    database = open_database(url)
    try:
        async with database.transaction() as connection:
            await _refuse_rows(connection)
            on_server = connection.dialect.name == "postgresql"
            async with in_bulk(connection) if on_server and scale >= LARGE else nullcontext():
                await _write(connection, scale, today, progress)
            if on_server:
                await connection.fetch("ANALYZE", ())
    finally:
        await database.close()


async def _write(
    connection: Connection, scale: int, today: dt.date, progress: Progress
) -> None:
    total = 0
    for step, rows in enumerate(build(today, scale), start=1):
        total += len(rows)
        for table, some in rows.drain():
            await connection.insert(table, some)
        progress(f"{step} of {scale}: {total:,} rows")


async def _refuse_rows(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if SHARED in table.info:  # a gateway that runs may have kept its policies already
            continue
        if await connection.fetch(f"SELECT 1 FROM {table.name} LIMIT 1", ()):
            raise DemoRefused(
                f"the database already holds {table.name.replace('_', ' ')}: "
                "fill an empty one, or leave this one as it is"
            )
