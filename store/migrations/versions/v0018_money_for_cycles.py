"""Whether money that a plan includes pays for cycles of plans, too."""

from __future__ import annotations

import sqlalchemy as sa

from store.migrations.adding import add_columns

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pays: sa.Column[object] = sa.Column(
        "pays_cycles", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    add_columns("plan_benefits", pays)
