"""Bookings that last longer than a day, found by when they end: others begin near it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    seconds = "CAST(EXTRACT(EPOCH FROM ((ends_at) - (starts_at))) AS BIGINT) > 86400"
    texts = "(strftime('%s', (ends_at)) - strftime('%s', (starts_at))) > 86400"
    for column in ("resource_id", "customer_id"):
        op.create_index(
            op.f(f"ix_bookings_long_{column}"),
            "bookings",
            ["network_id", column, "ends_at"],
            postgresql_where=sa.text(seconds),
            sqlite_where=sa.text(texts),
        )
