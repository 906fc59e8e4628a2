"""Events that were taken back and are not over, found by when they end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    taken_back = sa.text("unpublished_at IS NOT NULL")
    op.create_index(
        "ix_events_taken_back_by_end",
        "events",
        ["network_id", "ends_at"],
        postgresql_where=taken_back,
        sqlite_where=taken_back,
    )
    op.drop_index("ix_events_taken_back", "events")
