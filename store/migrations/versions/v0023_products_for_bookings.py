"""What customers bought pays for bookings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.sql import Instant, Text

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "product_categories",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("resource_type_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "product_id"],
            ["products.network_id", "products.id"],
            name=op.f("fk_product_categories_product_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "resource_type_id"],
            ["resource_types.network_id", "resource_types.id"],
            name=op.f("fk_product_categories_resource_type_id"),
        ),
        sa.PrimaryKeyConstraint(
            "network_id", "product_id", "resource_type_id", name=op.f("pk_product_categories")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_product_categories_resource_type_id_product_id"),
        "product_categories",
        ["network_id", "resource_type_id", "product_id"],
        unique=False,
    )
    op.create_table(
        "product_uses",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_product_id", sa.BigInteger(), nullable=False),
        sa.Column("used_at", Instant(), nullable=False),
        sa.Column("given_back_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "booking_id"],
            ["bookings.network_id", "bookings.id"],
            name=op.f("fk_product_uses_booking_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "customer_product_id"],
            ["customer_products.network_id", "customer_products.id"],
            name=op.f("fk_product_uses_customer_product_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_product_uses")),
    )
    for column in ("booking_id", "customer_product_id"):
        op.create_index(
            op.f(f"ix_product_uses_{column}"),
            "product_uses",
            ["network_id", column, "id"],
            unique=False,
        )
