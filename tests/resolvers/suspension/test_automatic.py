"""Suspensions that the policies declare: once for each cause, lifted by hand only."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from resolvers.commerce.billing_round import Report, bill_all
from resolvers.suspension.automatic import suspend_on, suspend_overdue
from resolvers.suspension.occasions import Occasions, occasions_at
from store.databases import open_database
from tests.resolvers.booking.house import MITTE, policies
from tests.resolvers.commerce.shop import Shop
from tests.store.rows import NOW

DAY = dt.timedelta(days=1)
DECLARED = "suspension.automatic: [{ overdue-days: 30 }]"
ALL = ((DECLARED, "suspension.automatic: [sign-up, plan, { overdue-days: 7 }]"),)


def owed(shop: Shop, customer: int, due: str, **values: Any) -> int:
    """Add an invoice that waits to be paid."""
    number = f"MIT-{len(shop.rows._rows.get('invoices', []))}"
    usual = {
        "customer_id": customer, "number": number, "due_date": dt.date.fromisoformat(due),
        "total_minor": 5, "paid_minor": 0, "status": "open",
    }  # fmt: skip
    return shop.rows.add("invoices", **{**usual, **values})


async def round_at(shop: Shop, now: dt.datetime = NOW, *, keep: bool = True) -> Report:
    """Run the nightly round."""
    return await bill_all(shop.database, policies(), [MITTE], now, keep=keep)


def test_what_is_declared() -> None:
    """The switch as its location has it; without it there are no occasions."""
    assert occasions_at(policies(), MITTE, NOW) == Occasions(frozenset(), 30)
    named = frozenset({"sign-up", "plan"})
    assert occasions_at(policies(*ALL), MITTE, NOW) == Occasions(named, 7)


async def test_whoever_owes_for_too_long_is_suspended(shop: Shop) -> None:
    """On the first day after the days have passed, with a record of why, and told so."""
    ada, eve = shop.member(), shop.contact()
    owed(shop, ada, "2026-10-23")
    owed(shop, eve, "2026-10-24")
    await shop.built()
    assert (await round_at(shop)).suspended == []
    report = await round_at(shop, NOW + DAY)
    assert [(each.customer, each.invoice) for each in report.suspended] == [(ada, "MIT-0")]
    kept = await shop.stored(
        "select s.customer_id, s.by_whom, s.why, c.occasion, c.said from customer_suspensions s "
        "join suspension_causes c on c.suspension_id = s.id"
    )
    assert kept == [(
        ada, "policies", "invoice MIT-0 was due on 2026-10-23", "overdue",
        "Invoice MIT-0 is overdue. Once it is paid, please get in touch with us.",
    )]  # fmt: skip
    assert await shop.stored("select action, customer_id from audit_entries") == [
        ("customers.suspend", None)
    ]


async def test_running_again_suspends_nobody_twice(shop: Shop) -> None:
    """Paying lifts nothing, and whom staff let act again is not suspended for the same invoice."""
    ada = shop.member()
    owed(shop, ada, "2026-09-01")
    await shop.built()
    assert len((await round_at(shop)).suspended) == 1
    assert (await round_at(shop)).suspended == []
    async with shop.database.transaction() as connection:
        await connection.fetch("update invoices set status = 'paid'", ())
    answer = await shop.ask("{ me { suspended } }", customer=ada)
    assert answer["data"]["me"] == {"suspended": True}
    async with shop.database.transaction() as connection:
        await connection.fetch("update invoices set status = 'open'", ())
        await connection.fetch("update customer_suspensions set until_at = from_at", ())
    assert (await round_at(shop)).suspended == []
    owed(shop, ada, "2026-09-02", number="MIT-9")
    await shop.built()
    assert [each.invoice for each in (await round_at(shop)).suspended] == ["MIT-9"]


@pytest.mark.parametrize("status", ["draft", "paid", "void", "credit-note"])
async def test_only_what_is_due_suspends(shop: Shop, status: str) -> None:
    """And nobody who is suspended or archived already."""
    ada, eve, old = shop.member(), shop.member(), shop.member()
    owed(shop, ada, "2026-01-01", status=status)
    owed(shop, eve, "2026-01-01")
    owed(shop, old, "2026-01-01")
    shop.suspend(eve)
    shop.rows.add("customer_archivings", customer_id=old)
    await shop.built()
    assert (await round_at(shop)).suspended == []


async def test_whoever_is_suspended_is_not_billed_the_same_night(shop: Shop) -> None:
    """The round suspends first."""
    ada = shop.contact()
    owed(shop, ada, "2026-09-01")
    shop.rows.add(
        "charges", customer_id=ada, kind="other", description="Prints", quantity=1, unit_minor=5,
        total_minor=5, charged_at=NOW, charged_date=dt.date(2026, 10, 1),
    )  # fmt: skip
    await shop.built()
    report = await round_at(shop)
    assert (len(report.suspended), report.issued, report.unbilled) == (1, [], [ada])


async def test_a_rehearsal_suspends_nobody(shop: Shop) -> None:
    """It says who would be."""
    ada = shop.member()
    owed(shop, ada, "2026-09-01")
    await shop.built()
    assert len((await round_at(shop, keep=False)).suspended) == 1
    assert await shop.stored("select count(*) from customer_suspensions") == [(0,)]


async def test_rounds_at_once_suspend_once(shop: Shop, database_url: str) -> None:
    """Through connections of their own, each customer has one suspension."""
    people = [shop.member() for _ in range(6)]
    for person in people:
        owed(shop, person, "2026-09-01")
    await shop.built()
    others = [open_database(database_url) for _ in range(3)]
    place = policies().tree[MITTE]
    try:
        found = await asyncio.gather(
            *(suspend_overdue(each, policies(), place, NOW) for each in others)
        )
    finally:
        for each in others:
            await each.close()
    assert sorted(each.customer for some in found for each in some) == people
    assert await shop.stored("select count(*) from customer_suspensions") == [(6,)]


@pytest.mark.parametrize("occasion", ["sign-up", "plan", "crm-stage"])
async def test_occasions_that_are_declared_suspend(shop: Shop, occasion: str) -> None:
    """Those that are not do nothing; whoever is suspended stays so for the first reason."""
    ada = shop.member()
    await shop.built()
    place = policies().tree[MITTE]

    async def on(rules: Any) -> bool:
        async with shop.database.transaction() as connection:
            return await suspend_on(connection, rules, place, ada, occasion, "why", NOW)

    assert await on(policies()) is False
    declared = occasion != "crm-stage"
    assert await on(policies(*ALL)) is declared
    assert await on(policies(*ALL)) is False
    kept = await shop.stored("select occasion from suspension_causes")
    assert kept == ([(occasion,)] if declared else [])


async def test_choosing_another_plan(shop: Shop) -> None:
    """Where it is declared, whoever asks for one is suspended, and stays a member meanwhile."""
    desk = shop.plan(invoice_every_months=1)
    office = shop.plan(key="private-office", invoice_every_months=1)
    shop.rows.add("plan_terms", plan_id=desk, may_change=True)
    ada, eve = shop.person(), shop.person()
    held = {
        customer: shop.rows.add(
            "contracts", customer_id=customer, plan_id=desk, start_date=dt.date(2026, 1, 1),
            renewal_date=dt.date(2026, 12, 1),
        )
        for customer in (ada, eve)
    }  # fmt: skip
    await shop.built()
    change = """
    mutation ($input: ChangePlanInput!) {
      changePlan(input: $input) {
        contract { nextPlan { id } customer { suspended membership } } errors { code }
      }
    }
    """
    for customer, rules in ((ada, ALL), (eve, ())):
        given = {"contractId": f"Contract:{held[customer]}", "planId": f"Plan:{office}"}
        payload = await shop.done(change, customer, given, rules=rules)
        assert payload == {
            "contract": {
                "nextPlan": {"id": f"Plan:{office}"},
                "customer": {"suspended": customer == ada, "membership": "MEMBER"},
            },
            "errors": [],
        }
    kept = await shop.stored("select why from customer_suspensions")
    assert kept == [("chose another plan in the portal",)]
