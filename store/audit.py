"""What was done, by whom, and the keys by which a repeated request is known."""

from __future__ import annotations

import sqlalchemy as sa

from store.metadata import instant, located, network_table, reference, text, unique

audit_entries = network_table(
    "audit_entries",
    located(sort=["at"]),
    instant("at"),
    reference("login_id", "logins", null=True, then=["at"]),
    reference("customer_id", "customers", null=True, then=["at"]),
    text("action"),
    text("record_type"),
    sa.Column("record_id", sa.BigInteger(), nullable=False),
    text("before", null=True),
    text("after", null=True),
    sa.Index(None, "network_id", "record_type", "record_id", "at", "id"),
)
"""One change: who made it (login and profile), and the record before and after, as JSON objects.

`before` is NULL for what was made, `after` for what was taken away. Rows are only ever added.
"""

idempotency_keys = network_table(
    "idempotency_keys",
    reference("customer_id", "customers"),
    text("action"),
    text("key"),
    text("asked"),
    sa.Column("record_id", sa.BigInteger(), nullable=False),
    instant("created_at"),
    unique("customer_id", "action", "key"),
)
"""Which record a request with this key came to; `asked` is what was asked for, as JSON."""
