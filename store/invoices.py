"""Invoices and their lines."""

from __future__ import annotations

import sqlalchemy as sa

from store.metadata import (
    check,
    choice,
    currency,
    day,
    instant,
    located,
    money,
    network_table,
    number,
    reference,
    text,
    unique,
)

STATUSES = ("draft", "open", "paid", "void", "credit-note")

invoices = network_table(
    "invoices",
    reference("customer_id", "customers", then=["issued_date"]),
    reference("team_id", "teams", null=True, then=["issued_date"]),
    located(sort=["issued_date", "due_date", "total_minor"]),
    text("number"),
    day("issued_date"),
    day("due_date"),
    day("from_date", null=True),
    day("until_date", null=True),
    money("total_minor"),
    money("paid_minor"),
    currency(),
    choice("status", STATUSES),
    instant("paid_at", null=True),
    text("description", null=True),
    unique("location_id", "number"),
    sa.Index(None, "network_id", "customer_id", "due_date", "id"),
    check("period_in_order", "until_date >= from_date"),
)
"""A credit note has a negative total."""

invoice_lines = network_table(
    "invoice_lines",
    reference("invoice_id", "invoices", then=["position"]),
    reference("customer_id", "customers"),
    located(),
    number("position"),
    text("description"),
    number("quantity", least=None),
    money("unit_minor"),
    money("total_minor"),
    currency(),
)
