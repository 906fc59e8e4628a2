"""Local days as moments, and freezes at their first and last moment in two zones."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from store.contracts import contracts
from store.databases import Database
from store.membership import contract_state
from store.moments import start_of_day
from tests.store.rows import Rows, ask


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00"),  # the day that has 25 hours
        ("Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00"),
        ("America/New_York", "2026-10-25", "2026-10-25T04:00:00"),
        ("America/New_York", "2026-11-02", "2026-11-02T05:00:00"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00"),  # midnight is skipped
        ("America/Havana", "2026-11-01", "2026-11-01T04:00:00"),  # midnight comes twice
        ("Asia/Kathmandu", "2026-11-01", "2026-10-31T18:15:00"),
    ],
)
def test_start_of_day(zone: str, day: str, moment: str) -> None:
    """A day begins with its first moment, whatever the clocks do at midnight."""
    start = start_of_day(dt.date.fromisoformat(day), ZoneInfo(zone))
    assert start == dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    local = start.astimezone(ZoneInfo(zone))
    just_before = (start - dt.timedelta(seconds=1)).astimezone(ZoneInfo(zone))
    assert local.date().isoformat() == day
    assert just_before.date() < local.date()


FROM, UNTIL = dt.date(2026, 10, 1), dt.date(2026, 11, 1)

# zone of the contract's location -> moment in UTC -> state; in both zones clocks change in between
FREEZES = [
    ("Europe/Berlin", "2026-09-30T21:59:59", "active"),
    ("Europe/Berlin", "2026-09-30T22:00:00", "frozen"),
    ("Europe/Berlin", "2026-10-31T22:59:59", "frozen"),
    ("Europe/Berlin", "2026-10-31T23:00:00", "active"),
    ("America/New_York", "2026-10-01T03:59:59", "active"),
    ("America/New_York", "2026-10-01T04:00:00", "frozen"),
    ("America/New_York", "2026-11-01T03:59:59", "frozen"),
    ("America/New_York", "2026-11-01T04:00:00", "active"),
]


async def test_freezes_begin_and_end_with_the_local_day(database: Database) -> None:
    """A freeze from one 1st until the next holds from local midnight to local midnight."""
    rows = Rows()
    plan, customer = rows.add("plans"), rows.customer()
    held = {}
    for zone in ("Europe/Berlin", "America/New_York"):
        held[zone] = rows.add("contracts", customer_id=customer, plan_id=plan)
        rows.add(
            "freezes",
            contract_id=held[zone],
            customer_id=customer,
            from_date=FROM,
            until_date=UNTIL,
            from_at=start_of_day(FROM, ZoneInfo(zone)),
            until_at=start_of_day(UNTIL, ZoneInfo(zone)),
        )
    await rows.write(database)
    question = sa.select(contracts.c.id, contract_state(contracts))
    async with database.connection() as connection:
        for zone, moment, state in FREEZES:
            now = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
            answers = dict(await ask(connection, question, now=now))
            assert answers[held[zone]] == state, (zone, moment)
