"""The rows of the outbox: put in with the change that they tell of, taken out one at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import sqlalchemy as sa

from resolvers.letters.tokens import Sealed
from resolvers.rows import insert
from store.customers import customers
from store.databases import Connection, Database, Row
from store.folding import fold
from store.letters import letters, one_time_tokens
from store.moments import instant, kept_moment
from store.people import logins
from store.portable import Portable
from store.sql import NETWORK, NOW, Instant, word

LEASE = dt.timedelta(minutes=10)
"""Whoever took a letter and has not said what became of it by then is taken for gone."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that waits, or is being sent; `attempts` counts this one.

    `name` is what the house calls whoever has the address, read only for what is written now.
    """

    id: int
    location: str
    kind: str
    to: str
    language: str | None
    attempts: int
    created_at: dt.datetime
    next_at: dt.datetime
    sealed: Sealed | None = None
    expires_at: dt.datetime | None = None
    reason: str | None = None
    name: str | None = None


async def put_letter(
    connection: Connection,
    network: str,
    location: str,
    kind: str,
    to: str,
    now: dt.datetime,
    *,
    language: str | None = None,
    token: int | None = None,
    unneeded: str | None = None,
) -> int:
    """Put a letter into the outbox, in the transaction of what it tells of; return its id.

    *unneeded* says why it is not sent at all: its row is there all the same, so that nobody can
    tell from the work done that it is not.
    """
    return await insert(
        connection,
        letters,
        network,
        location_id=location,
        kind=kind,
        to_address=to,
        language=language,
        token_id=token,
        state="waiting" if unneeded is None else "unneeded",
        attempts=0,
        created_at=now,
        next_at=now,
        finished_at=None if unneeded is None else now,
        reason=unneeded,
    )


async def take_letter(database: Database, network: str, now: dt.datetime) -> Waiting | None:
    """Take the letter that waits longest past its time, so that nobody else sends it meanwhile."""
    async with database.transaction() as connection:
        rows = await _TAKE.fetch(connection, network=network, now=now, lease=now + LEASE)
        if not rows:
            return None
        return await find_letter(connection, network, rows[0][0])


async def list_waiting(connection: Connection, network: str) -> list[Waiting]:
    """List the letters that wait, those whose turn comes first in front."""
    return [_waiting(row) for row in await _LIST.fetch(connection, network=network)]


async def find_letter(connection: Connection, network: str, letter: int) -> Waiting | None:
    """Find a letter, in whatever state it is, with the name of whoever it goes to."""
    rows = await _READ.fetch(connection, network=network, letter=letter)
    if not rows:
        return None
    found = _waiting(rows[0])
    names = await _NAME.fetch(connection, network=network, address=fold(found.to))
    return replace(found, name=names[0][0] if names else None)


async def count_letters(connection: Connection, network: str) -> dict[str, int]:
    """Count the letters in each state."""
    rows = await _COUNT.fetch(connection, network=network)
    return {state: count for state, count in rows}  # noqa: C416 - rows are sequences


async def settle_letter(
    connection: Connection,
    network: str,
    letter: int,
    state: str,
    now: dt.datetime,
    *,
    reason: str | None = None,
    again_at: dt.datetime | None = None,
) -> None:
    """Keep what became of a letter: `sent`, `given-up`, or `waiting` until *again_at*."""
    await _SETTLE.fetch(
        connection,
        network=network,
        letter=letter,
        state=state,
        finished=None if state == "waiting" else now,
        again=again_at or now,
        reason=reason,
    )


def _waiting(row: Row) -> Waiting:
    (key, location, kind, to, language, attempts, created, following, reason, nonce, digest,
     expires) = row  # fmt: skip
    sealed = None if nonce is None else Sealed(nonce, digest)
    return Waiting(
        key, location, kind, to, language, attempts, kept_moment(created), kept_moment(following),
        sealed, instant(expires), reason,
    )  # fmt: skip


_LETTER: sa.BindParameter[int] = sa.bindparam("letter", type_=sa.BigInteger())
_WAITS = sa.and_(letters.c.network_id == NETWORK, letters.c.state == word("waiting"))
_ONE: sa.ColumnClause[int] = sa.literal_column("1")
_NEXT = (
    sa.select(letters.c.id)
    .where(_WAITS, letters.c.next_at <= NOW)
    .order_by(letters.c.next_at, letters.c.id)
    .limit(_ONE)
    .with_for_update(skip_locked=True)
    .scalar_subquery()  # asked once: PostgreSQL may ask what stands behind IN again and again
)
_TAKE = Portable(
    lambda _: (
        letters.update()
        .where(letters.c.network_id == NETWORK, letters.c.id == _NEXT)
        .values(
            attempts=letters.c.attempts + _ONE,
            next_at=sa.bindparam("lease", type_=Instant()),
        )
        .returning(letters.c.id)
    )
)
_OF_TOKEN = sa.and_(
    one_time_tokens.c.network_id == letters.c.network_id,
    one_time_tokens.c.id == letters.c.token_id,
)
_OWNS = sa.and_(
    customers.c.network_id == logins.c.network_id, customers.c.login_id == logins.c.id
)
_WHOLE = sa.select(
    letters.c.id,
    letters.c.location_id,
    letters.c.kind,
    letters.c.to_address,
    letters.c.language,
    letters.c.attempts,
    letters.c.created_at,
    letters.c.next_at,
    letters.c.reason,
    one_time_tokens.c.nonce,
    one_time_tokens.c.digest,
    one_time_tokens.c.expires_at,
).select_from(letters.outerjoin(one_time_tokens, _OF_TOKEN))
_READ = Portable(
    lambda _: _WHOLE.where(letters.c.network_id == NETWORK, letters.c.id == _LETTER)
)
_NAME = Portable(
    lambda _: (
        sa.select(customers.c.full_name)
        .select_from(logins.join(customers, _OWNS))
        .where(
            logins.c.network_id == NETWORK,
            logins.c.email_folded == sa.bindparam("address", type_=sa.Text()),
        )
        .order_by(customers.c.id)
        .limit(_ONE)
    )
)
_LIST = Portable(lambda _: _WHOLE.where(_WAITS).order_by(letters.c.next_at, letters.c.id))
_COUNT = Portable(
    lambda _: (
        sa.select(letters.c.state, sa.func.count())
        .where(letters.c.network_id == NETWORK)
        .group_by(letters.c.state)
    )
)
_SETTLE = Portable(
    lambda _: (
        letters.update()
        .where(letters.c.network_id == NETWORK, letters.c.id == _LETTER)
        .values(
            state=sa.bindparam("state", type_=sa.Text()),
            finished_at=sa.bindparam("finished", type_=Instant()),
            next_at=sa.bindparam("again", type_=Instant()),
            reason=sa.bindparam("reason", type_=sa.Text()),
        )
    )
)
