"""Choosing a first plan, on both databases, under the real policies."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from resolvers.commerce.billing_round import bill_all
from store.databases import Database
from tests.resolvers.asking import codes
from tests.resolvers.booking.house import House, policies
from tests.store.rows import NOW

CHOOSE = """
mutation Choose($input: ChoosePlanInput!) {
  choosePlan(input: $input) {
    contract { id state startDate renewalDate location { id } customer { membership suspended } }
    errors { code field }
  }
}
"""
DECLARED = "suspension.automatic: [{ overdue-days: 30 }]"
STRICT = ((DECLARED, "suspension.automatic: [plan]"),)


@pytest.fixture(name="house")
def _house(database: Database) -> House:
    """Berlin Mitte, which offers a hot desk to whoever comes by themselves."""
    return House(database)


def desk(house: House, **values: Any) -> str:
    """Add a plan of a month; return its global id."""
    usual = {"key": "hot-desk", "name": "Hot Desk", "invoice_every_months": 1}
    return f"Plan:{house.plan(**{**usual, 'price_minor': 24900, 'visible': True, **values})}"


async def chosen(
    house: House, customer: int | None, plan: str, rules: Any = (), **given: Any
) -> Any:
    """Choose as a customer at Berlin Mitte; return the payload."""
    answer = await house.ask(
        CHOOSE, variables={"input": {"planId": plan, **given}}, customer=customer,
        policies=policies(*rules), portal="berlin-mitte",
    )
    assert "errors" not in answer, answer
    return answer["data"]["choosePlan"]


async def test_a_contact_is_a_member_in_the_same_answer(house: House) -> None:
    """The contract begins today; its first cycle is billed with the next invoices, and once."""
    ada, plan = house.person(), desk(house)
    await house.built()
    payload = await chosen(house, ada, plan)
    assert payload["errors"] == []
    assert payload["contract"].pop("id").startswith("Contract:")
    assert payload["contract"] == {
        "state": "ACTIVE", "startDate": "2026-11-22", "renewalDate": "2026-11-22",
        "location": {"id": "Location:berlin-mitte"},
        "customer": {"membership": "MEMBER", "suspended": False},
    }
    kept = await house.stored("select action, record_type, customer_id, after from audit_entries")
    assert [row[:3] for row in kept] == [("contracts.choose-plan", "Contract", ada)]
    assert '"start_date":"2026-11-22"' in kept[0][3]
    for expected in ([24900], []):
        report = await bill_all(house.database, policies(), ["berlin-mitte"], NOW)
        assert [each.total_minor for each in report.issued] == expected


async def test_a_second_plan_is_not_a_first_one(house: House) -> None:
    """Neither for members nor for whoever has a contract that is still to begin."""
    plan = desk(house)
    member, contact = house.person(int(plan.partition(":")[2])), house.person()
    soon = NOW.replace(day=30)
    house.rows.add(
        "contracts", customer_id=contact, plan_id=int(plan.partition(":")[2]),
        start_date=soon.date(), starts_at=soon,
    )
    await house.built()
    for customer in (member, contact):
        assert codes(await chosen(house, customer, plan)) == [("CONTACTS_ONLY", None)]


async def test_only_what_is_offered_is_chosen(house: House) -> None:
    """A plan that is arranged with the team, one out of sight, and nobody's choice."""
    ada = house.person()
    office, hidden = desk(house, key="private-office"), desk(house, visible=False)
    elsewhere = desk(house, location_id="berlin-kreuzberg")
    await house.built()
    assert codes(await chosen(house, ada, office)) == [("NOT_OFFERED", "planId")]
    for plan in (hidden, elsewhere, "Plan:404", "Event:1"):
        assert codes(await chosen(house, ada, plan)) == [("NOT_FOUND", "planId")]
    assert codes(await chosen(house, None, office)) == [("LOGIN_REQUIRED", None)]


async def test_the_portal_knows_beforehand(house: House) -> None:
    """`beginsOnline` is what choosing goes by."""
    desk(house), desk(house, key="private-office", name="Office")
    await house.built()
    answer = await house.ask(
        "{ plans(orderBy: { field: NAME }) { nodes { name beginsOnline } } }",
        policies=policies(), portal="berlin-mitte",
    )
    assert answer["data"]["plans"]["nodes"] == [
        {"name": "Hot Desk", "beginsOnline": True}, {"name": "Office", "beginsOnline": False},
    ]


async def test_a_request_sent_twice_chooses_once(house: House) -> None:
    """With its key the same contract comes back; the key does not serve for another plan."""
    ada, plan, other = house.person(), desk(house), desk(house, key="day-pass")
    await house.built()
    first = await chosen(house, ada, plan, idempotencyKey="k")
    assert await chosen(house, ada, plan, idempotencyKey="k") == first
    assert codes(await chosen(house, ada, other, idempotencyKey="k")) == [
        ("INVALID_VALUE", "idempotencyKey")
    ]


async def test_of_two_at_once_one_begins(house: House) -> None:
    """However many times somebody presses the button."""
    ada, plan = house.person(), desk(house)
    await house.built()
    done = await asyncio.gather(*(chosen(house, ada, plan) for _ in range(6)))
    assert sorted(len(payload["errors"]) for payload in done) == [0, 1, 1, 1, 1, 1]
    assert len(await house.stored("select id from contracts")) == 1


async def test_choosing_suspends_where_that_is_declared(house: House) -> None:
    """In the same answer, with the words that the customer reads; the contract stays."""
    ada, plan = house.person(), desk(house)
    await house.built()
    payload = await chosen(house, ada, plan, STRICT)
    assert payload["contract"]["customer"] == {"membership": "MEMBER", "suspended": True}
    kept = await house.stored("select occasion, said from suspension_causes")
    assert kept == [("plan", "Your plan is being checked. We will be in touch.")]
    suspended = house.person()
    house.suspend(suspended)
    await house.built()
    assert codes(await chosen(house, suspended, plan)) == [("CUSTOMER_SUSPENDED", None)]
