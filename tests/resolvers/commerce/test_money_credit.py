"""Money that plans include: taken off what is owed, exactly, and shown as it is left."""

from __future__ import annotations

import datetime as dt
from typing import Any

from store.sql import instant_text
from tests.resolvers.booking.house import BOOK, CANCEL, at
from tests.resolvers.commerce.shop import Shop
from tests.store.rows import NOW

OWED = "select description, total_minor from charges where voided_at is null order by id"
BENEFITS = """
{ me { contracts { state benefits { kind name amount currency left renewsOn usable } } } }
"""
RIGHTS = ("can-purchase", "can-book")


class Purse:
    """A plan of Mitte's that includes 20.00 EUR a month, and what it is spent on."""

    def __init__(self, shop: Shop, **benefit: Any) -> None:
        self.shop = shop
        self.plan = shop.plan(name="Hot desk", invoice_every_months=1)
        usual = {"plan_id": self.plan, "kind": "money-credit", "amount": 2000, "name": "Purse"}
        shop.rows.add("plan_benefits", **{**usual, **benefit})

    async def owed(self) -> list[tuple[Any, ...]]:
        """Return what is owed, in its order."""
        return await self.shop.stored(OWED)

    async def left(self, who: int) -> list[tuple[int | None, bool]]:
        """Return what each contract has left, and whether that can be used."""
        answer = await self.shop.ask(BENEFITS, customer=who)
        return [
            (each["left"], each["usable"])
            for contract in answer["data"]["me"]["contracts"]
            for each in contract["benefits"]
        ]


async def test_it_is_taken_off_what_is_bought(shop: Shop) -> None:
    """Until there is none: then the rest is owed, and the next is owed in full."""
    purse, locker = Purse(shop), shop.product(price_minor=1500)
    ada = shop.person(purse.plan, rights=RIGHTS)
    await shop.built()
    shown = await shop.ask(BENEFITS, customer=ada)
    assert shown["data"]["me"]["contracts"][0]["benefits"] == [
        {
            "kind": "MONEY_CREDIT", "name": "Purse", "amount": 2000, "currency": "EUR",
            "left": 2000, "renewsOn": "2026-12-01", "usable": True,
        }
    ]  # fmt: skip
    for left in (500, 0, 0):
        assert (await shop.buy(ada, locker))["charge"]["total"] == {"amountMinor": 1500}
        assert await purse.left(ada) == [(left, True)]
    assert await purse.owed() == [
        ("Locker", 1500), ("Hot desk: Locker", -1500),
        ("Locker", 1500), ("Hot desk: Locker", -500),
        ("Locker", 1500),
    ]  # fmt: skip


async def test_it_is_not_for_everything(shop: Shop) -> None:
    """Another currency's is not touched; what is for a type of resource pays for no product."""
    purse = Purse(shop, resource_type_id=shop.category)
    dollars, locker = shop.product("Mug", currency="USD"), shop.product()
    other = shop.plan(name="Dollars", currency="USD", invoice_every_months=1)
    shop.rows.add("plan_benefits", plan_id=other, kind="money-credit", amount=700)
    ada = shop.person(purse.plan, other, rights=RIGHTS)
    await shop.built()
    await shop.buy(ada, locker)
    await shop.buy(ada, dollars)
    assert await purse.owed() == [("Locker", 1200), ("Mug", 1200), ("Dollars: Mug", -700)]


async def test_frozen_or_suspended_it_is_kept_and_not_used(shop: Shop) -> None:
    """Shown as it is, and not usable; a contract that runs pays in the place of a frozen one."""
    purse, locker = Purse(shop), shop.product()
    resting = shop.person(purse.plan, rights=RIGHTS, frozen=(purse.plan,))
    sue = shop.person(purse.plan, rights=RIGHTS)
    shop.suspend(sue)
    staff = shop.staff("house-manager")
    await shop.built()
    assert (await shop.buy(resting, locker))["errors"] == []
    await shop.buy(staff, locker, forCustomerId=f"Customer:{sue}")
    assert await purse.owed() == [("Locker", 1200)]
    assert await purse.left(resting) == [(2000, False)]
    assert await purse.left(sue) == [(2000, False)]


async def test_a_booking_gives_it_back(shop: Shop) -> None:
    """Cancelled before it is billed neither the booking nor what paid for it is owed."""
    purse, room = Purse(shop), shop.room()
    shop.rows.add("resource_rates", resource_type_id=shop.category, price_minor=801, per="hour")
    ada = shop.person(purse.plan, rights=RIGHTS)
    await shop.built()
    times = {"startsAt": instant_text(at(23, 10)), "endsAt": instant_text(at(23, 11))}
    payload = await shop.done(BOOK, ada, {"resourceId": f"Resource:{room}", **times})
    booking = payload["booking"]["id"]
    assert [total for _, total in await purse.owed()] == [801, -801]
    assert await purse.left(ada) == [(1199, True)]
    await shop.done(CANCEL, ada, {"bookingId": booking})
    assert await purse.owed() == []
    assert await purse.left(ada) == [(2000, True)]


async def test_a_new_cycle_has_it_anew(shop: Shop) -> None:
    """What was taken last month counts for last month; two of a plan have twice as much."""
    purse, locker = Purse(shop), shop.product(price_minor=5000)
    ada = shop.contact(rights=RIGHTS)
    contract = shop.rows.add("contracts", customer_id=ada, plan_id=purse.plan, quantity=2)
    await shop.built()
    ((benefit,),) = await shop.stored("select id from plan_benefits")
    charges = [
        shop.rows.add(
            "charges", customer_id=ada, kind="other", unit_minor=minor, total_minor=minor,
            charged_at=NOW - dt.timedelta(days=30),
        )
        for minor in (900, -900)
    ]  # fmt: skip
    shop.rows.add(
        "money_uses", charge_id=charges[0], credit_charge_id=charges[1], contract_id=contract,
        plan_benefit_id=benefit, cycle_date=dt.date(2026, 10, 1), amount=900,
    )  # fmt: skip
    await shop.built()
    assert await purse.left(ada) == [(4000, True)]
    await shop.buy(ada, locker)
    assert (await purse.owed())[2:] == [("Locker", 5000), ("Hot desk: Locker", -4000)]
