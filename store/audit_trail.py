"""Writing the audit trail: one row for each change, in the transaction that makes the change."""

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
