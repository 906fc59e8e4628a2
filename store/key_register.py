"""Keeping API keys, finding them by their digests, listing and ending them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from store.api_keys import api_keys
from store.databases import Connection, Row
from store.ids import new_id
from store.membership import in_force
from store.moments import instant, kept_moment
from store.portable import Portable
from store.sql import NETWORK, NOW


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key that is in force: its id, and the location where it is good, and below."""

    id: int
    location: str


@dataclass(frozen=True, slots=True)
class RegisteredKey:
    """What is known of a key; `until` is None where it has no end, `ended_by` where nobody did."""

    network: str
    prefix: str
    name: str
    location: str
    since: dt.datetime
    until: dt.datetime | None
    by_whom: str
    ended_by: str | None


async def keep_key(connection: Connection, key: RegisteredKey, digest: str) -> None:
    """Keep a new key, of which only the *digest* is known from now on.

    Raises:
        RowRefused: There is one with this prefix (`unique`).
    """
    row = {
        "network_id": key.network,
        "id": new_id(),
        "name": key.name,
        "prefix": key.prefix,
        "digest": digest,
        "location_id": key.location,
        "from_at": key.since,
        "until_at": key.until,
        "by_whom": key.by_whom,
        "ended_by": key.ended_by,
    }
    await connection.insert(api_keys, [row])


async def find_key(
    connection: Connection, network: str, digest: str, now: dt.datetime
) -> HeldKey | None:
    """Return the key with this digest, if it is in force."""
    rows = await _FIND.fetch(connection, network=network, digest=digest, now=now)
    return HeldKey(*rows[0]) if rows else None


async def list_keys(connection: Connection, now: dt.datetime) -> list[RegisteredKey]:
    """List all keys, those in force first, each sort from the latest."""
    keys = [_registered(row) for row in await _LIST.fetch(connection)]
    return sorted(keys, key=lambda key: key.until is not None and key.until <= now)


async def end_key(connection: Connection, key: RegisteredKey, now: dt.datetime, by: str) -> bool:
    """End a key now; tell whether it was in force. One that has ended keeps its first end."""
    rows = await _END.fetch(connection, network=key.network, prefix=key.prefix, now=now, by=by)
    return bool(rows)


def _registered(row: Row) -> RegisteredKey:
    network, prefix, name, location, since, until, by_whom, ended_by = row
    return RegisteredKey(
        network, prefix, name, location, kept_moment(since), instant(until), by_whom, ended_by
    )


_FIND = Portable(
    lambda _: sa.select(api_keys.c.id, api_keys.c.location_id).where(
        api_keys.c.network_id == NETWORK,
        api_keys.c.digest == sa.bindparam("digest", type_=sa.Text()),
        in_force(api_keys),
    )
)
_LIST = Portable(
    lambda _: sa.select(
        api_keys.c.network_id,
        api_keys.c.prefix,
        api_keys.c.name,
        api_keys.c.location_id,
        api_keys.c.from_at,
        api_keys.c.until_at,
        api_keys.c.by_whom,
        api_keys.c.ended_by,
    ).order_by(api_keys.c.from_at.desc(), api_keys.c.id.desc())
)
_END = Portable(
    lambda _: (
        api_keys.update()
        .where(
            api_keys.c.network_id == NETWORK,
            api_keys.c.prefix == sa.bindparam("prefix", type_=sa.Text()),
            sa.or_(api_keys.c.until_at.is_(None), api_keys.c.until_at > NOW),
        )
        .values(until_at=NOW, ended_by=sa.bindparam("by", type_=sa.Text()))
        .returning(api_keys.c.id)
    )
)
