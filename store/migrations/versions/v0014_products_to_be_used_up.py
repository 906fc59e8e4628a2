"""Products to be used up, and what activities take."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.adding import add_columns
from store.sql import Text

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "product_grants",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"kind\" IN ('service', 'membership', 'video')", name=op.f("ck_product_grants_kind")
        ),
        sa.CheckConstraint("days >= 1", name=op.f("ck_product_grants_days")),
        sa.CheckConstraint("units >= 1", name=op.f("ck_product_grants_units")),
        sa.ForeignKeyConstraint(
            ["network_id", "product_id"],
            ["products.network_id", "products.id"],
            name=op.f("fk_product_grants_product_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_product_grants")),
        sa.UniqueConstraint("network_id", "product_id", name=op.f("uq_product_grants_product_id")),
    )
    op.create_index(
        op.f("ix_product_grants_product_id"),
        "product_grants",
        ["network_id", "product_id", "id"],
        unique=False,
    )
    op.create_table(
        "activity_terms",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("activity_id", sa.BigInteger(), nullable=False),
        sa.Column("requires_product", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("late_minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint("late_minutes >= 0", name=op.f("ck_activity_terms_late_minutes")),
        sa.ForeignKeyConstraint(
            ["network_id", "activity_id"],
            ["activities.network_id", "activities.id"],
            name=op.f("fk_activity_terms_activity_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_activity_terms")),
        sa.UniqueConstraint(
            "network_id", "activity_id", name=op.f("uq_activity_terms_activity_id")
        ),
    )
    op.create_index(
        op.f("ix_activity_terms_activity_id"),
        "activity_terms",
        ["network_id", "activity_id", "id"],
        unique=False,
    )
    op.create_table(
        "product_activities",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("activity_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "activity_id"],
            ["activities.network_id", "activities.id"],
            name=op.f("fk_product_activities_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "product_id"],
            ["products.network_id", "products.id"],
            name=op.f("fk_product_activities_product_id"),
        ),
        sa.PrimaryKeyConstraint(
            "network_id", "product_id", "activity_id", name=op.f("pk_product_activities")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_product_activities_activity_id_product_id"),
        "product_activities",
        ["network_id", "activity_id", "product_id"],
        unique=False,
    )
    add_columns(
        "customer_products",
        sa.Column("charge_id", sa.BigInteger()),
        references={"charge_id": "charges"},
    )
    op.create_index(
        op.f("ix_customer_products_charge_id"),
        "customer_products",
        ["network_id", "charge_id", "id"],
        unique=False,
    )
