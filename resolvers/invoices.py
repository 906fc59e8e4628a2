"""Invoices and their lines: reached as own, as the team's, and by staff."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Computed, Derived, Place, Switches, ToMany, ToOne
from resolvers.actions import PAY_DUE_INVOICE
from resolvers.money import money
from resolvers.words import choice
from store.invoices import invoice_lines, invoices
from store.sql import word

STATUSES = ("draft", "open", "paid", "void", "credit-note")
DUE = "open"
"""The only status in which money is owed: not a draft, not paid, not void, no credit note."""


def is_due(invoice: FromClause) -> ColumnElement[bool]:
    """Whether the invoice waits to be paid."""
    due: ColumnElement[bool] = invoice.c.status == word(DUE)
    return due


def is_issued(invoice: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the invoice has left the office: a draft is nobody's but staff's."""
    issued: ColumnElement[bool] = invoice.c.status != word("draft")
    return issued


def is_of_an_issued_invoice(line: FromClause, switches: Switches) -> ColumnElement[bool]:
    """Whether the line's invoice has left the office."""
    invoice = invoices.alias()
    one: ColumnElement[int] = sa.literal_column("1")
    found = sa.select(one).where(
        invoice.c.network_id == line.c.network_id,
        invoice.c.id == line.c.invoice_id,
        is_issued(invoice, switches),
    )
    return sa.exists(found.correlate(line))


def viewer_can_pay(context: Any, status: str, customer: int) -> bool:
    """Whether the invoice is due, the viewer's own, and the viewer may pay what is due."""
    own = context.viewer.customer == customer
    return own and status == DUE and bool(context.decide(PAY_DUE_INVOICE))


INVOICE = Entity(
    name="Invoice",
    table=invoices,
    owner="customer_id",
    team="team_id",
    published=is_issued,
    presented=is_issued,
    fields={
        "number": Column("number"),
        "status": choice("status", STATUSES),
        "isDue": Derived(is_due),
        "viewerCanPay": Computed(("status", "customer_id"), viewer_can_pay),
        "issuedDate": Column("issued_date"),
        "dueDate": Column("due_date"),
        "fromDate": Column("from_date"),
        "untilDate": Column("until_date"),
        "total": money("total_minor"),
        "paid": money("paid_minor"),
        "paidAt": Column("paid_at"),
        "description": Column("description"),
        "customer": ToOne("Customer", "customer_id"),
        "team": ToOne("Team", "team_id"),
        "location": Place(),
        "payments": ToMany("Payment", "invoice_id", order=("-created_at",)),
        "lines": ToMany("InvoiceLine", "invoice_id", order=("position",)),
    },
    sort=("issuedDate", "dueDate"),
    descending=True,
    filters=("status", "isDue", "issuedDate", "dueDate", "location", "customer", "team"),
)

INVOICE_LINE = Entity(
    name="InvoiceLine",
    table=invoice_lines,
    owner="customer_id",
    published=is_of_an_issued_invoice,
    presented=is_of_an_issued_invoice,
    fields={
        "position": Column("position"),
        "description": Column("description"),
        "quantity": Column("quantity"),
        "unitPrice": money("unit_minor"),
        "total": money("total_minor"),
        "invoice": ToOne("Invoice", "invoice_id"),
    },
)
