"""Resources that events take place in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.sql import Text

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_resources",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "event_id"],
            ["events.network_id", "events.id"],
            name=op.f("fk_event_resources_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "resource_id"],
            ["resources.network_id", "resources.id"],
            name=op.f("fk_event_resources_resource_id"),
        ),
        sa.PrimaryKeyConstraint(
            "network_id", "event_id", "resource_id", name=op.f("pk_event_resources")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_event_resources_resource_id_event_id"),
        "event_resources",
        ["network_id", "resource_id", "event_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_event_resources_resource_id_event_id"), table_name="event_resources")
    op.drop_table("event_resources")
