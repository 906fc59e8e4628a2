"""Removing letters that are done with, and tokens that are over, once nobody asks for them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.databases import Connection
from store.letters import letters, one_time_tokens
from store.portable import Portable
from store.sql import NETWORK, Instant

KEPT = dt.timedelta(days=30)
"""For so long letters that are done with, and tokens that are over, can be looked up."""


async def sweep(connection: Connection, network: str, now: dt.datetime) -> None:
    """Remove letters that were done with long ago, and then tokens that nothing names any more."""
    await _LETTERS.fetch(connection, network=network, before=now - KEPT)
    await _TOKENS.fetch(connection, network=network, before=now - KEPT)


_BEFORE: sa.BindParameter[dt.datetime] = sa.bindparam("before", type_=Instant())
_NAMED = sa.exists(
    sa.select(sa.literal_column("1"))
    .where(
        letters.c.network_id == one_time_tokens.c.network_id,
        letters.c.token_id == one_time_tokens.c.id,
    )
    .correlate(one_time_tokens)
)
_LETTERS = Portable(
    lambda _: letters.delete().where(
        letters.c.network_id == NETWORK, letters.c.finished_at <= _BEFORE
    )
)
_TOKENS = Portable(
    lambda _: one_time_tokens.delete().where(
        one_time_tokens.c.network_id == NETWORK,
        one_time_tokens.c.expires_at <= _BEFORE,
        sa.not_(_NAMED),
    )
)
