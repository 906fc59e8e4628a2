"""Bookings that were moved or given up too late: since when it was."""

from __future__ import annotations

import sqlalchemy as sa

from store.migrations.adding import add_columns
from store.sql import Instant

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_columns("bookings", sa.Column("late_since", Instant()))
