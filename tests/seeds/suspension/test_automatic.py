"""Suspending customers automatically, and lifting it."""

from __future__ import annotations

import pytest

from tests.seeds.conftest import Rules
from tests.seeds.demo import DAY, MITTE, NOON, Demo
from tests.seeds.newcomers import DOCKS, arrive

DECLARED = "suspension.automatic: [{ overdue-days: 30 }]"
SUSPENDED = "{ me { suspended suspensions { occasion message } } }"


@pytest.fixture(name="strict", scope="module")
def _strict(with_rules: Rules) -> Demo:
    """A network that suspends on every occasion that there is."""
    every = "suspension.automatic: [sign-up, plan, crm-stage, { overdue-days: 30 }]"
    return with_rules(("policies/portal.yaml", DECLARED, every))


def test_newcomers_can_wait_until_their_identity_is_checked(demo: Demo) -> None:
    """Otto was suspended when he signed up, and reads why."""
    told = "Your account is being checked. We will be in touch."
    assert demo.see(SUSPENDED, "otto") == {
        "suspended": True,
        "suspensions": [{"occasion": "SIGN_UP", "message": told}],
    }


def test_a_new_customer_who_joins_can_be_suspended(strict: Demo) -> None:
    """Where it is declared: they are signed in, read why they wait, and may do nothing yet."""
    told = "Your account is being checked. We will be in touch."
    assert arrive(strict, "Joke Claes")["customer"] == {
        "name": "Joke Claes", "kind": "INDIVIDUAL", "membership": "CONTACT", "suspended": True,
        "suspensions": [{"occasion": "SIGN_UP", "message": told}],
    }
    joined = strict.id("Customer", "customers", full_name="Joke Claes")
    lifted = strict.do(
        "unsuspendCustomer { customer { suspended } errors { code } }", "dana", DOCKS,
        customerId=joined, reason="Showed her passport",
    )  # fmt: skip
    assert lifted == {"customer": {"suspended": False}, "errors": []}


def test_a_customer_who_opts_for_a_first_plan_can_be_suspended(strict: Demo) -> None:
    """Where it is declared: Anna is a member from then on, and waits."""
    done = strict.do(
        "choosePlan { contract { customer { membership suspended } } errors { code } }", "anna",
        planId=strict.id("Plan", "plans", key="hot-desk", location_id=MITTE),
    )  # fmt: skip
    assert done["contract"] == {"customer": {"membership": "MEMBER", "suspended": True}}


def test_choosing_another_plan_can_suspend(strict: Demo) -> None:
    """Where it is declared: Lou chooses, and is suspended for it."""
    contract = strict.rows(
        "select id from contracts where customer_id = 136 and location_id = ?", MITTE
    )[0][0]
    done = strict.do(
        "changePlan { contract { nextPlan { name } } errors { code } }",
        "lou",
        contractId=f"Contract:{contract}",
        planId=strict.id("Plan", "plans", name="Dedicated Desk", location_id=MITTE),
    )
    assert done == {"contract": {"nextPlan": {"name": "Dedicated Desk"}}, "errors": []}
    found = strict.see(SUSPENDED, "lou")
    assert [each["occasion"] for each in found["suspensions"]] == ["PLAN"]


def test_coming_onto_a_crm_board_can_suspend(strict: Demo) -> None:
    """Where it is declared: staff put Bea among the newcomers, and she is suspended."""
    done = strict.do(
        "moveCrmCard { card { stage { name } } errors { code } }",
        "grace",
        "plenum-hackney",
        customerId="Customer:202",
        stageId=strict.id("CrmStage", "crm_stages", key="asked"),
        why="Wants a studio",
    )
    assert done == {"card": {"stage": {"name": "Asked"}}, "errors": []}
    found = strict.see(SUSPENDED, "bea", "plenum-hackney")
    assert found["suspended"] is True
    assert [each["occasion"] for each in found["suspensions"]] == ["CRM_STAGE"]


def test_nothing_suspends_that_is_not_declared(house: Demo) -> None:
    """In the demo's own rules the board does not."""
    house.do(
        "moveCrmCard { errors { code } }",
        "grace",
        "plenum-hackney",
        customerId="Customer:202",
        stageId=house.id("CrmStage", "crm_stages", key="asked"),
        why="Wants a studio",
    )
    assert house.see("{ me { suspended } }", "bea", "plenum-hackney") == {"suspended": False}


def test_conditions_can_be_of_many_kinds(house: Demo) -> None:
    """An invoice that nobody paid for a month suspends, by the nightly round, with its number."""
    house.rows("delete from customer_suspensions where customer_id = 105")
    report = house.invoice(NOON, MITTE)
    assert 105 in [each.customer for each in report.suspended]
    (suspension,) = house.see(SUSPENDED, "sam")["suspensions"]
    assert suspension["occasion"] == "OVERDUE"
    assert suspension["message"].startswith("Invoice MIT-")


def test_only_people_lift_a_suspension(house: Demo) -> None:
    """Neither time nor money does: Otto waits for a year, and staff let him act again at once."""
    later = NOON + 365 * DAY
    assert house.see("{ me { suspended } }", "otto", when=later) == {"suspended": True}
    done = house.do(
        "unsuspendCustomer { customer { suspended } errors { code } }",
        "dana",
        customerId="Customer:107",
        reason="Showed his passport",
    )
    assert done["errors"] == []
    assert house.see("{ me { suspended } }", "otto") == {"suspended": False}


def test_paying_lifts_nothing(house: Demo) -> None:
    """Stan was suspended by hand, Sam by the rules: both wait for a person, paid or not."""
    due = "{ invoices(filter: { isDue: { eq: true } }) { nodes { id } } }"
    (saved,) = house.see("{ me { paymentMethods { id } } }", "sam")["paymentMethods"]
    for invoice in house.see(due, "sam")["nodes"]:
        paid = house.do(
            "payInvoice { errors { code } }",
            "sam",
            invoiceId=invoice["id"],
            paymentMethodId=saved["id"],
        )
        assert paid == {"errors": []}
    assert house.see(due, "sam") == {"nodes": []}
    assert house.see("{ me { suspended } }", "sam") == {"suspended": True}
    assert house.see("{ me { suspended } }", "stan", "plenum-hackney") == {"suspended": True}
