"""Payments and the means that customers saved for them: reached as own, and by staff."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Derived, Place, Switches, ToOne
from resolvers.money import money
from resolvers.words import choice, wire_names
from store.payments import (
    DESK_WAYS,
    METHOD_KINDS,
    PAYMENT_STATES,
    payment_methods,
    payments,
)
from store.sql import NOW, word


def is_saved(method: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the means was not taken away."""
    return sa.or_(method.c.removed_at.is_(None), method.c.removed_at > NOW)


PAYMENT_METHOD = Entity(
    name="PaymentMethod",
    table=payment_methods,
    owner="customer_id",
    exists=is_saved,
    fields={
        "kind": choice("kind", METHOD_KINDS),
        "label": Column("label"),
        "holder": Column("holder"),
        "expiresDate": Column("expires_date"),
        "mandateReference": Column("mandate_reference"),
        "mandateDate": Column("mandate_date"),
        "preferred": Column("preferred"),
        "addedAt": Column("added_at"),
        "customer": ToOne("Customer", "customer_id"),
        "location": Place(),
    },
)

def way_of(payment: FromClause) -> ColumnElement[str]:
    """How the payment came in: at the desk it says itself, else a provider took it."""
    at_desk = payment.c.provider.in_([word(way) for way in DESK_WAYS])
    return sa.case((at_desk, payment.c.provider), else_=word("online"))


PAYMENT = Entity(
    name="Payment",
    table=payments,
    owner="customer_id",
    fields={
        "status": choice("status", PAYMENT_STATES),
        "amount": money("amount_minor"),
        "createdAt": Column("created_at"),
        "settledAt": Column("settled_at"),
        "failure": Column("failure"),
        "way": Derived(way_of, wire_names(("online", *DESK_WAYS))),
        "method": ToOne("PaymentMethod", "payment_method_id"),
        "invoice": ToOne("Invoice", "invoice_id"),
        "customer": ToOne("Customer", "customer_id"),
        "location": Place(),
    },
    sort=("createdAt",),
    descending=True,
    filters=("status", "createdAt", "location", "customer", "invoice"),
)
