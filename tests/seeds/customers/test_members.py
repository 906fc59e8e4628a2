"""Members: who they are, what is done for them, and how one stops being one."""

from __future__ import annotations

import datetime as dt

from syrupy.assertion import SnapshotAssertion

from tests.seeds.conftest import Rules
from tests.seeds.demo import DAY, NOON, Demo

KREUZBERG = "berlin-kreuzberg"
MEMBERSHIP = "{ me { membership contracts { state planName } } }"
JANUARY = {"startsAt": "2027-01-11T09:00:00Z", "endsAt": "2027-01-11T10:00:00Z"}


def test_members_are_signed_up_to_a_plan(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """One is enough, and two make nobody more of a member."""
    people = {"one plan": "ben", "two plans": "lou", "none": "anna"}
    assert demo.shows_each(MEMBERSHIP, people) == snapshot


def test_members_usually_sign_in_to_book_and_to_look_after_their_account(
    house: Demo, snapshot: SnapshotAssertion
) -> None:
    """Ben books a room and reads what is kept about him; Mia is a member, and has no sign-in."""
    room = house.id("Resource", "resources", name="Setzkasten")
    booked = house.do(
        "bookResource { booking { status resource { name } } errors { code } }",
        "ben",
        resourceId=room,
        **JANUARY,
    )
    assert booked == {
        "booking": {"status": "TENTATIVE", "resource": {"name": "Setzkasten"}},
        "errors": [],
    }
    account = "{ me { name email contracts { state planName price { amount } } canBook } }"
    assert house.shows(account, "ben") == snapshot
    mia = '{ customer(id: "Customer:215") { name membership portalAccess } }'
    assert house.see(mia, "grace", "plenum-hackney") == {
        "name": "Mia Marchetti",
        "membership": "MEMBER",
        "portalAccess": False,
    }


def test_members_can_be_suspended_at_any_point(house: Demo) -> None:
    """From the next request on Carla is; she stays a member."""
    done = house.do(
        "suspendCustomer { customer { suspended membership } errors { code } }",
        "markus",
        KREUZBERG,
        customerId="Customer:103",
        reason="Under investigation",
    )
    assert done == {"customer": {"suspended": True, "membership": "MEMBER"}, "errors": []}
    assert house.see("{ me { suspended } }", "carla", KREUZBERG) == {"suspended": True}


def test_access_to_the_portal_can_be_taken_away_at_any_point(demo: Demo) -> None:
    """Nadia signed in while she had access; since it was withdrawn her token is worth nothing."""
    before = NOON - 20 * DAY
    assert demo.see("{ me { name } }", "nadia", KREUZBERG, before) == {"name": "Nadia Rahimi"}
    response = demo.respond("{ me { name } }", "nadia", KREUZBERG, signed_in=before)
    assert response.status_code == 401


def test_admins_take_access_away_and_give_it_back(house: Demo) -> None:
    """Theo's token is worth nothing from then on; he signs in again once access is back."""
    theo = {"customerId": "Customer:131", "why": "Asked for a break"}
    signed_in = NOON - DAY
    assert house.respond("{ me { name } }", "theo", KREUZBERG, signed_in=signed_in).is_success
    for action, access in (("withdrawPortalAccess", False), ("givePortalAccess", True)):
        done = house.do(
            f"{action} {{ customer {{ portalAccess }} errors {{ code }} }}",
            "markus", KREUZBERG, **theo,
        )  # fmt: skip
        assert done == {"customer": {"portalAccess": access}, "errors": []}
        old = house.respond("{ me { name } }", "theo", KREUZBERG, signed_in=signed_in)
        assert old.status_code == 401
    assert house.see("{ me { name } }", "theo", KREUZBERG) == {"name": "Theo Lang"}


def test_admins_add_members_to_teams(house: Demo) -> None:
    """Mila and Carla are in the bicycle makers' from then on, and their portal says so."""
    team = house.id("Team", "teams", name="Rückenwind Räder")
    for name, customer in (("mila", 114), ("carla", 103)):
        done = house.do(
            "addToTeam { member { role } errors { code } }", "markus", KREUZBERG,
            teamId=team, customerId=f"Customer:{customer}", role="MEMBER", why="Works with them",
        )  # fmt: skip
        assert done == {"member": {"role": "MEMBER"}, "errors": []}
        teams = house.see("{ me { teams { team { name } } } }", name, KREUZBERG)["teams"]
        assert {"team": {"name": "Rückenwind Räder"}} in teams


def test_members_can_be_in_teams(demo: Demo) -> None:
    """Pia is a member, and pays for Foxglove Games."""
    question = "{ me { membership teams { role team { name } } } }"
    assert demo.see(question, "pia") == {
        "membership": "MEMBER",
        "teams": [{"role": "PAYING_MEMBER", "team": {"name": "Foxglove Games"}}],
    }


def test_members_are_charged_as_they_book_and_buy(
    house: Demo, snapshot: SnapshotAssertion
) -> None:
    """Each makes a charge at once, which waits for an invoice."""
    house.do(
        "bookResource { booking { id } errors { code } }",
        "greta",
        resourceId=house.id("Resource", "resources", name="Feigenbaum"),
        startsAt="2026-12-28T09:00:00Z",
        endsAt="2026-12-28T11:00:00Z",
    )
    house.do(
        "purchaseProduct { charge { id } errors { code } }",
        "greta",
        productId=house.id("Product", "products", name="Day locker"),
        quantity=2,
    )
    question = """{ charges(filter: { owedAt: { gte: "2026-11-22T12:00:00Z" } }) {
      nodes { kind description total { amount currency } invoice { number } } } }"""
    assert house.shows(question, "greta") == snapshot


def test_members_are_invoiced_at_the_end_of_the_cycle_of_their_contract(house: Demo) -> None:
    """What Vera bought on the 22nd waits for the day on which her contract's next cycle begins."""
    house.do(
        "purchaseProduct { charge { id } errors { code } }",
        "vera",
        productId=house.id("Product", "products", name="Day locker"),
    )
    house.invoice(NOON, "berlin-mitte")
    waits = "{ charges(first: 1) { nodes { description invoice { number } } } }"
    locker = {"description": "Day locker", "invoice": None}
    assert house.see(waits, "vera")["nodes"] == [locker]
    contracts = house.see("{ me { contracts { state renewalDate } } }", "vera")["contracts"]
    renewal = min(each["renewalDate"] for each in contracts if each["state"] == "ACTIVE")
    morning = dt.datetime.fromisoformat(f"{renewal}T08:00:00+00:00")
    house.invoice(morning, "berlin-mitte")
    lines = "{ invoices(first: 1) { nodes { issuedDate lines { description } } } }"
    (invoice,) = house.see(lines, "vera", when=morning)["nodes"]
    assert invoice["issuedDate"] == renewal
    assert "Day locker" in [line["description"] for line in invoice["lines"]]


def test_members_can_be_invoiced_as_they_buy_instead(with_rules: Rules) -> None:
    """Where the location bills at once, the invoice is there with the purchase."""
    house = with_rules(
        ("locations/harbour.yaml", "{ days-to-pay: 14 }", "{ days-to-pay: 14, when: at-once }")
    )
    done = house.do(
        "purchaseProduct { charge { total { amount } invoice { status lines { description } } } }",
        "ben",
        productId=house.id("Product", "products", name="Day locker"),
    )
    assert done["charge"] == {
        "total": {"amount": "3.00"},
        "invoice": {"status": "OPEN", "lines": [{"description": "Day locker"}]},
    }


def test_who_cancels_their_plan_becomes_a_contact(house: Demo) -> None:
    """Once the contract ends; until then Ulf has given notice, and is a member."""
    contract = house.see("{ me { contracts { id } } }", "ulf")["contracts"][0]["id"]
    done = house.do(
        "endContract { contract { cancellationDate } errors { code } }", "ulf", contractId=contract
    )
    assert done["errors"] == []
    end = dt.datetime.fromisoformat(f"{done['contract']['cancellationDate']}T00:00:00+00:00")
    assert house.see("{ me { membership } }", "ulf", when=end - DAY) == {"membership": "MEMBER"}
    assert house.see("{ me { membership } }", "ulf", when=end + DAY) == {"membership": "CONTACT"}


def test_whose_contract_ends_becomes_a_contact(demo: Demo) -> None:
    """Mila's notice is up in three weeks: nobody has to do anything for it."""
    states = {
        days: demo.see(MEMBERSHIP, "mila", KREUZBERG, NOON + days * DAY) for days in (0, 20, 22)
    }
    assert {days: each["membership"] for days, each in states.items()} == {
        0: "MEMBER", 20: "MEMBER", 22: "CONTACT",
    }  # fmt: skip
    assert states[22]["contracts"] == [{"state": "ENDED", "planName": "Hot Desk"}]
