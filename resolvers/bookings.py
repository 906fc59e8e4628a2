"""Bookings: the calendar for all, the booking itself as own, as the team's, and by staff."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Place, Switches, ToOne
from resolvers.words import choice
from store.resources import STATUSES, bookings


def keeps_time_free(booking: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the booking stands, or waits: a cancelled one is in nobody's calendar."""
    stands: ColumnElement[bool] = booking.c.status != sa.literal_column("'cancelled'")
    return stands


BOOKING = Entity(
    name="Booking",
    table=bookings,
    owner="customer_id",
    team="team_id",
    published=keeps_time_free,
    fields={
        "startsAt": Column("starts_at"),
        "endsAt": Column("ends_at"),
        "resource": ToOne("Resource", "resource_id"),
        "location": Place(),
        "status": choice("status", STATUSES),
        "customer": ToOne("Customer", "customer_id"),
        "team": ToOne("Team", "team_id"),
        "attendees": Column("attendees"),
        "online": Column("online"),
        "notes": Column("notes"),
        "createdAt": Column("created_at"),
    },
    sort=("startsAt", "createdAt"),
    filters=("startsAt", "endsAt", "resource", "location", "status", "customer", "team"),
)
