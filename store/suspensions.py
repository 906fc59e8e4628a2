"""What occasioned a suspension, where it was not simply somebody of the staff."""

from __future__ import annotations

from store.metadata import choice, network_table, reference, text, unique

OCCASIONS = ("manual", "sign-up", "plan", "crm-stage", "overdue")

suspension_causes = network_table(
    "suspension_causes",
    reference("suspension_id", "customer_suspensions"),
    choice("occasion", OCCASIONS),
    reference("invoice_id", "invoices", null=True),
    text("said", null=True),
    unique("suspension_id"),
    unique("invoice_id"),
)
"""One each; `said` are the words that the customer reads. An invoice suspends nobody twice."""
