"""Writing the audit trail: one row for each change, in the transaction that makes the change.

Staff who look as somebody else, or ask what somebody sees, are written down before they are told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from store.audit import audit_entries
from store.databases import Connection
from store.ids import new_id
from store.sql import instant_text


@dataclass(frozen=True, slots=True)
class Change:
    """A change to one record: its columns before and after, None where there is no such state."""

    action: str
    location: str
    record_type: str
    record: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Look:
    """A question of staff's: *asked* is what they gave, *customer* whom it is about, if anybody."""

    action: str
    location: str
    customer: int | None
    asked: Mapping[str, Any]


async def record_look(
    connection: Connection,
    network: str,
    look: Look,
    *,
    login: int | None,
    customer: int | None,
    now: dt.datetime,
) -> None:
    """Keep that somebody took *look*; its row says `after` what was asked, about record 0 if none.

    Whoever tells the answer does so after this is kept, and not at all where it cannot be.
    """
    change = Change(
        look.action, look.location, "Customer", look.customer or 0, before=None, after=look.asked
    )
    await record_change(connection, network, change, login=login, customer=customer, now=now)


async def record_change(
    connection: Connection,
    network: str,
    change: Change,
    *,
    login: int | None,
    customer: int | None,
    now: dt.datetime,
) -> None:
    """Keep that somebody made *change*: by their login, as the profile *customer*."""
    row = {
        "network_id": network,
        "id": new_id(),
        "location_id": change.location,
        "at": now,
        "login_id": login,
        "customer_id": customer,
        "action": change.action,
        "record_type": change.record_type,
        "record_id": change.record,
        "before": _written(change.before),
        "after": _written(change.after),
    }
    await connection.insert(audit_entries, [row])


def _written(columns: Mapping[str, Any] | None) -> str | None:
    if columns is None:
        return None
    plain = {
        name: instant_text(value) if isinstance(value, dt.datetime) else value
        for name, value in columns.items()
    }
    return orjson.dumps(plain).decode()
