"""Letters that wait to be sent, and the one-time tokens that some of them carry."""

from __future__ import annotations

import sqlalchemy as sa

from store.metadata import choice, instant, located, network_table, number, reference, text, unique

PURPOSES = ("sign-up", "password")

one_time_tokens = network_table(
    "one_time_tokens",
    choice("purpose", PURPOSES),
    text("digest"),
    text("nonce"),
    text("address"),
    reference("login_id", "logins", null=True),
    text("wish", null=True),
    text("request", null=True),
    instant("created_at"),
    instant("expires_at"),
    instant("used_at", null=True),
    unique("digest"),
    unique("request"),
    sa.Index(None, "network_id", "address", "id"),
    sa.Index(None, "network_id", "expires_at", "id"),
)
"""What proves, once and for a while, that somebody reads what is sent to an address.

The token stands nowhere: `digest` is its SHA-256, and only the gateway's secret makes it out of
`nonce`. `address` is folded. `wish` is what a sign-up asked for, as JSON, until it is used, and
`request` a digest of an idempotency key. A token for a new password without a login is for an
address that nobody has.
"""

LETTER_KINDS = ("sign-up", "known-address", "welcome", "new-password", "password-changed")
LETTER_STATES = ("waiting", "sent", "given-up", "unneeded")

letters = network_table(
    "letters",
    located(),
    choice("kind", LETTER_KINDS),
    text("to_address"),
    text("language", null=True),
    reference("token_id", "one_time_tokens", null=True),
    choice("state", LETTER_STATES),
    number("attempts"),
    instant("created_at"),
    instant("next_at"),
    instant("finished_at", null=True),
    text("reason", null=True),
    sa.Index(None, "network_id", "state", "next_at", "id"),
)
"""The outbox: whom to write to, about what. The words are put together when a letter is sent.

`next_at` is when it is tried next; while somebody is sending it, when they count as gone. `reason`
says why the last attempt failed, or why nothing is sent.
"""
