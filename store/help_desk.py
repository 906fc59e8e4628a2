"""The help desk: tickets that customers open, and what they and staff write in them."""

from __future__ import annotations

from store.metadata import (
    choice,
    flag,
    folded,
    instant,
    located,
    network_table,
    number,
    reference,
    text,
)

TICKET_STATES = ("open", "answered", "closed")
TICKET_AUTHORS = ("customer", "staff")

help_tickets = network_table(
    "help_tickets",
    reference("customer_id", "customers", then=["opened_at"]),
    located(sort=["opened_at"]),
    folded("subject"),
    text("department", null=True),
    number("priority"),
    choice("status", TICKET_STATES),
    instant("opened_at"),
    instant("closed_at", null=True),
)
"""Asked at `location_id`; a higher priority is more urgent, and staff's to know."""

help_messages = network_table(
    "help_messages",
    reference("ticket_id", "help_tickets", then=["sent_at"]),
    reference("customer_id", "customers"),
    located(),
    choice("author", TICKET_AUTHORS),
    text("body"),
    flag("internal", False),
    instant("sent_at"),
)
"""`customer_id` is whose ticket it is; what is internal is for staff alone."""
