"""The rows behind a purchase: the product as it stands, and one unit less of it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from store.databases import Connection
from store.portable import Portable
from store.products import product_plans, products
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as a purchase needs it; `plans` are the ids of those that it is kept for."""

    id: int
    location: str
    name: str
    price_minor: int
    currency: str
    available_as: str
    audience: str
    stock: int | None
    plans: tuple[int, ...]


async def read_product(connection: Connection, network: str, product: int) -> ProductRow:
    """Read a product that there is."""
    rows = await _PRODUCT.fetch(connection, network=network, product=product)
    plans = await _PLANS.fetch(connection, network=network, product=product)
    key, location, name, price, currency, offered, audience, stock = rows[0]
    kept_for = tuple(plan for (plan,) in plans)
    return ProductRow(key, location, name, price, currency, offered, audience, stock, kept_for)


async def take_units(connection: Connection, network: str, product: int, quantity: int) -> bool:
    """Take *quantity* units out of the stock, and say whether there were enough.

    Of several who want the last one the database lets one have it; a product without a stock has
    no end.
    """
    rows = await _TAKE.fetch(connection, network=network, product=product, taken=quantity)
    return bool(rows)


_THIS = (products.c.network_id == NETWORK, products.c.id == sa.bindparam("product"))
_PRODUCT = Portable(
    lambda _: sa.select(
        products.c.id,
        products.c.location_id,
        products.c.name,
        products.c.price_minor,
        products.c.currency,
        products.c.available_as,
        products.c.audience,
        products.c.stock,
    ).where(*_THIS)
)
_PLANS = Portable(
    lambda _: (
        sa.select(product_plans.c.plan_id)
        .where(
            product_plans.c.network_id == NETWORK,
            product_plans.c.product_id == sa.bindparam("product"),
        )
        .order_by(product_plans.c.plan_id)
    )
)
_TAKEN: sa.BindParameter[int] = sa.bindparam("taken", type_=sa.Integer())
_TAKE = Portable(
    lambda _: (
        products.update()
        .where(*_THIS, sa.or_(products.c.stock.is_(None), products.c.stock >= _TAKEN))
        .values(stock=products.c.stock - _TAKEN)
        .returning(products.c.id)
    )
)
