"""The rows of bookings: those in the way, and the one that is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause, Subquery

from resolvers.rows import insert
from store.databases import Connection
from store.moments import kept_moment
from store.portable import Portable
from store.reckoning import Later
from store.resources import DAY_SECONDS, bookings, lasts_long
from store.sql import NETWORK, Unindexed, word

LONGEST = dt.timedelta(days=366)
"""No booking is longer."""

NONE: ColumnElement[int] = sa.literal_column("0", sa.Integer())


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
    late_since: dt.datetime | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""
        return {name: getattr(self, name) for name in _COLUMNS}


async def read_booking(connection: Connection, network: str, booking: int) -> BookingRow | None:
    """Read one booking."""
    rows = await _BOOKING.fetch(connection, network=network, booking=booking)
    if not rows:
        return None
    values = dict(zip(_COLUMNS, rows[0], strict=True))
    for name in _MOMENTS:
        values[name] = None if values[name] is None else kept_moment(values[name])
    return BookingRow(**{**values, "online": bool(values["online"])})


async def insert_booking(connection: Connection, network: str, row: BookingRow) -> int:
    """Write a new booking and return its id."""
    return await insert(connection, bookings, network, **row.columns())


async def update_booking(
    connection: Connection, network: str, booking: int, row: BookingRow
) -> None:
    """Write what can change of a booking: its time, people, notes, status, and what came late."""
    await _UPDATE.fetch(
        connection,
        network=network,
        booking=booking,
        new_start=row.starts_at,
        new_end=row.ends_at,
        new_attendees=row.attendees,
        new_notes=row.notes,
        new_status=row.status,
        new_late_since=row.late_since,
    )


_COLUMNS = tuple(BookingRow.__dataclass_fields__)
_MOMENTS = ("starts_at", "ends_at", "created_at", "late_since")
_BOOKING = Portable(
    lambda _: sa.select(*(bookings.c[name] for name in _COLUMNS)).where(
        bookings.c.network_id == NETWORK, bookings.c.id == sa.bindparam("booking")
    )
)


def meeting(
    start: ColumnElement[Any],
    end: ColumnElement[Any],
    whose: Callable[[FromClause], ColumnElement[bool]],
    minutes: ColumnElement[int] = NONE,
) -> Subquery:
    """Select when bookings begin and end that were not given up and meet a time.

    *whose* says of which resources, or of which customer; those count that come nearer than so many
    *minutes*. However many there are, only those near the time are looked at: what lasts a day at
    the most begins at most a day before it, and the others have indexes of their own.
    """
    short, long = bookings.alias(), bookings.alias()
    most, others = _asked(start, end, minutes), _asked(start, end, minutes)
    return sa.union_all(
        _meeting(short, most, whose).where(
            short.c.starts_at < most.c.until, short.c.starts_at > most.c.a_day_before
        ),
        _meeting(long, others, whose).where(
            Unindexed(long.c.starts_at) <= others.c.a_day_before, lasts_long(long)
        ),
    ).subquery()


def _asked(
    start: ColumnElement[Any], end: ColumnElement[Any], minutes: ColumnElement[int]
) -> Subquery:
    """Select the time asked about, with so many minutes around it; once, and not for each row.

    SQLite would reckon with moments at each row all the same, so without minutes there is nothing
    to be reckoned: that is half of what adding up a month's bookings costs.
    """
    day = sa.literal_column(str(DAY_SECONDS // 60), sa.Integer())
    if minutes is NONE:
        known = start.label("since"), end.label("until"), Later(start, -day).label("a_day_before")
        return sa.select(*known).correlate_except().subquery()
    around = sa.select(minutes.label("minutes")).correlate_except().subquery()
    return (
        sa.select(
            Later(start, -around.c.minutes).label("since"),
            Later(end, around.c.minutes).label("until"),
            Later(start, -(around.c.minutes + day)).label("a_day_before"),
        )
        .correlate_except(around)
        .subquery()
    )


def _meeting(
    booking: FromClause, asked: FromClause, whose: Callable[[FromClause], ColumnElement[bool]]
) -> sa.Select[Any]:
    return (
        sa.select(booking.c.starts_at, booking.c.ends_at)
        .where(
            booking.c.network_id == NETWORK,
            whose(booking),
            booking.c.status != word("cancelled"),
            booking.c.ends_at > asked.c.since,
        )
        .correlate_except(booking, asked)
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
            late_since=sa.bindparam("new_late_since"),
        )
    )
)
