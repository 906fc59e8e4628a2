"""Places at events that were given up, and what is owed for those that were taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.adding import add_columns
from store.sql import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_columns(
        "event_attendees",
        sa.Column("charge_id", sa.BigInteger()),
        sa.Column("left_at", Instant()),
        references={"charge_id": "charges"},
    )
    op.create_index(
        op.f("ix_event_attendees_charge_id"),
        "event_attendees",
        ["network_id", "charge_id", "id"],
        unique=False,
    )

