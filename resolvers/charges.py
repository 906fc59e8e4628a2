"""Charges and subscriptions: reached as own, and by staff."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Place, Switches, ToOne
from resolvers.money import money
from resolvers.words import choice
from store.charges import CHARGE_KINDS, charges, subscriptions


def stands(charge: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the charge was not taken back."""
    kept: ColumnElement[bool] = charge.c.voided_at.is_(sa.null())
    return kept


CHARGE = Entity(
    name="Charge",
    table=charges,
    owner="customer_id",
    exists=stands,
    fields={
        "kind": choice("kind", CHARGE_KINDS),
        "description": Column("description"),
        "quantity": Column("quantity"),
        "unitPrice": money("unit_minor"),
        "total": money("total_minor"),
        "owedAt": Column("charged_at"),
        "owedDate": Column("charged_date"),
        "fromDate": Column("from_date"),
        "untilDate": Column("until_date"),
        "customer": ToOne("Customer", "customer_id"),
        "contract": ToOne("Contract", "contract_id"),
        "product": ToOne("Product", "product_id"),
        "subscription": ToOne("Subscription", "subscription_id"),
        "booking": ToOne("Booking", "booking_id"),
        "invoice": ToOne("Invoice", "invoice_id"),
        "location": Place(),
    },
    sort=("owedAt",),
    descending=True,
    filters=("kind", "owedAt", "location", "customer"),
)

SUBSCRIPTION = Entity(
    name="Subscription",
    table=subscriptions,
    owner="customer_id",
    fields={
        "product": ToOne("Product", "product_id"),
        "customer": ToOne("Customer", "customer_id"),
        "quantity": Column("quantity"),
        "unitPrice": money("unit_minor"),
        "startDate": Column("start_date"),
        "nextDate": Column("next_date"),
        "endDate": Column("end_date"),
        "location": Place(),
    },
)
