"""Keeping policy sets and when they were in force, and finding them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from store.databases import Connection, Database, Row
from store.errors import RowRefused
from store.moments import instant, kept_moment
from store.policy_sets import policy_activations, policy_sets
from store.portable import Portable
from store.sql import NOW

TRIES = 5


@dataclass(frozen=True, slots=True)
class KeptSet:
    """A set of files: `digest` is of their texts, `hash` of the rules that they come to."""

    digest: str
    hash: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Activation:
    """From when until when a set was in force, who brought that about, and why.

    `until` is None for the set in force; `by_whom` and `why` are None where nobody said.
    """

    number: int
    digest: str
    hash: str
    since: dt.datetime
    until: dt.datetime | None
    by_whom: str | None
    why: str | None


async def keep_activation(
    database: Database,
    kept: KeptSet,
    now: dt.datetime,
    *,
    by_whom: str | None = None,
    why: str | None = None,
) -> bool:
    """Keep that *kept* has been in force since *now*; tell whether that was news.

    Several processes may say so of the same set: the first is believed. Whoever read their files
    before another set came into force is late, and is not believed either.

    Raises:
        DatabaseUnavailable: nothing was kept.
    """
    for attempt in range(TRIES):
        try:
            async with database.transaction() as connection:
                return await _keep(connection, kept, now, by_whom, why)
        except RowRefused:  # another process was faster
            if attempt == TRIES - 1:
                raise
    return False


async def _keep(
    connection: Connection, kept: KeptSet, now: dt.datetime, by_whom: str | None, why: str | None
) -> bool:
    latest = await read_activations(connection, limit=1)
    if latest and (latest[0].digest == kept.digest or now < latest[0].since):
        return False
    if not await _SET.fetch(connection, digest=kept.digest):
        files = orjson.dumps(dict(kept.files), option=orjson.OPT_SORT_KEYS).decode()
        row = {"digest": kept.digest, "hash": kept.hash, "files": files}
        await connection.insert(policy_sets, [row])
    if latest:
        await _END.fetch(connection, ended=latest[0].number, now=now)
    activation = {
        "number": latest[0].number + 1 if latest else 1,
        "digest": kept.digest,
        "from_at": now,
        "until_at": None,
        "by_whom": by_whom,
        "why": why,
    }
    await connection.insert(policy_activations, [activation])
    return True


async def read_activations(connection: Connection, *, limit: int = 50) -> list[Activation]:
    """Return the latest activations, the set in force first."""
    return [_activation(row) for row in await _LATEST.fetch(connection, most=limit)]


async def find_activation(connection: Connection, moment: dt.datetime) -> Activation | None:
    """Return what was in force at *moment*; None where nothing was kept of that time yet."""
    rows = await _AT.fetch(connection, now=moment)
    return _activation(rows[0]) if rows else None


async def find_hashes(connection: Connection, beginning: str) -> list[Activation]:
    """Return the latest activation of each set whose hash begins so, the latest of them first."""
    found: dict[str, Activation] = {}
    for row in await _BEGINNING.fetch(connection, beginning=beginning):
        activation = _activation(row)
        found.setdefault(activation.hash, activation)
    return list(found.values())


async def read_set(connection: Connection, digest: str) -> KeptSet | None:
    """Return a set with its files; None where none of that digest was kept."""
    rows = await _SET.fetch(connection, digest=digest)
    return KeptSet(rows[0][0], rows[0][1], orjson.loads(rows[0][2])) if rows else None


def _activation(row: Row) -> Activation:
    number, digest, hash_, since, until, by_whom, why = row
    return Activation(number, digest, hash_, kept_moment(since), instant(until), by_whom, why)


def _activations() -> sa.Select[Any]:
    kept = policy_activations.join(policy_sets, policy_sets.c.digest == policy_activations.c.digest)
    each = policy_activations.c
    return (
        sa.select(
            each.number,
            each.digest,
            policy_sets.c.hash,
            each.from_at,
            each.until_at,
            each.by_whom,
            each.why,
        )
        .select_from(kept)
        .order_by(each.number.desc())
    )


_BEGUN: sa.BindParameter[str] = sa.bindparam("beginning", type_=sa.Text())
_LATEST = Portable(lambda _: _activations().limit(sa.bindparam("most", type_=sa.Integer())))
_AT = Portable(lambda _: _activations().where(policy_activations.c.from_at <= NOW).limit(1))
_BEGINNING = Portable(
    lambda _: _activations().where(
        sa.func.substr(policy_sets.c.hash, 1, sa.func.length(_BEGUN)) == _BEGUN
    )
)
_SET = Portable(
    lambda _: sa.select(policy_sets.c.digest, policy_sets.c.hash, policy_sets.c.files).where(
        policy_sets.c.digest == sa.bindparam("digest", type_=sa.Text())
    )
)
_END = Portable(
    lambda _: (
        policy_activations.update()
        .where(
            policy_activations.c.number == sa.bindparam("ended", type_=sa.BigInteger()),
            policy_activations.c.until_at.is_(None),
        )
        .values(until_at=NOW)
    )
)
