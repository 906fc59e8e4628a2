"""The mark that the mutations of a session leave, for copies of the database."""

from __future__ import annotations

import sqlalchemy as sa

from store.migrations.adding import add_columns

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_columns("sessions", sa.Column("writes", sa.Integer(), nullable=True))
