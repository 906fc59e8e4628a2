"""Money that plans include, and what charges took of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.adding import change_check
from store.sql import Text

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    change_check(
        "plan_benefits",
        "ck_plan_benefits_kind",
        "\"kind\" IN ('time-credit', 'pass', 'discount')",
        "\"kind\" IN ('time-credit', 'pass', 'money-credit', 'discount')",
    )
    op.create_table(
        "money_uses",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("charge_id", sa.BigInteger(), nullable=False),
        sa.Column("credit_charge_id", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_benefit_id", sa.BigInteger(), nullable=False),
        sa.Column("cycle_date", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_money_uses_amount_is_positive")),
        sa.ForeignKeyConstraint(
            ["network_id", "charge_id"],
            ["charges.network_id", "charges.id"],
            name=op.f("fk_money_uses_charge_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "credit_charge_id"],
            ["charges.network_id", "charges.id"],
            name=op.f("fk_money_uses_credit_charge_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "contract_id"],
            ["contracts.network_id", "contracts.id"],
            name=op.f("fk_money_uses_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "plan_benefit_id"],
            ["plan_benefits.network_id", "plan_benefits.id"],
            name=op.f("fk_money_uses_plan_benefit_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_money_uses")),
    )
    for name, *columns in (
        ("charge_id", "charge_id"),
        ("credit_charge_id", "credit_charge_id"),
        ("contract_id_cycle_date", "contract_id", "cycle_date"),
        ("plan_benefit_id", "plan_benefit_id"),
    ):
        op.create_index(
            op.f(f"ix_money_uses_{name}"),
            "money_uses",
            ["network_id", *columns, "id"],
            unique=False,
        )
