"""Counting attempts at signing in, in rows that all processes share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from store.databases import Connection
from store.moments import kept_moment
from store.portable import Portable
from store.sign_in_attempts import sign_in_attempts as attempts
from store.sql import NOW, Instant, insert_into

SWEPT_AT_ONCE = 1_000
"""So many rows that count no more are removed in one go."""


async def count_attempt(
    connection: Connection, what: str, now: dt.datetime, *, since: dt.datetime
) -> tuple[dt.datetime, int]:
    """Count an attempt at *what*; return from when on how many there were, this one among them.

    What was begun at *since* or before counts no more. Until the transaction ends, whoever counts
    the same waits; those who count several take them in order, lest two wait for each other.
    """
    rows = await _COUNT.fetch(connection, what=what, now=now, since=since)
    begun, failed = rows[0]
    return kept_moment(begun), failed


async def take_back(connection: Connection, whats: Iterable[str]) -> None:
    """Count one attempt less at each of *whats*."""
    for what in sorted(whats):
        await _TAKE_BACK.fetch(connection, what=what)


async def sweep(connection: Connection, since: dt.datetime) -> None:
    """Remove counts that were begun at *since* or before, but none that somebody has in hand."""
    await _SWEEP.fetch(connection, since=since)


_SINCE: sa.BindParameter[dt.datetime] = sa.bindparam("since", type_=Instant())
_WHAT: sa.BindParameter[str] = sa.bindparam("what", type_=sa.Text())


def _count(dialect: sa.Dialect) -> Any:
    over = attempts.c.since <= _SINCE
    one: sa.ColumnClause[int] = sa.literal_column("1")
    return (
        insert_into(attempts, dialect).values(what=_WHAT, since=NOW, failed=one)
        .on_conflict_do_update(
            index_elements=["what"],
            set_={
                "since": sa.case((over, NOW), else_=attempts.c.since),
                "failed": sa.case((over, one), else_=attempts.c.failed + one),
            },
        )
        .returning(attempts.c.since, attempts.c.failed)
    )


def _old() -> sa.Select[Any]:
    return (
        sa.select(attempts.c.what)
        .where(attempts.c.since <= _SINCE)
        .limit(sa.literal_column(str(SWEPT_AT_ONCE)))
        .with_for_update(skip_locked=True)
    )


_COUNT = Portable(_count)
_TAKE_BACK = Portable(
    lambda _: (
        attempts.update()
        .where(attempts.c.what == _WHAT, attempts.c.failed > sa.literal_column("0"))
        .values(failed=attempts.c.failed - sa.literal_column("1"))
    )
)
_SWEEP = Portable(lambda _: attempts.delete().where(attempts.c.what.in_(_old())))
