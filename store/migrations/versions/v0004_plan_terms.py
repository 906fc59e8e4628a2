"""What customers may change by themselves of contracts on a plan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.sql import Text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_terms",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("may_end", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("may_change", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("freeze_cycles", sa.Integer(), nullable=True),
        sa.Column("freezes_a_year", sa.Integer(), nullable=True),
        sa.CheckConstraint("freeze_cycles >= 0", name=op.f("ck_plan_terms_freeze_cycles")),
        sa.CheckConstraint("freezes_a_year >= 0", name=op.f("ck_plan_terms_freezes_a_year")),
        sa.CheckConstraint("notice_days >= 0", name=op.f("ck_plan_terms_notice_days")),
        sa.ForeignKeyConstraint(
            ["network_id", "plan_id"],
            ["plans.network_id", "plans.id"],
            name=op.f("fk_plan_terms_plan_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_plan_terms")),
        sa.UniqueConstraint("network_id", "plan_id", name=op.f("uq_plan_terms_plan_id")),
    )
    op.create_index(
        op.f("ix_plan_terms_plan_id"), "plan_terms", ["network_id", "plan_id", "id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_plan_terms_plan_id"), table_name="plan_terms")
    op.drop_table("plan_terms")
