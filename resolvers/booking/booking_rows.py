"""The rows of bookings: those in the way, and the one that is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from resolvers.clock import kept_moment
from resolvers.rows import insert
from store.databases import Connection
from store.portable import Portable
from store.resources import bookings
from store.sql import NETWORK

LONGEST = dt.timedelta(days=366)
"""No booking is longer, so that those in the way are found without reading the past."""


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One booking as it stands, or is to stand, in its table."""

    resource_id: int
    location_id: str
    customer_id: int
    team_id: int | None
    starts_at: dt.datetime
    ends_at: dt.datetime
    attendees: int | None
    status: str
    online: bool
    notes: str | None
    created_at: dt.datetime

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""
        return {name: getattr(self, name) for name in _COLUMNS}


async def read_booking(connection: Connection, network: str, booking: int) -> BookingRow | None:
    """Read one booking."""
    rows = await _BOOKING.fetch(connection, network=network, booking=booking)
    if not rows:
        return None
    values = dict(zip(_COLUMNS, rows[0], strict=True))
    for name in ("starts_at", "ends_at", "created_at"):
        values[name] = kept_moment(values[name])
    return BookingRow(**{**values, "online": bool(values["online"])})


async def insert_booking(connection: Connection, network: str, row: BookingRow) -> int:
    """Write a new booking and return its id."""
    return await insert(connection, bookings, network, **row.columns())


async def update_booking(
    connection: Connection, network: str, booking: int, row: BookingRow
) -> None:
    """Write what can change of a booking: its time, people, notes and status."""
    await _UPDATE.fetch(
        connection,
        network=network,
        booking=booking,
        new_start=row.starts_at,
        new_end=row.ends_at,
        new_attendees=row.attendees,
        new_notes=row.notes,
        new_status=row.status,
    )


_COLUMNS = tuple(BookingRow.__dataclass_fields__)
_BOOKING = Portable(
    lambda _: sa.select(*(bookings.c[name] for name in _COLUMNS)).where(
        bookings.c.network_id == NETWORK, bookings.c.id == sa.bindparam("booking")
    )
)


def lies_in(
    booking: FromClause,
    start: ColumnElement[Any],
    end: ColumnElement[Any],
    earliest: ColumnElement[Any],
) -> ColumnElement[bool]:
    """Whether a booking that was not given up meets a time; `LONGEST` lies before it at most."""
    return sa.and_(
        booking.c.status != sa.literal_column("'cancelled'"),
        booking.c.starts_at < end,
        booking.c.starts_at > earliest,
        booking.c.ends_at > start,
    )


_UPDATE = Portable(
    lambda _: (
        bookings.update()
        .where(bookings.c.network_id == NETWORK, bookings.c.id == sa.bindparam("booking"))
        .values(
            starts_at=sa.bindparam("new_start"),
            ends_at=sa.bindparam("new_end"),
            attendees=sa.bindparam("new_attendees"),
            notes=sa.bindparam("new_notes"),
            status=sa.bindparam("new_status"),
        )
    )
)
