"""Rooms to book over and over, and times in them at which nobody has booked yet."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

import sqlalchemy as sa

from benchmarks.pages import PORTAL
from store.compiled import compile_statement
from store.databases import Connection, open_database
from store.resources import bookings, resources

FIRST_ROOM = 9_000_000_001
ROOMS = 20
DAYS = 1_000
NOTE = "by the benchmark"
_LIMITS = (
    "minimum_minutes", "maximum_minutes", "step_minutes", "buffer_minutes", "advance_minutes",
    "lead_minutes", "capacity", "group_name",
)  # fmt: skip


async def add_rooms(connection: Connection) -> None:
    """Give the portal's house rooms without limits; they come last in its list."""
    asked = sa.select(resources).where(resources.c.location_id == PORTAL).limit(1)
    statement = compile_statement(asked, connection.dialect)
    (row,) = await connection.fetch(statement.text, statement.values({}))
    room = dict(zip((column.name for column in resources.columns), row, strict=True))
    room.update(dict.fromkeys(_LIMITS), audience="public", display_order=1_000_000)
    room.update(requires_confirmation=False, home_only=False, visible=True, archived=False)
    await connection.insert(
        resources,
        [
            {**room, "id": FIRST_ROOM + number, "name": f"Room {number}",
             "name_folded": f"room {number}"}
            for number in range(ROOMS)
        ],
    )  # fmt: skip


def free_times() -> Iterator[tuple[int, dt.datetime, dt.datetime]]:
    """Yield a room with half an hour in it, each once; neighbours in time come far apart.

    The days go round first, so that no billing cycle fills up with bookings.
    """
    midnight = dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + dt.timedelta(days=7)
    half_hour = dt.timedelta(minutes=30)
    for time, room, day in itertools.product(range(48), range(ROOMS), range(DAYS)):
        start = first + dt.timedelta(days=day) + time * half_hour
        yield FIRST_ROOM + room, start, start + half_hour


async def count_booked(url: str) -> int:
    """Count what was booked in these rooms."""
    database = open_database(url)
    try:
        asked = sa.select(sa.func.count()).where(bookings.c.resource_id >= FIRST_ROOM)
        asked = asked.where(bookings.c.resource_id < FIRST_ROOM + ROOMS)
        statement = compile_statement(asked, database.dialect)
        async with database.connection() as connection:
            rows = await connection.fetch(statement.text, statement.values({}))
    finally:
        await database.close()
    return int(rows[0][0])
