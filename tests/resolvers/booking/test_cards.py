"""What customers bought pays for bookings: a unit each, after the plans' minutes, before money."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from resolvers.booking.bought import Card
from resolvers.booking.credits import spend
from store.sql import instant_text
from tests.resolvers.booking.house import MITTE, House, at, policies, refusal
from tests.resolvers.booking.test_credits import LATER, ROOMS, SOON, credit
from tests.store.rows import NOW

OWN = "{ me { products { nodes { name units unitsLeft state usable } } } }"
OWED = "select total_minor from charges where voided_at is null order by id"
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("found", "cards", "minutes", "taken"),
    [
        ([credit(1, 60)], [Card(7)], 60, "time-credit"),
        ([credit(1, 45)], [Card(7)], 60, "card"),
        ([credit(1, 3, "pass")], [Card(7, SOON - HOUR)], 60, "card"),
        ([credit(1, 3, "pass")], [Card(7, SOON)], 60, "pass"),
        ([credit(1, 3, "pass")], [Card(7, LATER)], 60, "pass"),
        ([credit(1, 3, "pass", renews_at=None)], [Card(7, LATER)], 60, "card"),
        ([credit(1, 3, "pass", renews_at=None)], [Card(7)], 60, "pass"),
        ([credit(1, 30)], [], 60, "time-credit"),
    ],
)
def test_minutes_come_first_then_what_lapses_first(
    found: list[Any], cards: list[Card], minutes: int, taken: str
) -> None:
    """Of a pass that a plan includes and one that was bought the plan's, if both last as long."""
    spending = spend(found, ROOMS, minutes, cards)
    kinds = {use.credit.kind for use in spending.uses} or {"card"}
    assert kinds == {taken}
    assert spending.card == (7 if taken == "card" else None)


class Wallet:
    """A product of the store that pays for rooms, and rooms that cost 10.00 an hour."""

    def __init__(self, house: House) -> None:
        self.house = house
        house.rows.add(
            "resource_rates", resource_type_id=house.category, price_minor=1000, per="hour"
        )
        self.product = house.rows.add(
            "products", name="Five rooms", available_as="one-off"
        )
        house.rows.add(
            "product_categories", product_id=self.product, resource_type_id=house.category
        )

    def card(self, who: int, units: int | None = 2, **values: Any) -> int:
        """Let somebody have bought it."""
        usual = {
            "product_id": self.product, "name": "Five rooms", "kind": "service", "units": units,
            "sold_at": NOW, "from_at": at(1, 0), "from_date": dt.date(2026, 11, 1),
        }  # fmt: skip
        return self.house.rows.add("customer_products", customer_id=who, **{**usual, **values})

    async def left(self, who: int) -> list[tuple[int | None, bool]]:
        """Ask how many units are left of each, and whether it can be used."""
        answer = await self.house.ask(OWN, customer=who)
        nodes = answer["data"]["me"]["products"]["nodes"]
        return [(each["unitsLeft"], each["usable"]) for each in nodes]

    async def paid_with(self, who: int, booking: str) -> str | None:
        """Ask what paid for a booking."""
        question = f'{{ booking(id: "{booking}") {{ paidWith {{ name }} }} }}'
        answer = await self.house.ask(
            question, customer=who, policies=policies(), portal=MITTE
        )
        found = answer["data"]["booking"]["paidWith"]
        return None if found is None else str(found["name"])

    async def owed(self) -> list[int]:
        """Return what is owed."""
        return [minor for (minor,) in await self.house.stored(OWED)]


