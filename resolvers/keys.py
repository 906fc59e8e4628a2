"""Idempotency keys: a request that is sent again comes to what it came to the first time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from planning.mutations import Work
from resolvers.plain_text import has_control
from resolvers.refusals import error
from resolvers.rows import insert
from store.audit import idempotency_keys
from store.portable import Portable
from store.sql import NETWORK, VIEWER, instant_text

MOST_CHARACTERS = 200

NO_KEY = error(
    "INVALID_VALUE", f"A key has from 1 to {MOST_CHARACTERS} characters.", "idempotencyKey"
)
OTHER_REQUEST = error(
    "INVALID_VALUE", "This key was used for another request.", "idempotencyKey"
)


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


async def came_to(work: Work, key: Key | None) -> int | dict[str, Any] | None:
    """Return the record that an earlier request with this key came to; None if there was none.

    Where that one asked for something else, or the key is none that can be kept, return the error
    to answer with. Whoever calls has taken turns for the customer, so that no such request is
    under way.
    """
    if key is None:
        return None
    if not 1 <= len(key.key) <= MOST_CHARACTERS or has_control(key.key):
        return NO_KEY
    rows = await _FIND.fetch(
        work.connection,
        network=work.tree.root(work.portal),
        viewer=key.customer,
        action=key.action,
        key=key.key,
    )
    if not rows:
        return None
    asked, record = rows[0]
    return record if asked == key.asked else OTHER_REQUEST


async def keep_key(work: Work, key: Key | None, record: int) -> None:
    """Remember what the request came to, if it was sent with a key."""
    if key is None:
        return
    await insert(
        work.connection,
        idempotency_keys,
        work.tree.root(work.portal),
        customer_id=key.customer,
        action=key.action,
        key=key.key,
        asked=key.asked,
        record_id=record,
        created_at=work.now,
    )


_FIND = Portable(
    lambda _: sa.select(idempotency_keys.c.asked, idempotency_keys.c.record_id).where(
        idempotency_keys.c.network_id == NETWORK,
        idempotency_keys.c.customer_id == VIEWER,
        idempotency_keys.c.action == sa.bindparam("action"),
        idempotency_keys.c.key == sa.bindparam("key"),
    )
)
