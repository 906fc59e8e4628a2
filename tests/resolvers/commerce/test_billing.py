"""Billing, on real rows: what is due, once, on the location's own days."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from resolvers.commerce.billing_round import Report, bill_all
from store.databases import open_database
from tests.resolvers.booking.house import MITTE, policies
from tests.resolvers.commerce.shop import Shop, codes
from tests.store.rows import NOW

D = dt.date.fromisoformat
DAY = dt.timedelta(days=1)
INVOICES = "select number, total_minor, currency, status from invoices order by number, id"


async def bill(shop: Shop, now: dt.datetime = NOW, *, keep: bool = True, at: str = MITTE) -> Report:
    """Run a round at one location."""
    return await bill_all(shop.database, policies(), [at], now, keep=keep)


def totals(report: Report) -> list[tuple[int, int]]:
    """Return whom was billed how much."""
    return sorted((each.customer, each.total_minor) for each in report.issued)


def contract(shop: Shop, customer: int, **values: Any) -> int:
    """Add a contract of 249.00 EUR a month from the 5th of October on, the second one unbilled."""
    plan = values.pop("plan", None) or shop.plan(
        name="Hot desk", price_minor=24900, invoice_every_months=1
    )
    usual = {"start_date": D("2026-10-05"), "renewal_date": D("2026-11-05")}
    return shop.rows.add("contracts", customer_id=customer, plan_id=plan, **{**usual, **values})


async def test_a_cycle_is_billed_once(shop: Shop) -> None:
    """With what was bought in the cycle that ended, and not with what was bought since."""
    ada, locker = shop.contact(), shop.product()
    contract(shop, ada)
    for day in ("2026-11-04", "2026-11-05"):
        shop.rows.add(
            "charges", customer_id=ada, kind="product", product_id=locker, description=day,
            quantity=1, unit_minor=1200, total_minor=1200, charged_at=NOW, charged_date=D(day),
        )  # fmt: skip
    await shop.built()
    first, second = await bill(shop), await bill(shop)
    assert totals(first) == [(ada, 26100)]
    assert second == Report()
    (issued,) = first.issued
    assert issued.number == "MIT-2026-00001"
    assert issued.due_date == D("2026-12-06")
    lines = await shop.stored(
        "select position, description, quantity, total_minor from invoice_lines order by position"
    )
    assert lines == [
        (1, "2026-11-04", 1, 1200), (2, "Hot desk, 2026-11-05 to 2026-12-04", 1, 24900)
    ]
    assert [str(day) for (day,) in await shop.stored("select renewal_date from contracts")] == [
        "2026-12-05"
    ]
    later = await bill(shop, NOW + 14 * DAY)
    assert totals(later) == [(ada, 26100)]
    assert later.issued[0].number == "MIT-2026-00002"


async def test_cycles_that_were_missed_are_billed_together(shop: Shop) -> None:
    """A job that did not run for months bills each month once, at its own price."""
    ada = shop.contact()
    contract(shop, ada, start_date=D("2026-08-31"), renewal_date=D("2026-08-31"), quantity=2,
             price_minor=10000)  # fmt: skip
    await shop.built()
    assert totals(await bill(shop)) == [(ada, 60000)]
    charged = await shop.stored("select from_date, until_date from charges order by from_date")
    assert [(str(since), str(until)) for since, until in charged] == [
        ("2026-08-31", "2026-09-30"), ("2026-09-30", "2026-10-31"), ("2026-10-31", "2026-11-30")
    ]


async def test_frozen_cycles_cost_nothing(shop: Shop) -> None:
    """A cycle that begins in a freeze is passed over, and the next one is billed again."""
    ada = shop.contact()
    frozen = contract(shop, ada)
    shop.rows.add(
        "freezes", contract_id=frozen, customer_id=ada, from_date=D("2026-11-05"),
        until_date=D("2026-12-05"), from_at=NOW - 17 * DAY, until_at=NOW + 13 * DAY,
    )  # fmt: skip
    await shop.built()
    assert await bill(shop) == Report()
    assert totals(await bill(shop, NOW + 14 * DAY)) == [(ada, 24900)]


async def test_what_has_ended_is_not_billed(shop: Shop) -> None:
    """Nor what was removed, waits on hold, or has not begun."""
    ada = shop.contact()
    ends = {"cancellation_date": D("2026-11-05"), "ends_at": NOW - 17 * DAY}
    contract(shop, ada, **ends)
    contract(shop, ada, removed_at=NOW - DAY)
    contract(shop, ada, start_date=D("2026-12-01"), renewal_date=D("2026-12-01"))
    contract(shop, ada, renewal_date=None)
    shop.rows.add("contract_holds", contract_id=contract(shop, ada))
    await shop.built()
    assert await bill(shop) == Report()


async def test_a_suspended_customer_is_billed_when_that_is_over(shop: Shop) -> None:
    """No invoice meanwhile; what was left out is billed as soon as the suspension is lifted."""
    ada, eve = shop.contact(), shop.contact()
    for customer in (ada, eve):
        contract(shop, customer)
    shop.suspend(ada, until_at=NOW + DAY)
    shop.rows.add("customer_archivings", customer_id=eve)
    await shop.built()
    assert await bill(shop) == Report(unbilled=[ada, eve])
    assert await shop.stored("select count(*) from charges") == [(0,)]
    assert totals(await bill(shop, NOW + DAY)) == [(ada, 24900)]


async def test_whoever_has_no_contract_is_billed_by_the_month(shop: Shop) -> None:
    """What a contact buys in November is billed in December, with the days of the house."""
    eve, locker = shop.contact(), shop.product()
    await shop.built()
    await shop.buy(eve, locker)
    assert await bill(shop) == Report()
    midnight = dt.datetime(2026, 11, 30, 23, tzinfo=dt.UTC)  # in Berlin it is December
    assert await bill(shop, midnight - dt.timedelta(seconds=1)) == Report()
    report = await bill(shop, midnight)
    assert totals(report) == [(eve, 1200)]
    assert report.issued[0].due_date == D("2026-12-15")


async def test_what_recurs_is_charged_every_month(shop: Shop) -> None:
    """Also where the job did not run for a while, and no longer once it has ended."""
    eve, locker = shop.contact(), shop.product(available_as="recurring")
    await shop.built()
    await shop.buy(eve, locker)
    spring = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)
    assert totals(await bill(shop, spring)) == [(eve, 3 * 1200)]
    days = await shop.stored("select from_date from charges order by from_date")
    assert [str(day) for (day,) in days] == ["2026-11-22", "2026-12-22", "2027-01-22"]


async def test_currencies_and_teams_have_invoices_of_their_own(shop: Shop) -> None:
    """Amounts of two currencies are never added up."""
    ada, team = shop.contact(), shop.rows.add("teams", name="Okafor")
    contract(shop, ada)
    contract(shop, ada, team_id=team)
    contract(shop, ada, currency="JPY", price_minor=2**31)
    await shop.built()
    await bill(shop)
    assert await shop.stored(INVOICES) == [
        ("MIT-2026-00001", 24900, "EUR", "open"),
        ("MIT-2026-00002", 24900, "EUR", "open"),
        ("MIT-2026-00003", 2**31, "JPY", "open"),
    ]


async def test_a_plan_changes_with_the_cycle(shop: Shop) -> None:
    """The next plan begins where the next cycle does, and its price is its own."""
    ada = shop.contact()
    office = shop.plan(
        key="private-office", name="Office", price_minor=90000, invoice_every_months=1
    )
    contract(shop, ada, next_plan_id=office, price_minor=100)
    await shop.built()
    assert totals(await bill(shop)) == [(ada, 90000)]
    rows = await shop.stored("select plan_id, next_plan_id, price_minor from contracts")
    assert rows == [(office, None, None)]


@pytest.mark.parametrize(
    ("cycle", "start", "costs", "until"),
    [
        ({"invoice_every_months": 12}, "2025-02-05", 7562, "2027-02-05"),  # 92 days of 365
        ({"invoice_every_months": 1}, "2026-10-05", 30000, "2026-12-05"),
        ({"invoice_every_weeks": 2}, "2026-10-05", 23571, "2026-11-16"),  # 11 days of 14
        ({}, "2026-10-05", 30000, None),
    ],
)
async def test_a_plan_with_other_cycles_costs_the_rest_of_the_first_one(
    shop: Shop, cycle: dict[str, int], start: str, costs: int, until: str | None
) -> None:
    """Cycles count from the contract's first day, so a plan may begin within one of its own."""
    ada = shop.contact()
    usual = {"invoice_every_months": 0, "invoice_every_weeks": 0}
    other = shop.plan(name="Other", key="other", price_minor=30000, **{**usual, **cycle})
    contract(shop, ada, start_date=D(start), next_plan_id=other)
    await shop.built()
    assert totals(await bill(shop, NOW - 12 * DAY)) == [(ada, costs)]
    charged = await shop.stored("select from_date, until_date from charges")
    assert [(str(since), until and str(ends)) for since, ends in charged] == [
        ("2026-11-05", until)
    ]


