"""Subscriptions as billing sees them: what is bought every month, and when again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.charges import subscriptions
from store.databases import Connection
from store.moments import date, kept_day
from store.portable import Portable
from store.products import products
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class Repeated:
    """A subscription as billing sees it."""

    id: int
    product: int
    name: str
    quantity: int
    unit_minor: int
    currency: str
    start: dt.date
    following: dt.date
    end: dt.date | None


async def read_subscriptions(
    connection: Connection, network: str, location: str, customer: int
) -> list[Repeated]:
    """Read what a customer buys every month of *location*."""
    rows = await _SUBSCRIPTIONS.fetch(
        connection, network=network, place=location, customer=customer
    )
    return [
        Repeated(
            key, product, name, quantity, unit, currency, kept_day(start), kept_day(day), date(end)
        )
        for key, product, name, quantity, unit, currency, start, day, end in rows
    ]


async def renew_subscription(
    connection: Connection, network: str, subscription: int, following: dt.date
) -> None:
    """Keep when a subscription is charged next."""
    await _FOLLOW.fetch(connection, network=network, subscription=subscription, day=following)


# ---------------------------------------------------------------- the statements

_PLACE: sa.BindParameter[str] = sa.bindparam("place", type_=sa.Text())
_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())


def _subscriptions(_: sa.Dialect) -> Any:
    repeated = subscriptions.alias("s")
    of_it = sa.and_(
        products.c.network_id == repeated.c.network_id, products.c.id == repeated.c.product_id
    )
    return (
        sa.select(
            repeated.c.id,
            repeated.c.product_id,
            products.c.name,
            repeated.c.quantity,
            repeated.c.unit_minor,
            repeated.c.currency,
            repeated.c.start_date,
            repeated.c.next_date,
            repeated.c.end_date,
        )
        .select_from(repeated.join(products, of_it))
        .where(
            repeated.c.network_id == NETWORK,
            repeated.c.customer_id == _CUSTOMER,
            repeated.c.location_id == _PLACE,
        )
        .order_by(repeated.c.start_date, repeated.c.id)
    )


_SUBSCRIPTIONS = Portable(_subscriptions)
_FOLLOW = Portable(
    lambda _: (
        subscriptions.update()
        .where(
            subscriptions.c.network_id == NETWORK,
            subscriptions.c.id == sa.bindparam("subscription"),
        )
        .values(next_date=sa.bindparam("day", type_=sa.Date()))
    )
)
