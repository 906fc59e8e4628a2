"""Suspending by hand: by whom, why, and what the customer reads."""

from __future__ import annotations

from typing import Any

import pytest

from access.viewer import Viewer
from tests.resolvers.booking.house import policies
from tests.resolvers.commerce.shop import Shop, codes

SUSPEND = """
mutation ($input: SuspendCustomerInput!) {
  suspendCustomer(input: $input) { customer { suspended } errors { code field message } }
}
"""
UNSUSPEND = """
mutation ($input: UnsuspendCustomerInput!) {
  unsuspendCustomer(input: $input) { customer { suspended } errors { code field } }
}
"""
OWN = "{ me { suspended membership suspensions { occasion message reason byWhom until } } }"


async def suspend(shop: Shop, who: Viewer | int | None, customer: int, **given: Any) -> Any:
    wanted = {"customerId": f"Customer:{customer}", "reason": "Chargeback", **given}
    return await shop.done(SUSPEND, who, wanted)


async def lift(shop: Shop, who: Viewer | int | None, customer: int, **given: Any) -> Any:
    wanted = {"customerId": f"Customer:{customer}", "reason": "Settled", **given}
    return await shop.done(UNSUSPEND, who, wanted)


async def own(shop: Shop, customer: int) -> Any:
    answer = await shop.ask(OWN, customer=customer, policies=policies(), portal="berlin-mitte")
    return answer["data"]["me"]


async def test_a_customer_is_suspended_and_let_act_again(shop: Shop) -> None:
    """They read the words for them and not the reason; both steps are in the trail."""
    ada, manager = shop.member(), shop.staff("house-manager")
    await shop.built()
    payload = await suspend(shop, manager, ada, message="Please call us.")
    assert payload == {"customer": {"suspended": True}, "errors": []}
    told = {
        "occasion": "MANUAL", "message": "Please call us.", "reason": None, "byWhom": None,
        "until": None,
    }  # fmt: skip
    assert await own(shop, ada) == {
        "suspended": True, "membership": "MEMBER", "suspensions": [told]
    }
    assert [each["code"] for each in (await suspend(shop, manager, ada))["errors"]] == [
        "INVALID_VALUE"
    ]
    assert (await lift(shop, manager, ada))["customer"] == {"suspended": False}
    assert (await own(shop, ada))["suspensions"][0]["until"] == "2026-11-22T12:00:00Z"
    assert codes(await lift(shop, manager, ada)) == ["INVALID_VALUE"]
    kept = await shop.stored("select why, by_whom from customer_suspensions")
    assert kept == [("Chargeback", "house-manager-berlin-mitte")]
    trail = await shop.stored("select action, record_type, login_id, after from audit_entries")
    assert [row[:3] for row in trail] == [("customers.suspend", "Customer", manager.login)] * 2
    assert '"why":"Settled"' in trail[1][3]


@pytest.mark.parametrize(
    ("role", "at", "code"),
    [
        ("house-manager", "berlin-mitte", None),
        ("house-manager", "harbour", None),
        ("front-desk", "berlin-mitte", "NOT_ALLOWED"),
        ("accountant", "berlin-mitte", "NOT_ALLOWED"),
        ("house-manager", "lisbon-alfama", "NOT_ALLOWED"),
        ("community-manager", "lisbon-alfama", "NOT_ALLOWED"),
    ],
)
async def test_who_may_suspend(shop: Shop, role: str, at: str, code: str | None) -> None:
    """Staff with the permission where the customer is at home; reading is not enough."""
    ada, who = shop.member(), shop.staff(role, at=at)
    await shop.built()
    expected = [] if code is None else [code]
    assert codes(await suspend(shop, who, ada)) == expected
    assert await shop.stored("select count(*) from customer_suspensions") == [(not code,)]


async def test_customers_suspend_nobody(shop: Shop) -> None:
    """Not others, not themselves, and nobody who does not sign in."""
    ada, eve = shop.member(), shop.member()
    await shop.built()
    assert codes(await suspend(shop, ada, eve)) == ["NOT_ALLOWED"]
    assert codes(await suspend(shop, ada, ada)) == ["NOT_ALLOWED"]
    assert codes(await suspend(shop, None, ada)) == ["NOT_ALLOWED"]
    assert codes(await lift(shop, ada, ada)) == ["NOT_ALLOWED"]


async def test_unknown_customers_and_empty_reasons(shop: Shop) -> None:
    """A reason is text, as are the words for the customer; no id but a customer's will do."""
    ada, manager = shop.member(), shop.staff("house-manager")
    await shop.built()
    assert codes(await suspend(shop, manager, 999)) == ["NOT_FOUND"]
    for given in ({"reason": " "}, {"reason": "x" * 501}, {"message": ""}, {"message": "x" * 501}):
        (error,) = (await suspend(shop, manager, ada, **given))["errors"]
        assert (error["code"], error["field"]) == ("INVALID_VALUE", next(iter(given)))
