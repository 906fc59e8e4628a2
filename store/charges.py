"""What customers owe for, before it stands on an invoice, and what they buy again and again."""

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

CHARGE_KINDS = ("plan", "product", "booking", "other")

subscriptions = network_table(
    "subscriptions",
    reference("customer_id", "customers", then=["start_date"]),
    reference("product_id", "products"),
    located(),
    number("quantity", least=1),
    money("unit_minor"),
    currency(),
    day("start_date"),
    day("next_date"),
    day("end_date", null=True),
)
"""A product that is bought again every month; `next_date` is the day of its next charge."""

charges = network_table(
    "charges",
    reference("customer_id", "customers", then=["charged_at"]),
    reference("team_id", "teams", null=True),
    located(sort=["charged_at"]),
    choice("kind", CHARGE_KINDS),
    reference("contract_id", "contracts", null=True),
    reference("product_id", "products", null=True),
    reference("subscription_id", "subscriptions", null=True),
    reference("booking_id", "bookings", null=True),
    reference("invoice_id", "invoices", null=True),
    text("description"),
    number("quantity", least=1),
    money("unit_minor"),
    money("total_minor"),
    currency(),
    instant("charged_at"),
    day("charged_date"),
    day("from_date", null=True),
    day("until_date", null=True),
    instant("voided_at", null=True),
    unique("contract_id", "from_date"),
    unique("subscription_id", "from_date"),
    check("total_is_exact", "total_minor = quantity * unit_minor"),
    sa.Index(None, "network_id", "location_id", "customer_id", "invoice_id", "id"),
)
"""One thing that a customer owes for; without an invoice it waits for the next one.

A cycle of a contract, or a month of a subscription, is charged once, whoever tries again.
`charged_date` is the day that the location's calendar showed.
"""

invoice_series = network_table(
    "invoice_series",
    text("location_id"),
    number("last"),
    unique("location_id"),
)
"""The last number that a location gave to an invoice; taken in the invoice's own transaction."""