async def test_a_plan_does_not_change_while_the_contract_is_frozen(shop: Shop) -> None:
    """A year that began in a month's freeze would be free; it begins when the contract runs."""
    ada = shop.contact()
    year = shop.plan(name="Year", key="year", price_minor=365000, invoice_every_months=12)
    frozen = contract(shop, ada, next_plan_id=year)
    shop.rows.add(
        "freezes", contract_id=frozen, customer_id=ada, from_date=D("2026-11-05"),
        until_date=D("2026-12-05"), from_at=NOW - 17 * DAY, until_at=NOW + 13 * DAY,
    )  # fmt: skip
    await shop.built()
    assert await bill(shop) == Report()
    assert await shop.stored("select next_plan_id from contracts") == [(year,)]
    assert totals(await bill(shop, NOW + 14 * DAY)) == [(ada, 304000)], "until 5 October"
    rows = await shop.stored("select plan_id, next_plan_id from contracts")
    assert rows == [(year, None)]


async def test_nothing_to_pay_is_paid(shop: Shop) -> None:
    """A free plan's invoice is never due."""
    ada = shop.contact()
    contract(shop, ada, price_minor=0)
    await shop.built()
    await bill(shop)
    assert await shop.stored(INVOICES) == [("MIT-2026-00001", 0, "EUR", "paid")]


