"""Attempts at signing in, counted for all processes together."""

from __future__ import annotations

import sqlalchemy as sa

from store.metadata import instant, number, shared_table, text

sign_in_attempts = shared_table(
    "sign_in_attempts",
    text("what"),
    instant("since"),
    *number("failed"),
    sa.PrimaryKeyConstraint("what"),
    sa.Index(None, "since"),
)
"""How many failed since a moment. `what` is a keyed digest: no address or e-mail stands here."""
