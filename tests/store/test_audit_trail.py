"""The audit trail: one row for each change, as whoever reads it later finds it."""

from __future__ import annotations

import datetime as dt

import orjson
import sqlalchemy as sa

from store.audit import audit_entries
from store.audit_trail import Change, Look, record_change, record_look
from store.databases import Database
from tests.store.rows import NETWORK, NOW, ask

COLUMNS = ("location_id", "action", "record_type", "record_id", "login_id", "before", "after")
LOCAL = dt.datetime(2026, 10, 1, 10, 30, 15, 999_999, dt.timezone(dt.timedelta(hours=2)))


async def test_changes_and_looks_are_written_alike_on_both_databases(database: Database) -> None:
    """Moments in UTC and to the second, as rows have them; days as days; nothing as NULL."""
    before = {"starts_at": LOCAL, "on": dt.date(2026, 10, 1), "notes": None}
    change = Change("bookings.update", "mitte", "Booking", 7, before, None)
    look = Look("explain", "mitte", None, {"subject": "Event.title"})
    async with database.transaction() as connection:
        await record_change(connection, NETWORK, change, login=None, customer=None, now=NOW)
        await record_look(connection, NETWORK, look, login=None, customer=None, now=NOW)
        columns = [audit_entries.c[name] for name in COLUMNS]
        rows = await ask(connection, sa.select(*columns).order_by(audit_entries.c.id))
    changed, looked = (dict(zip(COLUMNS, row, strict=True)) for row in rows)
    assert orjson.loads(changed["before"]) == {
        "starts_at": "2026-10-01T08:30:15Z", "on": "2026-10-01", "notes": None,
    }
    assert changed["after"] is None
    assert (changed["record_type"], changed["record_id"]) == ("Booking", 7)
    assert (looked["record_type"], looked["record_id"], looked["before"]) == ("Customer", 0, None)
    assert orjson.loads(looked["after"]) == {"subject": "Event.title"}