async def test_a_rehearsal_keeps_nothing(shop: Shop) -> None:
    """It says what the round would come to; the round then comes to it, from the first number."""
    ada = shop.contact()
    contract(shop, ada)
    await shop.built()
    assert totals(await bill(shop, keep=False)) == [(ada, 24900)]
    assert await shop.stored("select count(*) from invoices") == [(0,)]
    report = await bill(shop)
    assert [(each.customer, each.number) for each in report.issued] == [
        (ada, "MIT-2026-00001")
    ]


async def test_rounds_at_once_bill_everybody_once(shop: Shop, database_url: str) -> None:
    """Four rounds through connections of their own: each is billed once, no number is missing."""
    people = [shop.contact() for _ in range(8)]
    for person in people:
        contract(shop, person)
    await shop.built()
    others = [open_database(database_url) for _ in range(4)]
    try:
        rules = policies()
        reports = await asyncio.gather(*(bill_all(each, rules, [MITTE], NOW) for each in others))
    finally:
        for each in others:
            await each.close()
    billed = sorted(each.customer for report in reports for each in report.issued)
    assert billed == sorted(people)
    assert all(not report.failed for report in reports)
    numbers = [number for number, *_ in await shop.stored(INVOICES)]
    assert numbers == [f"MIT-2026-{number:05}" for number in range(1, 9)]


@pytest.mark.parametrize("when", ["cycle-end", "at-once"])
async def test_a_location_may_bill_at_once(
    shop: Shop, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it does, what is bought stands on an invoice before the answer is written."""
    ada, locker = shop.member(), shop.product()
    await shop.built()
    place = policies().tree[MITTE]
    changed = {**policies().tree.locations, MITTE: _with(place, {"when": when, "days-to-pay": 0})}
    monkeypatch.setattr(policies().tree, "locations", changed)
    payload = await shop.buy(ada, locker)
    assert codes(payload) == []
    assert (payload["charge"]["invoice"] is not None) == (when == "at-once")
    due = await shop.stored("select due_date, issued_date from invoices")
    assert [(str(until), str(since)) for until, since in due] == (
        [("2026-11-22", "2026-11-22")] if when == "at-once" else []
    )


def _with(place: Any, invoicing: dict[str, Any]) -> Any:
    return replace(place, data={**place.data, "invoicing": invoicing})
