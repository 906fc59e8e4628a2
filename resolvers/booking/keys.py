"""Idempotency keys: a request that is sent again comes to what it came to the first time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from store.audit import idempotency_keys
from store.databases import Connection
from store.ids import new_id
from store.portable import Portable
from store.sql import NETWORK, VIEWER, instant_text


@dataclass(frozen=True, slots=True)
class Key:
    """One customer's key for one action, and what was asked for under it."""

    customer: int
    action: str
    key: str
    asked: str


def key_of(customer: int, action: str, given: Mapping[str, Any]) -> Key | None:
    """Return the key that a request was sent with, if any."""
    key = given.get("idempotencyKey")
    if key is None:
        return None
    asked = {
        name: instant_text(value) if isinstance(value, dt.datetime) else value
        for name, value in given.items()
        if name != "idempotencyKey" and value is not None
    }
    return Key(customer, action, key, orjson.dumps(asked, option=orjson.OPT_SORT_KEYS).decode())


async def find_key(connection: Connection, network: str, key: Key) -> tuple[str, int] | None:
    """Return what was asked for under the key before, and the record that it came to."""
    rows = await _FIND.fetch(
        connection, network=network, viewer=key.customer, action=key.action, key=key.key
    )
    return (rows[0][0], rows[0][1]) if rows else None


async def keep_key(
    connection: Connection, network: str, key: Key, record: int, now: dt.datetime
) -> None:
    """Remember what the request came to."""
    row = {
        "network_id": network,
        "id": new_id(),
        "customer_id": key.customer,
        "action": key.action,
        "key": key.key,
        "asked": key.asked,
        "record_id": record,
        "created_at": now,
    }
    await connection.insert(idempotency_keys, [row])


_FIND = Portable(
    lambda _: sa.select(idempotency_keys.c.asked, idempotency_keys.c.record_id).where(
        idempotency_keys.c.network_id == NETWORK,
        idempotency_keys.c.customer_id == VIEWER,
        idempotency_keys.c.action == sa.bindparam("action"),
        idempotency_keys.c.key == sa.bindparam("key"),
    )
)
