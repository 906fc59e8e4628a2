"""Removing what nobody asks for any more: sessions that are over, keys of old requests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa

from store.audit import idempotency_keys
from store.databases import Database
from store.people import sessions
from store.portable import Portable
from store.sql import Instant

KEPT = dt.timedelta(days=30)
"""For so long a session that is over can be explained, and a request be known that comes again."""

AT_ONCE = 1_000
"""So many rows are removed in one transaction, so that nobody waits for long."""


async def tidy(database: Database, now: dt.datetime) -> dict[str, int]:
    """Remove in all networks what was over `KEPT` before *now*; return how many rows by table.

    It may be run at any time, by several at once, and after it was interrupted.
    """
    removed: dict[str, int] = {}
    for name, statement in _REMOVE.items():
        count = AT_ONCE
        removed[name] = 0
        while count == AT_ONCE:
            async with database.transaction() as connection:
                count = len(await statement.fetch(connection, before=now - KEPT))
            removed[name] += count
    return removed


_BEFORE: sa.BindParameter[dt.datetime] = sa.bindparam("before", type_=Instant())


def _remove(table: sa.Table, *over: sa.ColumnElement[bool]) -> Portable:
    keys = (table.c.network_id, table.c.id)
    some = (
        sa.select(*keys)
        .where(sa.or_(*over))
        .limit(sa.literal_column(str(AT_ONCE)))
        .with_for_update(skip_locked=True)
    )
    return Portable(
        lambda _: table.delete().where(sa.tuple_(*keys).in_(some)).returning(table.c.id)
    )


_REMOVE: Mapping[str, Portable] = {
    "sessions": _remove(
        sessions, sessions.c.expires_at <= _BEFORE, sessions.c.revoked_at <= _BEFORE
    ),
    "idempotency_keys": _remove(idempotency_keys, idempotency_keys.c.created_at <= _BEFORE),
}
