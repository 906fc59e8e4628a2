"""Bookings are owed for: by the cheapest rate for the customer, until they are given up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from resolvers.commerce.rates import Rate, price_of
from tests.resolvers.booking.house import MITTE, OPEN_TO_ALL, at
from tests.resolvers.commerce.shop import Shop

OWED = "select description, total_minor, currency from charges where voided_at is null order by id"
TEN, ELEVEN, TWELVE = at(23, 10), at(23, 11), at(23, 12)


@pytest.mark.parametrize(
    ("per", "price", "minutes", "costs"),
    [
        ("booking", 500, 90, 500),
        ("hour", 1800, 60, 1800),
        ("hour", 1800, 90, 2700),
        ("hour", 1000, 20, 333),
        ("hour", 1, 30, 1),
        ("half-day", 4000, 30, 4000),
        ("half-day", 4000, 241, 8000),
        ("day", 9000, 24 * 60, 9000),
        ("day", 9000, 24 * 60 + 1, 18000),
        ("week", 100, 8 * 24 * 60, 200),
        ("month", 100, 60, 100),
    ],
)
def test_prices(per: str, price: int, minutes: int, costs: int) -> None:
    """Hours by the minute, halves of a cent up; all else as soon as it has begun."""
    rate = Rate(price, "EUR", per, "public")
    assert price_of(rate, TEN, TEN + dt.timedelta(minutes=minutes)) == costs


def rates(shop: Shop, **prices: int) -> None:
    """Add an hourly rate for each audience."""
    for audience, price in prices.items():
        shop.rows.add(
            "resource_rates", resource_type_id=shop.category, name=audience, price_minor=price,
            per="hour", audience=audience,
        )  # fmt: skip


@pytest.mark.parametrize(("who", "costs"), [("member", 1000), ("contact", 3000), ("frozen", 3000)])
async def test_the_cheapest_rate_that_is_for_one(shop: Shop, who: str, costs: int) -> None:
    """Members have theirs; whoever is frozen pays what everybody pays."""
    right = ("can-book",)
    people: dict[str, Any] = {
        "member": shop.member(rights=right),
        "contact": shop.contact(rights=right),
        "frozen": shop.member(rights=right, frozen=True),
    }
    rates(shop, public=1500, member=500)
    room = shop.room(audience="public")
    await shop.built()
    payload = await shop.book(people[who], room, TEN, TWELVE, MITTE, OPEN_TO_ALL)
    assert payload["errors"] == []
    assert await shop.stored(OWED) == [("Fig tree, 2026-11-23 10:00", costs, "EUR")]


async def test_what_is_changed_or_given_up(shop: Shop) -> None:
    """It is charged anew, or not at all; what stands on an invoice stays there."""
    ada, room = shop.member(rights=("can-book",)), shop.room()
    rates(shop, member=1000)
    await shop.built()
    booking = (await shop.book(ada, room, TEN, TWELVE))["booking"]["id"]
    await shop.change(ada, booking, notes="Tea.")
    assert [row[1] for row in await shop.stored(OWED)] == [2000]
    await shop.change(ada, booking, endsAt="2026-11-23T10:00:00Z")
    assert [row[1] for row in await shop.stored(OWED)] == [1000]
    await shop.cancel(ada, booking)
    assert await shop.stored(OWED) == []
    assert await shop.stored("select count(*) from charges") == [(2,)]


async def test_what_is_given_up_late_is_owed(shop: Shop) -> None:
    """As minutes that it took are gone then; until a day before, neither is."""
    ada, room = shop.member(rights=("can-book",)), shop.room()
    shop.rows.add("booking_terms", resource_id=room, late_cancellation_minutes=24 * 60)
    rates(shop, member=1000)
    await shop.built()
    for day, late, owed in ((24, False, []), (23, True, [1000])):
        payload = await shop.book(ada, room, at(day, 10), at(day, 11))
        assert (await shop.cancel(ada, payload["booking"]["id"]))["late"] is late
        assert [row[1] for row in await shop.stored(OWED)] == owed


async def test_nothing_is_owed(shop: Shop) -> None:
    """Where there is no rate for the customer, and while staff have not confirmed."""
    ada = shop.member(rights=("can-book",))
    rates(shop, contact=1000)
    free = shop.room()
    shop.category = shop.rows.add("resource_types", name="Halls")
    rates(shop, member=1000)
    waiting = shop.room(requires_confirmation=True)
    await shop.built()
    for room in (free, waiting):
        assert (await shop.book(ada, room, TEN, ELEVEN))["errors"] == []
    assert await shop.stored(OWED) == []
