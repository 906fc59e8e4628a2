"""Bookings: the calendar for all, the booking itself as own, as the team's, and by staff."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Place, Switches, ToOne
from resolvers.words import choice
from store.customer_products import product_uses
from store.resources import STATUSES, bookings
from store.sql import word


def keeps_time_free(booking: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the booking stands, or waits: a cancelled one is in nobody's calendar."""
    stands: ColumnElement[bool] = booking.c.status != word("cancelled")
    return stands


def paid_with(booking: FromClause) -> ColumnElement[int]:
    """Return which product the booking holds a unit of; NULL where it holds none, or gave it back.

    It holds one at the most: a booking takes a unit only after it gave back what it had.
    """
    use = product_uses.alias()
    holds: sa.Select[Any] = sa.select(sa.func.max(use.c.customer_product_id)).where(
        use.c.network_id == booking.c.network_id,
        use.c.booking_id == booking.c.id,
        use.c.given_back_at.is_(None),
    )
    return holds.correlate(booking).scalar_subquery()


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
        "paidWith": ToOne("CustomerProduct", "paid_with", derived=paid_with),
    },
    sort=("startsAt", "createdAt"),
    filters=("startsAt", "endsAt", "resource", "location", "status", "customer", "team"),
)
