"""What customers bought and use up: services, memberships and videos, with days and units."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from store.content import event_attendees
from store.customers import customers
from store.membership import is_archived, is_suspended
from store.metadata import (
    check,
    choice,
    day,
    folded,
    instant,
    located,
    network_table,
    number,
    reference,
)
from store.products import PRODUCT_KINDS
from store.sql import NOW, word

PRODUCT_STATES = ("expired", "upcoming", "used-up", "current")
"""The states of a customer's product, in the order in which they are asked."""

customer_products = network_table(
    "customer_products",
    reference("customer_id", "customers", then=["sold_at"]),
    located(sort=["sold_at"]),
    reference("product_id", "products", null=True),
    reference("invoice_id", "invoices", null=True),
    reference("charge_id", "charges", null=True),
    folded("name"),
    choice("kind", PRODUCT_KINDS),
    day("from_date"),
    day("until_date", null=True),
    instant("from_at"),
    instant("until_at", null=True),
    number("units", null=True),
    instant("sold_at"),
    check("end_has_both", "(until_date IS NULL) = (until_at IS NULL)"),
    check("ends_after_start", "until_at > from_at"),
)
"""Sold at `location_id`; valid half-open, in days of that place. Without units there is no end.

`charge_id` is what was owed for it; the invoice that this comes to stand on is the product's.

What is left is never stored: each enrolment that names the product has used one unit, and so has
each booking that took one and did not give it back.
"""

product_uses = network_table(
    "product_uses",
    reference("booking_id", "bookings"),
    reference("customer_product_id", "customer_products"),
    instant("used_at"),
    instant("given_back_at", null=True),
)
"""A unit of what a customer bought, which pays for a booking of any length."""


def units_used(
    product: FromClause, without: ColumnElement[int] | None = None
) -> ColumnElement[int]:
    """Return how many enrolments and bookings used the product; *without* is a booking's id."""
    visit, use = event_attendees.alias(), product_uses.alias()
    visits: sa.Select[Any] = sa.select(sa.func.count()).where(
        visit.c.network_id == product.c.network_id,
        visit.c.customer_product_id == product.c.id,
    )
    bookings: sa.Select[Any] = sa.select(sa.func.count()).where(
        use.c.network_id == product.c.network_id,
        use.c.customer_product_id == product.c.id,
        use.c.given_back_at.is_(None),
    )
    if without is not None:
        bookings = bookings.where(use.c.booking_id != without)
    of_visits, of_bookings = (
        found.correlate(product).scalar_subquery() for found in (visits, bookings)
    )
    return of_visits + of_bookings


def units_left(product: FromClause) -> ColumnElement[int]:
    """Return how many units are left, never fewer than none; NULL where they are not counted."""
    left = product.c.units - units_used(product)
    zero = sa.literal_column("0", sa.Integer())
    return sa.case((left < zero, zero), else_=left)


def product_state(product: FromClause) -> ColumnElement[str]:
    """Return which of `PRODUCT_STATES` the product is in."""
    return sa.case(
        (sa.and_(product.c.until_at.is_not(None), product.c.until_at <= NOW), word("expired")),
        (product.c.from_at > NOW, word("upcoming")),
        (
            sa.and_(product.c.units.is_not(None), product.c.units <= units_used(product)),
            word("used-up"),
        ),
        else_=word("current"),
    )


def is_usable_product(product: FromClause) -> ColumnElement[bool]:
    """Whether the product can be used now: it is current, and who bought it may act."""
    customer = customers.alias()
    may_act: sa.Select[Any] = sa.select(sa.literal_column("1")).where(
        customer.c.network_id == product.c.network_id,
        customer.c.id == product.c.customer_id,
        sa.not_(is_suspended(customer)),
        sa.not_(is_archived(customer)),
    )
    is_current = product_state(product) == word("current")
    usable = sa.and_(is_current, sa.exists(may_act.correlate(product)))
    return sa.case((usable, sa.true()), else_=sa.false())
