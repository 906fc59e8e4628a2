"""Freezing, ending and changing one's own contract, on both databases, under the real policies."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from store.databases import Database
from tests.resolvers.asking import codes
from tests.resolvers.booking.house import House, policies

FREEZE = """
mutation Freeze($input: FreezeContractInput!) {
  freezeContract(input: $input) {
    contract { state freezes { fromDate untilDate startsAt endsAt } }
    errors { code field message }
  }
}
"""
END = """
mutation End($input: EndContractInput!) {
  endContract(input: $input) {
    contract { state cancellationDate endsAt }
    errors { code field message }
  }
}
"""
CHANGE = """
mutation Change($input: ChangePlanInput!) {
  changePlan(input: $input) {
    contract { planName nextPlan { name } }
    errors { code field message }
  }
}
"""


@pytest.fixture(name="house")
def _house(database: Database) -> House:
    """Berlin Mitte, empty."""
    return House(database)


def desk(house: House, name: str = "Hot Desk", **values: Any) -> int:
    """Add a monthly plan that lets its customers do everything."""
    values = {"invoice_every_months": 1, "can_be_paused": True, "visible": True, **values}
    plan = house.plan(name=name, **values)
    house.rows.add(
        "plan_terms", plan_id=plan, notice_days=30, may_end=True, may_change=True,
        freeze_cycles=2, freezes_a_year=2,
    )
    return plan


def taken(house: House, customer: int, plan: int, **values: Any) -> str:
    """Add a contract of 1 October; return its global id."""
    usual = {
        "start_date": dt.date(2026, 10, 1), "renewal_date": dt.date(2026, 12, 1),
        "starts_at": dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC),
    }
    key = house.rows.add("contracts", customer_id=customer, plan_id=plan, **{**usual, **values})
    return f"Contract:{key}"


async def asked(house: House, query: str, customer: int, **given: Any) -> Any:
    """Ask as a customer at Berlin Mitte, and return the payload."""
    answer = await house.ask(
        query, variables={"input": given}, customer=customer, policies=policies(),
        portal="berlin-mitte",
    )
    assert "errors" not in answer, answer
    (payload,) = answer["data"].values()
    return payload


async def test_a_freeze_holds_from_midnight_to_midnight(house: House) -> None:
    """Of the house that made the contract; asked for twice, it meets itself."""
    ada = house.person()
    contract = taken(house, ada, desk(house))
    await house.built()
    payload = await asked(house, FREEZE, ada, contractId=contract, untilDate="2027-01-01")
    assert payload == {
        "contract": {
            "state": "ACTIVE",
            "freezes": [{
                "fromDate": "2026-12-01", "untilDate": "2027-01-01",
                "startsAt": "2026-11-30T23:00:00Z", "endsAt": "2026-12-31T23:00:00Z",
            }],
        },
        "errors": [],
    }
    again = await asked(house, FREEZE, ada, contractId=contract, untilDate="2027-01-01")
    assert (again["contract"], codes(again)) == (None, [("ALREADY_FROZEN", None)])
    kept = await house.stored("select action, after from audit_entries")
    assert [row[0] for row in kept] == ["contracts.freeze"]
    assert '"until_date":"2027-01-01"' in kept[0][1]


async def test_an_end_is_told_and_kept(house: House) -> None:
    """Thirty days from now; a second wish finds it ending, and its state stays until then."""
    ada = house.person()
    contract = taken(house, ada, desk(house))
    await house.built()
    early = await asked(house, END, ada, contractId=contract, onDate="2026-12-01")
    assert codes(early) == [("TOO_EARLY", "onDate")]
    assert "2026-12-22" in early["errors"][0]["message"]
    payload = await asked(house, END, ada, contractId=contract)
    assert payload["contract"] == {
        "state": "ACTIVE", "cancellationDate": "2026-12-22", "endsAt": "2026-12-21T23:00:00Z",
    }
    assert codes(await asked(house, END, ada, contractId=contract)) == [("ENDING", None)]


async def test_a_plan_changes_with_the_next_cycle(house: House) -> None:
    """It is noted until then, and taken back by asking for none; plans elsewhere are no choice."""
    ada = house.person()
    contract = taken(house, ada, desk(house))
    other, far = desk(house, "Office", key="office"), desk(
        house, "Far", key="far", location_id="berlin-kreuzberg"
    )
    await house.built()
    given = {"contractId": contract, "planId": f"Plan:{other}"}
    payload = await asked(house, CHANGE, ada, **given)
    assert payload["contract"] == {"planName": "Hot Desk", "nextPlan": {"name": "Office"}}
    payload = await asked(house, CHANGE, ada, contractId=contract, planId=None)
    assert payload["contract"] == {"planName": "Hot Desk", "nextPlan": None}
    nowhere = await asked(house, CHANGE, ada, contractId=contract, planId="Plan:404")
    assert codes(nowhere) == [("NOT_FOUND", "planId")]
    elsewhere = await asked(house, CHANGE, ada, contractId=contract, planId=f"Plan:{far}")
    assert codes(elsewhere)[0][1] == "planId"


async def test_nobody_changes_what_is_not_theirs(house: House) -> None:
    """Somebody else's contract and none at all look the same; the team's is seen and not theirs."""
    plan = desk(house)
    ada, ben = house.person(plan), house.person(plan)
    contract = taken(house, ada, plan)
    await house.built()
    for name in (contract, "Contract:404", "nonsense"):
        for query in (FREEZE, END, CHANGE):
            given = {"untilDate": "2027-01-01"} if query is FREEZE else {}
            payload = await asked(house, query, ben, contractId=name, **given)
            assert codes(payload) == [("NOT_FOUND", "contractId")]
    assert await house.stored("select count(*) from audit_entries") == [(0,)]


async def test_a_suspended_member_changes_nothing(house: House) -> None:
    """The policy's own code, before any contract is looked at."""
    ada = house.person()
    contract = taken(house, ada, desk(house))
    house.suspend(ada)
    await house.built()
    payload = await asked(house, END, ada, contractId=contract)
    assert codes(payload) == [("CUSTOMER_SUSPENDED", None)]


async def test_a_plan_without_terms_is_changed_by_staff_alone(house: House) -> None:
    """Closed by default."""
    ada = house.person()
    plan = house.plan(invoice_every_months=1, can_be_paused=True)
    contract = taken(house, ada, plan)
    await house.built()
    given = {"contractId": contract}
    assert codes(await asked(house, END, ada, **given)) == [("NOT_OFFERED", None)]
    assert codes(await asked(house, CHANGE, ada, **given)) == [("NOT_OFFERED", None)]
    frozen = await asked(house, FREEZE, ada, **given, untilDate="2027-01-01")
    assert codes(frozen) == [("NOT_OFFERED", None)]
