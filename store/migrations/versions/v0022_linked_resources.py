"""Resources that are booked together, and how soon one may be booked again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.adding import add_columns
from store.sql import Text

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "resource_links",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("linked_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "linked_id"],
            ["resources.network_id", "resources.id"],
            name=op.f("fk_resource_links_linked_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "resource_id"],
            ["resources.network_id", "resources.id"],
            name=op.f("fk_resource_links_resource_id"),
        ),
        sa.PrimaryKeyConstraint(
            "network_id", "resource_id", "linked_id", name=op.f("pk_resource_links")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_resource_links_linked_id_resource_id"),
        "resource_links",
        ["network_id", "linked_id", "resource_id"],
        unique=False,
    )
    add_columns(
        "resources",
        sa.Column("no_return_minutes", sa.Integer(), nullable=True),
        sa.Column("no_return_of", Text(), nullable=True),
        checks={
            "ck_resources_no_return_minutes": "no_return_minutes >= 1",
            "ck_resources_no_return_of": (
                "\"no_return_of\" IN ('same-resource', 'all-resources', 'all-users')"
            ),
            "ck_resources_no_return_has_both": (
                "(no_return_minutes IS NULL) = (no_return_of IS NULL)"
            ),
        },
    )