async def test_a_unit_pays_for_a_booking_and_comes_back(house: House) -> None:
    """Nothing is owed; a change takes no second one, and given up late it is gone.

    The booking names the product as long as it holds a unit.
    """
    wallet, room = Wallet(house), house.room()
    ada = house.person(house.plan())
    house.rows.add("booking_terms", resource_id=room, late_cancellation_minutes=24 * 60)
    wallet.card(ada)
    await house.built()
    booked = await house.book(ada, room, at(25, 10), at(25, 12))
    assert booked["coveredMinutes"] == 120
    assert await wallet.left(ada) == [(1, True)]
    booking = booked["booking"]["id"]
    await house.change(ada, booking, endsAt=instant_text(at(25, 14)))
    assert await wallet.left(ada) == [(1, True)]
    assert await wallet.paid_with(ada, booking) == "Five rooms"
    assert (await house.cancel(ada, booking))["late"] is False
    assert await wallet.left(ada) == [(2, True)]
    assert await wallet.paid_with(ada, booking) is None
    soon = (await house.book(ada, room, at(23, 10), at(23, 11)))["booking"]["id"]
    assert (await house.cancel(ada, soon))["late"] is True
    assert await wallet.left(ada) == [(1, True)]
    assert await wallet.paid_with(ada, soon) == "Five rooms"
    await house.book(ada, room, at(26, 10), at(26, 11))
    assert await wallet.left(ada) == [(0, False)]
    assert await wallet.owed() == []
    assert (await house.book(ada, room, at(27, 10), at(27, 11)))["coveredMinutes"] == 0
    assert await wallet.owed() == [1000]


async def test_it_is_kept_where_nothing_is_to_be_paid(house: House) -> None:
    """A room that costs nothing takes none; one that asks for credit takes one all the same."""
    wallet = Wallet(house)
    free = house.rows.add("resource_types", name="Free")
    house.rows.add("product_categories", product_id=wallet.product, resource_type_id=free)
    room, strict = (
        house.rows.add("resources", resource_type_id=free, name=name, kind="meeting-room")
        for name in ("Free", "Strict")
    )
    house.rows.add("booking_terms", resource_id=strict, requires_credit=True)
    ada = house.person(house.plan())
    wallet.card(ada)
    await house.built()
    await house.book(ada, room, at(25, 10), at(25, 12))
    assert await wallet.left(ada) == [(2, True)]
    assert refusal(await house.book(ada, strict, at(25, 13), at(25, 14))) is None
    assert await wallet.left(ada) == [(1, True)]


async def test_what_does_not_pay(house: House) -> None:
    """Other types of rooms, other days, videos, what is somebody else's, what names no type."""
    wallet, room = Wallet(house), house.room()
    other = house.rows.add("products", name="Clay", available_as="one-off")
    ada, ben = house.person(house.plan()), house.person(house.plan(key="desk"))
    wallet.card(ben)
    wallet.card(ada, product_id=other)
    wallet.card(ada, kind="video")
    wallet.card(ada, until_at=at(25, 0), until_date=dt.date(2026, 11, 25))
    wallet.card(ada, from_at=at(26, 0), from_date=dt.date(2026, 11, 26))
    await house.built()
    assert (await house.book(ada, room, at(25, 10), at(25, 11)))["coveredMinutes"] == 0
    assert (await house.book(ada, room, at(26, 10), at(26, 11)))["coveredMinutes"] == 60


async def test_the_frozen_use_what_they_bought_the_suspended_keep_it(house: House) -> None:
    """A freeze is of the contract; a suspended customer's is shown, and not usable."""
    wallet, room, plan = Wallet(house), house.room(audience="public"), house.plan()
    bare = house.plan(key="desk")
    frozen, sue = house.person(plan, bare, frozen=(plan,)), house.person(plan)
    house.suspend(sue)
    for who in (frozen, sue):
        wallet.card(who)
    await house.built()
    assert (await house.book(frozen, room, at(25, 10), at(25, 11)))["coveredMinutes"] == 60
    assert refusal(await house.book(sue, room, at(25, 12), at(25, 13))) == (3, "CUSTOMER_SUSPENDED")
    assert await wallet.left(sue) == [(2, False)]


async def test_the_last_unit_is_used_once(house: House) -> None:
    """Two rooms at the same moment, for the same customer: one is paid for, the other is owed."""
    wallet = Wallet(house)
    rooms = [house.room(f"Room {number}") for number in range(4)]
    ada = house.person(house.plan())
    wallet.card(ada, units=1)
    await house.built()
    found = await asyncio.gather(
        *(
            house.book(ada, room, at(25, 10), at(25, 11), idempotencyKey=f"room {room}")
            for room in rooms
        )
    )
    assert sorted(each["coveredMinutes"] for each in found) == [0, 0, 0, 60]
    assert await wallet.left(ada) == [(0, False)]
    assert len(await house.stored("select 1 from product_uses")) == 1
    assert await wallet.owed() == [1000] * 3
