"""What a front desk keeps about a customer: checks, consents, barcodes, whom to call, health."""

from __future__ import annotations

from store.metadata import (
    choice,
    dated,
    flag,
    instant,
    network_table,
    number,
    reference,
    text,
)

CHECKS = ("allowed-entry", "signature-on-file", "identity-verified")
CONSENTS = ("newsletter", "data-protection")
HEALTH_KINDS = ("allergy", "condition", "medication", "support")

customer_checks = network_table(
    "customer_checks",
    reference("customer_id", "customers", then=["from_at"]),
    choice("what", CHECKS),
    dated(),
)
"""What staff have seen to, and for how long it holds."""

customer_consents = network_table(
    "customer_consents",
    reference("customer_id", "customers", then=["from_at"]),
    choice("what", CONSENTS),
    dated(),
)
"""What a customer agreed to, until they took it back."""

customer_barcodes = network_table(
    "customer_barcodes",
    reference("customer_id", "customers", then=["from_at"]),
    text("barcode"),
    dated(),
)
"""The code on a customer's card: a card that is lost ends, and the next one begins."""

emergency_contacts = network_table(
    "emergency_contacts",
    reference("customer_id", "customers", then=["position"]),
    text("name"),
    text("relation", null=True),
    text("phone"),
    text("email", null=True),
    flag("is_primary", False),
    number("position"),
)

health_entries = network_table(
    "health_entries",
    reference("customer_id", "customers", then=["recorded_at"]),
    choice("kind", HEALTH_KINDS),
    text("content"),
    instant("recorded_at"),
)
