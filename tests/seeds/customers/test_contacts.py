"""Contacts: customers without a plan."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.conftest import Rules
from tests.seeds.demo import DAY, MITTE, NOON, Demo
from tests.seeds.newcomers import arrive


def test_contacts_use_the_space_without_a_plan(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """They never had one, or theirs has ended, or has not begun, or waits for a check."""
    people = {"never": "anna", "ended": "emil", "to come": "sofia", "on hold": "henri"}
    question = "{ me { name membership contracts { state } } }"
    assert demo.shows_each(question, people) == snapshot


def test_contacts_can_sign_in_book_and_look_after_their_account(with_rules: Rules) -> None:
    """Where the rules let them book: the demo's are for members, and one line opens them."""
    open_ = with_rules(
        ("policies/portal.yaml", "{ access: member, locations-may: { open-to: logged-in } }",
         "{ access: logged-in }"),
        ("policies/actions.yaml", "bookings.create:\n    allow: member",
         "bookings.create:\n    allow: logged-in"),
    )  # fmt: skip
    done = open_.do(
        "bookResource { booking { status customer { name membership } } errors { code } }",
        "anna",
        resourceId=open_.id("Resource", "resources", name="Feigenbaum"),
        startsAt="2026-12-03T17:00:00Z",
        endsAt="2026-12-03T18:00:00Z",
    )
    assert done == {
        "booking": {
            "status": "CONFIRMED",
            "customer": {"name": "Anna Lindqvist", "membership": "CONTACT"},
        },
        "errors": [],
    }


def test_contacts_can_be_suspended(demo: Demo) -> None:
    """Otto is; he is a contact all the same, and his portal knows."""
    question = "{ me { membership suspended } portal { viewer { kind suspended } } }"
    assert demo.see(question, "otto") == {
        "me": {"membership": "CONTACT", "suspended": True},
        "portal": {"viewer": {"kind": "CONTACT", "suspended": True}},
    }


def test_contacts_can_be_in_teams(demo: Demo) -> None:
    """Max is in Foxglove Games, and the team makes no member of him."""
    question = "{ me { membership teams { role team { name } } } }"
    assert demo.see(question, "max") == {
        "membership": "CONTACT",
        "teams": [{"role": "MEMBER", "team": {"name": "Foxglove Games"}}],
    }


def test_admins_add_contacts_to_teams(house: Demo) -> None:
    """Anna joins Foxglove Games, and is a contact as before."""
    done = house.do(
        "addToTeam { member { role } errors { code } }", "dana",
        teamId=house.id("Team", "teams", name="Foxglove Games"),
        customerId="Customer:101", role="MEMBER", why="Draws for them",
    )  # fmt: skip
    assert done == {"member": {"role": "MEMBER"}, "errors": []}
    assert house.see("{ me { membership teams { team { name } } } }", "anna") == {
        "membership": "CONTACT",
        "teams": [{"team": {"name": "Foxglove Games"}}],
    }


def test_contacts_become_members_with_their_plan(demo: Demo) -> None:
    """On the day on which Sofia's contract begins, without anybody doing anything."""
    found = [
        demo.see("{ me { membership } }", "sofia", when=NOON + days * DAY)["membership"]
        for days in (0, 8, 9, 10)
    ]
    assert found == ["CONTACT", "CONTACT", "MEMBER", "MEMBER"]


def test_contacts_who_sign_up_to_a_plan_are_members_at_once(house: Demo) -> None:
    """Emil had one once; whoever is new may come with a plan."""
    plan = house.id("Plan", "plans", key="hot-desk", location_id=MITTE)
    done = house.do(
        "choosePlan { contract { state customer { membership } } errors { code } }", "emil",
        planId=plan,
    )  # fmt: skip
    assert done == {
        "contract": {"state": "ACTIVE", "customer": {"membership": "MEMBER"}}, "errors": [],
    }
    assert house.see("{ me { membership } }", "emil") == {"membership": "MEMBER"}
    assert arrive(house, "Wim Peeters", "hot-desk")["customer"]["membership"] == "MEMBER"


def test_a_product_that_is_bought_every_month_makes_no_member(house: Demo) -> None:
    """Anna rents a drawer, and is a contact this month and the next."""
    done = house.do(
        "purchaseProduct { charge { description } errors { code } }",
        "anna",
        productId=house.id("Product", "products", name="Drawer by the kitchen"),
    )
    assert done == {"charge": {"description": "Drawer by the kitchen"}, "errors": []}
    question = "{ me { membership subscriptions { product { name } endDate } } }"
    for when in (NOON, NOON + 40 * DAY):
        assert house.see(question, "anna", when=when) == {
            "membership": "CONTACT",
            "subscriptions": [{"product": {"name": "Drawer by the kitchen"}, "endDate": None}],
        }
