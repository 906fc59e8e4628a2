"""Money that plans include: taken off what is owed, exactly, and shown as it is left."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

from resolvers.commerce.billing_round import bill_all
from store.databases import open_database
from store.sql import instant_text
from tests.resolvers.booking.house import BOOK, CANCEL, MITTE, at, policies
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


def _renewed(shop: Shop, customer: int, plan: int, **values: Any) -> int:
    """Add a contract whose cycle of November was not billed yet."""
    due = {"start_date": dt.date(2026, 10, 5), "renewal_date": dt.date(2026, 11, 5)}
    return shop.rows.add("contracts", customer_id=customer, plan_id=plan, **{**due, **values})


async def _bill(shop: Shop, now: dt.datetime = NOW) -> list[int]:
    report = await bill_all(shop.database, policies(), [MITTE], now)
    assert not report.failed
    return [each.total_minor for each in report.issued]


async def test_it_pays_for_cycles_where_the_benefit_says_so(shop: Shop) -> None:
    """On the same invoice, to the cent, and once however often the round is run."""
    dear = shop.plan(name="Studio", invoice_every_months=1, price_minor=9999)
    purse = Purse(shop, pays_cycles=True)
    ada, ben = shop.contact(), shop.contact()
    for who in (ada, ben):
        _renewed(shop, who, dear)
    _renewed(shop, ada, purse.plan, renewal_date=None)
    kept = shop.plan(invoice_every_months=1)
    shop.rows.add("plan_benefits", plan_id=kept, kind="money-credit", amount=5000)
    _renewed(shop, ben, kept, renewal_date=None)
    await shop.built()
    assert await _bill(shop) == [7999, 9999]
    assert await _bill(shop) == []
    assert [minor for _, minor in await purse.owed()] == [9999, -2000, 9999]
    assert await purse.left(ada) == [(0, True)]
    assert await purse.left(ben) == [(5000, True)]
    assert await _bill(shop, NOW + dt.timedelta(days=14)) == [7999, 9999]


async def test_a_missed_cycle_takes_the_money_of_its_own_time(shop: Shop) -> None:
    """A contract that was frozen then paid nothing then, though it runs when both are billed."""
    purse = Purse(shop, pays_cycles=True)
    dear = shop.plan(invoice_every_months=1, price_minor=3000)
    ada = shop.contact()
    money = _renewed(shop, ada, purse.plan, renewal_date=None, start_date=dt.date(2026, 8, 5))
    shop.rows.add(
        "freezes", contract_id=money, customer_id=ada, from_date=dt.date(2026, 10, 5),
        until_date=dt.date(2026, 11, 5), from_at=at(1, 0) - dt.timedelta(days=27, hours=1),
        until_at=at(5, 0),
    )  # fmt: skip
    _renewed(shop, ada, dear, renewal_date=dt.date(2026, 10, 5))
    await shop.built()
    assert await _bill(shop) == [4000]
    assert [minor for _, minor in await purse.owed()] == [3000, 3000, -2000]
    taken = await shop.stored("select cycle_date from money_uses")
    assert [str(day) for (day,) in taken] == ["2026-11-05"]


async def test_a_team_shares_the_money_of_who_pays_for_it(shop: Shop) -> None:
    """For what is booked for the team, and the cycles of its contracts; not for one's own."""
    purse, room = Purse(shop, pays_cycles=True), shop.room()
    shop.rows.add("resource_rates", resource_type_id=shop.category, price_minor=800, per="hour")
    bare = shop.plan(name="Desk", invoice_every_months=1, price_minor=1500)
    both = ("can-book", "can-book-for-team")
    payer, mate = shop.contact(rights=both), shop.contact(rights=both)
    team = shop.rows.add("teams", name="A")
    for who, role in ((payer, "paying-member"), (mate, "member")):
        shop.rows.add("team_members", team_id=team, customer_id=who, role=role)
    shop.rows.add("credit_pools", team_id=team)
    _renewed(shop, payer, purse.plan, team_id=team, renewal_date=None)
    _renewed(shop, mate, bare, team_id=team)
    await shop.built()
    times = {"startsAt": instant_text(at(23, 10)), "endsAt": instant_text(at(23, 11))}
    asked = {"resourceId": f"Resource:{room}", **times}
    await shop.done(BOOK, mate, {**asked, "teamId": f"Team:{team}"})
    assert [minor for _, minor in await purse.owed()] == [800, -800]
    later = {"startsAt": instant_text(at(24, 10)), "endsAt": instant_text(at(24, 11))}
    await shop.done(BOOK, mate, {**asked, **later})
    assert [minor for _, minor in await purse.owed()][2:] == [800]
    assert await _bill(shop) == [300]
    assert await purse.left(payer) == [(0, True)]


async def test_rounds_at_once_spend_it_once(shop: Shop, database_url: str) -> None:
    """Four of a team, through connections of their own: the money pays for one cycle and a bit."""
    purse = Purse(shop, pays_cycles=True)
    dear = shop.plan(invoice_every_months=1, price_minor=1500)
    team = shop.rows.add("teams", name="A")
    people = [shop.contact() for _ in range(4)]
    for who, role in zip(people, ("paying-member", *["member"] * 3), strict=True):
        shop.rows.add("team_members", team_id=team, customer_id=who, role=role)
        _renewed(shop, who, dear, team_id=team)
    shop.rows.add("credit_pools", team_id=team)
    _renewed(shop, people[0], purse.plan, team_id=team, renewal_date=None)
    await shop.built()
    others = [open_database(database_url) for _ in range(3)]
    try:
        rules = policies()
        reports = await asyncio.gather(*(bill_all(each, rules, [MITTE], NOW) for each in others))
    finally:
        for each in others:
            await each.close()
    totals = [each.total_minor for report in reports for each in report.issued]
    assert sorted(totals) == [0, 1000, 1500, 1500]
    assert not any(report.failed for report in reports)
