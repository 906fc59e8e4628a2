"""What a booking costs: the rates of the resource's category, and the cheapest that is for one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from store.databases import Connection
from store.portable import Portable
from store.resources import resource_rates, resources
from store.sql import NETWORK

HOUR = 60
MINUTES = {
    "half-day": 4 * HOUR,
    "day": 24 * HOUR,
    "week": 7 * 24 * HOUR,
    "month": 30 * 24 * HOUR,
}
"""What is paid for once it has begun; hours are paid for by the minute, a booking as a whole."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A price of a category of resources, and whom it is for."""

    resource: str
    price_minor: int
    currency: str
    per: str
    audience: str
    category: int = 0


def price_of(rate: Rate, start: dt.datetime, end: dt.datetime) -> int:
    """Return what the time from *start* to *end* costs, in minor units; halves are rounded up."""
    if rate.per == "booking":
        return rate.price_minor
    minutes = -((start - end) // dt.timedelta(minutes=1))
    if rate.per == "hour":
        return (2 * rate.price_minor * minutes + HOUR) // (2 * HOUR)
    return rate.price_minor * -(-minutes // MINUTES[rate.per])


async def read_rates(connection: Connection, network: str, resource: int) -> list[Rate]:
    """Read the rates of a resource's category, with the resource's name."""
    rows = await _RATES.fetch(connection, network=network, resource=resource)
    return [Rate(*row) for row in rows]


_RATES = Portable(
    lambda _: (
        sa.select(
            resources.c.name,
            resource_rates.c.price_minor,
            resource_rates.c.currency,
            resource_rates.c.per,
            resource_rates.c.audience,
            resource_rates.c.resource_type_id,
        )
        .select_from(
            resources.join(
                resource_rates,
                sa.and_(
                    resource_rates.c.network_id == resources.c.network_id,
                    resource_rates.c.resource_type_id == resources.c.resource_type_id,
                ),
            )
        )
        .where(resources.c.network_id == NETWORK, resources.c.id == sa.bindparam("resource"))
        .order_by(resource_rates.c.id)
    )
)
