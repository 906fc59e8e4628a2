"""Who a login is to an identity provider."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.sql import Instant, Text

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "login_identities",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("issuer", Text(), nullable=False),
        sa.Column("subject", Text(), nullable=False),
        sa.Column("linked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "login_id"],
            ["logins.network_id", "logins.id"],
            name=op.f("fk_login_identities_login_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_login_identities")),
        sa.UniqueConstraint(
            "network_id", "issuer", "subject", name=op.f("uq_login_identities_issuer_subject")
        ),
        sa.UniqueConstraint(
            "network_id", "login_id", "issuer", name=op.f("uq_login_identities_login_id_issuer")
        ),
    )
    op.create_index(
        op.f("ix_login_identities_login_id"),
        "login_identities",
        ["network_id", "login_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_login_identities_login_id"), table_name="login_identities")
    op.drop_table("login_identities")
