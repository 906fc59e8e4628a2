"""Bookings of named people, each paid with a unit of what they bought, into rows."""

from __future__ import annotations

import datetime as dt

from store.customer_products import product_uses
from store.demo.days import moment
from store.demo.filed import Booked
from store.demo.places import PLACES
from store.demo.stage import Stage
from store.resources import bookings

_ASKED = dt.timedelta(days=6)
_GAVE_UP = dt.timedelta(days=1)


def add_booked(stage: Stage, booked: Booked) -> None:
    """Add a booking, and the unit that it took."""
    place = PLACES[booked.at]
    day = stage.days.working_day(booked.day)
    starts_at = moment(place, day, booked.start)
    asked_at = moment(place, min(day, stage.days.today) - _ASKED, "21:10")
    booking = stage.rows.add(
        bookings,
        network_id=place.network,
        resource_id=stage.resources[place.id, booked.resource],
        location_id=place.id,
        customer_id=stage.named[place.network, booked.person].id,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=booked.minutes),
        status="cancelled" if booked.gave_up else "confirmed",
        online=True,
        created_at=asked_at,
    )
    stage.rows.add(
        product_uses,
        network_id=place.network,
        booking_id=booking,
        customer_product_id=stage.bought[place.network, booked.uses],
        used_at=asked_at,
        given_back_at=starts_at - _GAVE_UP if booked.gave_up else None,
    )
