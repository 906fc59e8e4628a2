"""Letters that wait to be sent, one-time tokens, and whether a login's address is proven."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.adding import add_columns
from store.sql import Instant, Text

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "one_time_tokens",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("purpose", Text(), nullable=False),
        sa.Column("digest", Text(), nullable=False),
        sa.Column("nonce", Text(), nullable=False),
        sa.Column("address", Text(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=True),
        sa.Column("wish", Text(), nullable=True),
        sa.Column("request", Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "\"purpose\" IN ('sign-up', 'password')", name=op.f("ck_one_time_tokens_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "login_id"],
            ["logins.network_id", "logins.id"],
            name=op.f("fk_one_time_tokens_login_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_one_time_tokens")),
        sa.UniqueConstraint("network_id", "digest", name=op.f("uq_one_time_tokens_digest")),
        sa.UniqueConstraint("network_id", "request", name=op.f("uq_one_time_tokens_request")),
    )
    op.create_index(
        op.f("ix_one_time_tokens_address"),
        "one_time_tokens",
        ["network_id", "address", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_one_time_tokens_expires_at"),
        "one_time_tokens",
        ["network_id", "expires_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_one_time_tokens_login_id"),
        "one_time_tokens",
        ["network_id", "login_id", "id"],
        unique=False,
    )
    op.create_table(
        "letters",
        sa.Column("network_id", Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("location_id", Text(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("to_address", Text(), nullable=False),
        sa.Column("language", Text(), nullable=True),
        sa.Column("token_id", sa.BigInteger(), nullable=True),
        sa.Column("state", Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("reason", Text(), nullable=True),
        sa.CheckConstraint(
            "\"kind\" IN ('sign-up', 'known-address', 'welcome', 'new-password', "
            "'password-changed')",
            name=op.f("ck_letters_kind"),
        ),
        sa.CheckConstraint(
            "\"state\" IN ('waiting', 'sent', 'given-up', 'unneeded')",
            name=op.f("ck_letters_state"),
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_letters_attempts")),
        sa.ForeignKeyConstraint(
            ["network_id", "token_id"],
            ["one_time_tokens.network_id", "one_time_tokens.id"],
            name=op.f("fk_letters_token_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_letters")),
    )
    op.create_index(
        op.f("ix_letters_location_id"), "letters", ["network_id", "location_id", "id"], unique=False
    )
    op.create_index(
        op.f("ix_letters_state_next_at"),
        "letters",
        ["network_id", "state", "next_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_letters_token_id"), "letters", ["network_id", "token_id", "id"], unique=False
    )
    add_columns("logins", sa.Column("unverified_since", Instant()))
