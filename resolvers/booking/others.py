"""The bookings that a new one may meet, or come too near to: those around its time, and no more."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.fields import Argument, Query
from resolvers.booking.booking_rows import NONE, meeting
from resolvers.booking.periods import own
from store.resource_links import in_the_way_of, linked_with
from store.resources import NO_RETURNS, resources
from store.sql import AmongFew, Instant, word

_, ALL_RESOURCES, ALL_USERS = NO_RETURNS

MANY = 5_000
"""Bookings of one resource that are looked at, in the time asked for."""


def _kept_free(row: FromClause) -> ColumnElement[int]:
    """Return at least as many minutes as are kept free around any booking that is in the way."""
    other = resources.alias()
    of_linked: sa.Select[Any] = sa.select(sa.func.max(other.c.buffer_minutes)).where(
        other.c.network_id == row.c.network_id, AmongFew(other.c.id, linked_with(row))
    )
    all_users = row.c.no_return_of == word(ALL_USERS)
    return (
        sa.func.coalesce(row.c.buffer_minutes, NONE)
        + sa.func.coalesce(of_linked.correlate(row).scalar_subquery(), NONE)
        + sa.case((all_users, row.c.no_return_minutes), else_=NONE)
    )


def _asked(given: Argument) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return given("start", Instant()), given("end", Instant())


def _taken(row: FromClause, given: Argument) -> sa.Select[Any]:
    def in_the_way(booking: FromClause) -> ColumnElement[bool]:
        others = booking.c.id != given("without", sa.BigInteger())
        return sa.and_(AmongFew(booking.c.resource_id, in_the_way_of(row)), others)

    taken = meeting(*_asked(given), in_the_way, _kept_free(row))
    return sa.select(taken.c.starts_at, taken.c.ends_at).limit(sa.literal_column(str(MANY)))


def _too_near(row: FromClause, given: Argument) -> sa.Select[Any]:
    def counted(booking: FromClause) -> ColumnElement[bool]:
        anything = row.c.no_return_of == word(ALL_RESOURCES)
        return sa.and_(own(booking, given), sa.or_(booking.c.resource_id == row.c.id, anything))

    found = meeting(*_asked(given), counted, row.c.no_return_minutes)
    times = (found.c.starts_at, found.c.ends_at)
    return sa.select(*times).order_by(found.c.ends_at.desc()).limit(sa.literal_column("1"))


TAKEN = Query(_taken, limit=MANY)
"""The bookings of the resource, and of what is linked with it, that may be in the way then."""

TOO_NEAR = Query(_too_near, limit=1)
"""The last to end of those that the viewer has had, or will have, too short a while away."""
