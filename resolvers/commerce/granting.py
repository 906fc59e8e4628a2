"""What a purchase gives to be used up: a customer's product, with its days and its units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from access.tree import Location
from resolvers.clock import moment_at
from resolvers.rows import insert
from store.customer_products import customer_products
from store.databases import Connection
from store.portable import Portable
from store.products import product_grants
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class Sold:
    """A product that is charged to a customer: so many of it, from a day on.

    `until`   the first day on which it is no longer valid, where that is known: a month's end
    """

    customer: int
    product: int
    name: str
    quantity: int
    charge: int
    since: dt.date
    until: dt.date | None = None


async def grant(
    connection: Connection, location: Location, sold: Sold, now: dt.datetime
) -> int | None:
    """Keep what the customer gets of a product to use up; None where it gives nothing.

    Several of it are one to use, with so many times its units.
    """
    network = location.root
    rows = await _GRANT.fetch(connection, network=network, product=sold.product)
    if not rows:
        return None
    kind, units, days = rows[0]
    until = sold.until
    if until is None and days is not None:
        until = sold.since + dt.timedelta(days=days)
    return await insert(
        connection,
        customer_products,
        network,
        customer_id=sold.customer,
        location_id=location.id,
        product_id=sold.product,
        charge_id=sold.charge,
        name=sold.name,
        kind=kind,
        from_date=sold.since,
        until_date=until,
        from_at=moment_at(sold.since, 0, location.timezone),
        until_at=None if until is None else moment_at(until, 0, location.timezone),
        units=None if units is None else units * sold.quantity,
        sold_at=now,
    )


_GRANT = Portable(
    lambda _: sa.select(product_grants.c.kind, product_grants.c.units, product_grants.c.days).where(
        product_grants.c.network_id == NETWORK,
        product_grants.c.product_id == sa.bindparam("product", type_=sa.BigInteger()),
    )
)
