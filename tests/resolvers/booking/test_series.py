"""Booking again and again: the same time on the clock, all of it or what may be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from resolvers.booking.repeats import MOST, occurrences
from store.databases import Database
from store.sql import instant_text
from tests.resolvers.booking.house import BERLIN, DAY, at
from tests.resolvers.commerce.shop import Shop, codes

SERIES = """
mutation Series($input: BookSeriesInput!) {
  bookSeries(input: $input) {
    occurrences { startsAt endsAt bookingId refusal { step code } }
    errors { code field message }
  }
}
"""
TEN, ELEVEN = at(23, 10), at(23, 11)


@pytest.fixture(name="shop")
def _shop(database: Database) -> Shop:
    """Berlin Mitte with its plan, on either database."""
    return Shop(database)


def _person(shop: Shop, **limits: Any) -> int:
    return shop.person(shop.plan(**limits), rights=("can-book",))


async def _book(shop: Shop, who: Any, room: int, **given: Any) -> Any:
    usual = {
        "resourceId": f"Resource:{room}", "startsAt": instant_text(TEN),
        "endsAt": instant_text(ELEVEN), "every": "WEEKLY",
    }  # fmt: skip
    return await shop.done(SERIES, who, {**usual, **given})


def _refusals(payload: Any) -> list[tuple[int, str] | None]:
    found = [each["refusal"] for each in payload["occurrences"]]
    return [None if each is None else (each["step"], each["code"]) for each in found]


def _given(start: dt.datetime, end: dt.datetime, **values: Any) -> dict[str, Any]:
    return {"startsAt": start, "endsAt": end, **values}


def _clock(times: Any) -> list[str]:
    assert isinstance(times, list), times
    return [f"{start.astimezone(BERLIN):%d.%m. %H:%M}-{end.astimezone(BERLIN):%H:%M}"
            for start, end in times]  # fmt: skip


@pytest.mark.parametrize(
    ("every", "first", "expected"),
    [
        ("daily", "2026-10-24T10:00", ["24.10. 10:00", "25.10. 10:00", "26.10. 10:00"]),
        ("weekly", "2027-03-22T18:00", ["22.03. 18:00", "29.03. 18:00", "05.04. 18:00"]),
        ("daily", "2027-03-27T02:30", ["27.03. 02:30", "28.03. 03:00", "29.03. 02:30"]),
        ("fortnightly", "2026-12-21T09:00", ["21.12. 09:00", "04.01. 09:00", "18.01. 09:00"]),
    ],
)
def test_the_same_time_on_the_clock(every: str, first: str, expected: list[str]) -> None:
    """Before and after clocks change; a time that they skip begins when they skip."""
    start = dt.datetime.fromisoformat(first).replace(tzinfo=BERLIN).astimezone(dt.UTC)
    times = occurrences(_given(start, start + dt.timedelta(hours=2), count=3), every, BERLIN)
    assert [each.split("-")[0] for each in _clock(times)] == expected


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "untilDate"),
        ({"count": 3, "untilDate": dt.date(2026, 12, 24)}, "untilDate"),
        ({"count": 1}, "count"),
        ({"count": MOST + 1}, "count"),
        ({"untilDate": dt.date(2026, 11, 22)}, "untilDate"),
        ({"untilDate": dt.date(2026, 11, 29)}, "untilDate"),
        ({"untilDate": dt.date(2199, 1, 1)}, "untilDate"),
    ],
)
def test_how_a_series_cannot_end(values: dict[str, Any], field: str) -> None:
    """Either so often or until then; more than once, and not for ever."""
    wrong = occurrences(_given(TEN, ELEVEN, **values), "weekly", BERLIN)
    assert isinstance(wrong, dict)
    assert (wrong["code"], wrong["field"]) == ("INVALID_VALUE", field)


def test_the_last_day_is_the_calendars() -> None:
    """A booking late in the evening still begins on the last day."""
    late = at(23, 23, 30)
    until = {"untilDate": dt.date(2026, 12, 7)}
    times = occurrences(_given(late, late + dt.timedelta(hours=1), **until), "weekly", BERLIN)
    assert _clock(times) == ["23.11. 23:30-00:30", "30.11. 23:30-00:30", "07.12. 23:30-00:30"]


async def test_all_of_them_or_none(shop: Shop) -> None:
    """One time that is taken refuses all, and is named; then nothing was booked, nor is owed."""
    ada, bob, room = _person(shop), _person(shop), shop.room()
    shop.rows.add("resource_rates", resource_type_id=shop.category, price_minor=1000, per="hour")
    shop.rows.add(
        "bookings", resource_id=room, customer_id=bob, status="confirmed",
        starts_at=TEN + 7 * DAY, ends_at=ELEVEN + 7 * DAY,
    )  # fmt: skip
    await shop.built()
    refused = await _book(shop, ada, room, count=3)
    assert codes(refused) == ["BOOKING_REFUSED"]
    assert _refusals(refused) == [None, (8, "BOOKING_CONFLICT"), None]
    assert all(each["bookingId"] is None for each in refused["occurrences"])
    assert await shop.stored("select count(*) from charges") == [(0,)]
    made = await _book(shop, ada, room, count=3, skipRefused=True, idempotencyKey="k")
    assert made["errors"] == []
    assert [each["bookingId"] is None for each in made["occurrences"]] == [False, True, False]
    assert _refusals(made) == [None, (8, "BOOKING_CONFLICT"), None]
    again = await _book(shop, ada, room, count=3, skipRefused=True, idempotencyKey="k")
    ids = [[each["bookingId"] for each in payload["occurrences"]] for payload in (made, again)]
    assert ids[0] == ids[1]
    other = await _book(shop, ada, room, count=4, skipRefused=True, idempotencyKey="k")
    assert codes(other) == ["INVALID_VALUE"]
    assert await shop.stored("select count(*), sum(total_minor) from charges") == [(2, 2000)]
    trail = await shop.stored("select action from audit_entries")
    assert trail == [("bookings.create",)] * 2
    nothing = await _book(shop, ada, room, count=2, skipRefused=True)
    assert codes(nothing) == ["BOOKING_REFUSED"]
    assert set(_refusals(nothing)) == {(8, "BOOKING_CONFLICT")}


async def test_each_counts_for_the_next(shop: Shop) -> None:
    """Two hours of a week's two are used up by two days, so the third is refused."""
    ada, room = _person(shop, minute_week_limit=120), shop.room()
    await shop.built()
    payload = await _book(shop, ada, room, every="DAILY", count=3, skipRefused=True)
    assert _refusals(payload) == [None, None, (5, "HARD_LIMIT_WEEK")]


async def test_who_may(shop: Shop) -> None:
    """As with one booking: staff for customers, and nobody who may not book once."""
    ada, room, desk = _person(shop), shop.room(), shop.staff("front-desk")
    others = (None, shop.staff("teacher"), shop.contact())
    await shop.built()
    for who in others:
        assert codes(await _book(shop, who, room, count=2)) != []
    assert codes(await _book(shop, ada, 999, count=2)) == ["NOT_FOUND"]
    assert codes(await _book(shop, ada, room, count=2, attendees=0)) == ["INVALID_VALUE"]
    assert await shop.stored("select count(*) from bookings") == [(0,)]
    made = await _book(shop, desk, room, untilDate="2026-12-01", forCustomerId=f"Customer:{ada}")
    assert len(made["occurrences"]) == 2
    rows = await shop.stored("select distinct customer_id, online from bookings")
    assert [(customer, bool(online)) for customer, online in rows] == [(ada, False)]
