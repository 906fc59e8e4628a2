"""What a booking costs: the rates of the resource's category, and the cheapest of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

HOUR = 60
MINUTES = {
    "half-day": 4 * HOUR,
    "day": 24 * HOUR,
    "week": 7 * 24 * HOUR,
    "month": 30 * 24 * HOUR,
}
"""What is paid for once it has begun; hours are paid for by the minute, a booking as a whole."""

RATE = ("price_minor", "currency", "per", "audience")


@dataclass(frozen=True, slots=True)
class Rate:
    """A price of a category of resources, and whom it is for, from the columns `RATE`."""

    price_minor: int
    currency: str
    per: str
    audience: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a booking costs before anything is taken off."""

    price_minor: int
    currency: str


def price_of(rate: Rate, start: dt.datetime, end: dt.datetime) -> int:
    """Return what the time from *start* to *end* costs, in minor units; halves are rounded up."""
    if rate.per == "booking":
        return rate.price_minor
    minutes = -((start - end) // dt.timedelta(minutes=1))
    if rate.per == "hour":
        return (2 * rate.price_minor * minutes + HOUR) // (2 * HOUR)
    return rate.price_minor * -(-minutes // MINUTES[rate.per])


def cheapest(rates: Iterable[Rate], start: dt.datetime, end: dt.datetime) -> Offer | None:
    """Return what the time costs by the cheapest of *rates*; None where there is none."""
    offers = (Offer(price_of(rate, start, end), rate.currency) for rate in rates)
    return min(offers, key=lambda offer: offer.price_minor, default=None)
