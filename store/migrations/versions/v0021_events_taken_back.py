"""Events to come that were taken back, found by when they begin: they may be shown again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    taken_back = sa.text("unpublished_at IS NOT NULL")
    op.create_index(
        "ix_events_taken_back",
        "events",
        ["network_id", "starts_at"],
        postgresql_where=taken_back,
        sqlite_where=taken_back,
    )
