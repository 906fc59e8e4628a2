"""How customers pay: their saved means, each attempt, and what the provider said of it."""

from __future__ import annotations

from store.metadata import (
    check,
    choice,
    currency,
    day,
    flag,
    instant,
    located,
    money,
    network_table,
    reference,
    text,
    unique,
)

METHOD_KINDS = ("card", "sepa-mandate")
PAYMENT_STATES = ("pending", "succeeded", "failed")
DESK_WAYS = ("cash", "external")
"""What stands for the provider of a payment that staff took."""

payment_methods = network_table(
    "payment_methods",
    reference("customer_id", "customers", then=["added_at"]),
    located(),
    choice("kind", METHOD_KINDS),
    text("label"),
    text("holder"),
    day("expires_date", null=True),
    text("mandate_reference", null=True),
    day("mandate_date", null=True),
    text("provider"),
    text("provider_reference"),
    flag("preferred", False),
    instant("added_at"),
    instant("removed_at", null=True),
)
"""A saved means of payment: `label` is masked, as `Visa ···· 4242`; the number is never kept.

`provider_reference` is the provider's name for it, and nobody's to see.
"""

payments = network_table(
    "payments",
    reference("invoice_id", "invoices", then=["created_at"]),
    reference("customer_id", "customers", then=["created_at"]),
    located(sort=["created_at"]),
    reference("payment_method_id", "payment_methods", null=True),
    text("provider"),
    text("provider_reference", null=True),
    money("amount_minor"),
    currency(),
    choice("status", PAYMENT_STATES),
    text("failure", null=True),
    instant("created_at"),
    instant("settled_at", null=True),
    check("amount_is_positive", "amount_minor > 0"),
    check("settled_has_moment", "(status = 'pending') = (settled_at IS NULL)"),
)
"""One attempt to pay an invoice, in full or in part; only what succeeded counts as paid."""

payment_events = network_table(
    "payment_events",
    reference("payment_id", "payments"),
    text("provider"),
    text("event"),
    choice("status", PAYMENT_STATES),
    instant("received_at"),
    unique("provider", "event"),
)
"""What a provider reported, by its own id: what comes twice is known the second time."""
