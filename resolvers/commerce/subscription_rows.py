"""The rows of subscriptions: what is bought every month, until a day if there is one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from resolvers.commerce.product_rows import ProductRow
from resolvers.rows import insert
from store.charges import subscriptions
from store.databases import Connection
from store.moments import date, kept_day
from store.portable import Portable
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A subscription; from `end` on it is not bought any more."""

    id: int
    customer: int
    location: str
    start: dt.date
    end: dt.date | None


async def insert_subscription(
    connection: Connection,
    network: str,
    product: ProductRow,
    *,
    customer: int,
    quantity: int,
    start: dt.date,
    following: dt.date,
) -> int:
    """Keep that a customer buys a product every month from *start* on; return its id."""
    return await insert(
        connection,
        subscriptions,
        network,
        customer_id=customer,
        product_id=product.id,
        location_id=product.location,
        quantity=quantity,
        unit_minor=product.price_minor,
        currency=product.currency,
        start_date=start,
        next_date=following,
    )


async def read_subscription(
    connection: Connection, network: str, subscription: int
) -> SubscriptionRow:
    """Read a subscription that there is."""
    rows = await _READ.fetch(connection, network=network, subscription=subscription)
    customer, location, start, end = rows[0]
    return SubscriptionRow(subscription, customer, location, kept_day(start), date(end))


async def end_subscription(
    connection: Connection, network: str, subscription: int, end: dt.date | None
) -> None:
    """Keep the day from which on it is not bought any more; None: it goes on."""
    await _END.fetch(connection, network=network, subscription=subscription, end=end)


_THIS = (
    subscriptions.c.network_id == NETWORK,
    subscriptions.c.id == sa.bindparam("subscription", type_=sa.BigInteger()),
)
_READ = Portable(
    lambda _: sa.select(
        subscriptions.c.customer_id,
        subscriptions.c.location_id,
        subscriptions.c.start_date,
        subscriptions.c.end_date,
    ).where(*_THIS)
)
_END = Portable(
    lambda _: (
        subscriptions.update()
        .where(*_THIS)
        .values(end_date=sa.bindparam("end", type_=sa.Date()))
    )
)
