"""Frozen contracts: a member still, and the benefits rest."""

from __future__ import annotations

import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.seeds.conftest import Rules
from tests.seeds.demo import DAY, MITTE, NOON, Demo

ROOM = """query ($id: ID!) { resource(id: $id) { access(
  start: "2026-12-08T09:00:00Z", end: "2026-12-08T10:00:00Z") {
    allowed benefitsApplied coveredMinutes discountPercent refusal { step code } } } }"""


def test_a_freeze_pauses_a_contract_and_does_not_end_it(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """It has its dates, and the contract has no end."""
    question = """{ me { membership contracts { state endsAt
      freezes { fromDate untilDate startsAt endsAt } } } }"""
    assert demo.shows(question, "frida") == snapshot


def test_a_frozen_member_is_a_member(demo: Demo) -> None:
    """For the portal, too, which is told that the contract rests."""
    question = "{ me { membership } portal { viewer { kind frozen } } }"
    assert demo.see(question, "frida") == {
        "me": {"membership": "MEMBER"},
        "portal": {"viewer": {"kind": "MEMBER", "frozen": True}},
    }


def test_or_a_contact_where_the_operator_reads_it_so(with_rules: Rules) -> None:
    """The switch for the other reading: then Frida is a contact, and nobody else changes."""
    other = with_rules(
        ("policies/portal.yaml", "counts-as-member: true", "counts-as-member: false")
    )
    found = {who: other.see("{ portal { viewer { kind } } }", who) for who in ("frida", "greta")}
    assert found == {
        "frida": {"viewer": {"kind": "CONTACT"}}, "greta": {"viewer": {"kind": "MEMBER"}},
    }  # fmt: skip


def test_the_benefits_of_a_frozen_contract_rest(demo: Demo) -> None:
    """They are there, with what is left of them, and cannot be used."""
    question = "{ me { contracts { state benefits { name left usable } } } }"
    (contract,) = demo.see(question, "frida")["contracts"]
    assert contract == {
        "state": "FROZEN",
        "benefits": [{"name": "Vier Stunden Raum", "left": 240, "usable": False}],
    }


def test_what_is_for_members_is_closed_meanwhile(demo: Demo) -> None:
    """With a code that says what she waits for."""
    question = "{ resources { totalCount } discussionBoards { totalCount } events { totalCount } }"
    assert demo.refused(question, "frida") == {
        "resources": "CONTRACT_FROZEN", "discussionBoards": "CONTRACT_FROZEN",
    }  # fmt: skip


def test_or_open_where_the_operator_leaves_it_open(demo: Demo) -> None:
    """In Lisbon, where those who take the winter off stay part of the house."""
    question = "{ resources(first: 1) { nodes { name } } portal { viewer { frozen } } }"
    found = demo.see(question, "duarte", "lisbon-alfama")
    assert found["portal"] == {"viewer": {"frozen": True}}
    assert found["resources"]["nodes"]


def test_a_room_for_members_cannot_be_booked(demo: Demo) -> None:
    """The fourth step says so, before anything is asked about the room."""
    room = demo.id("Resource", "resources", name="Setzkasten")
    done = demo.do(
        "bookResource { booking { id } refusal { step code } }", "frida",
        resourceId=room, startsAt="2026-12-08T09:00:00Z", endsAt="2026-12-08T10:00:00Z",
    )  # fmt: skip
    assert done == {"booking": None, "refusal": {"step": 4, "code": "CONTRACT_FROZEN"}}


@pytest.fixture(name="open_rooms", scope="module")
def _open_rooms(with_rules: Rules) -> Demo:
    """A network whose rooms are shown to all customers, and booked by all."""
    return with_rules(
        ("policies/portal.yaml", "{ access: member, locations-may: { open-to: logged-in } }",
         "{ access: logged-in }"),
        ("policies/actions.yaml", "bookings.create:\n    allow: member",
         "bookings.create:\n    allow: logged-in"),
    )  # fmt: skip


def test_included_credits_are_not_used(open_rooms: Demo) -> None:
    """A room for everybody signed in is booked at the price of guests, once it is asked in time."""
    room = open_rooms.id("Resource", "resources", name="Feigenbaum")
    answers = {
        who: open_rooms.see(ROOM, who, when=NOON + 5 * DAY, id=room)["access"]
        for who in ("ben", "frida")
    }
    assert answers["ben"]["benefitsApplied"] is True
    assert answers["ben"]["coveredMinutes"] == 60
    assert answers["frida"]["allowed"] is True
    assert answers["frida"]["benefitsApplied"] is False
    assert answers["frida"]["coveredMinutes"] == 0


def test_discounts_of_the_plan_do_not_apply(demo: Demo) -> None:
    """Greta's desk would take a tenth off; while it is frozen her mailbox takes off nothing."""
    room = demo.id("Resource", "resources", name="Feigenbaum")
    thawed = NOON + 28 * DAY
    asked = ROOM.replace("2026-12-08", "2026-12-28")
    access = [
        demo.see(asked, "greta", when=when, id=room)["access"] for when in (NOON, thawed)
    ]
    assert [each["discountPercent"] for each in access] == [0, 10]


def test_when_the_contract_resumes_everything_is_back(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """By itself, at the first moment after the freeze: Theo's ended with yesterday."""
    page = """{ portal { viewer { frozen } } resources(first: 1) { nodes { name } }
      me { contracts { state benefits { usable } } } }"""
    last = dt.datetime(2026, 11, 21, 22, 59, 59, tzinfo=dt.UTC)
    first = last + dt.timedelta(seconds=1)
    where = ("theo", MITTE)
    assert (demo.shows(page, *where, last), demo.shows(page, *where, first)) == snapshot


def test_or_nothing_is_booked_meanwhile_where_the_operator_says_so(with_rules: Rules) -> None:
    """The switch for the strict reading: then not even a room for everybody signed in."""
    strict = with_rules(
        ("policies/portal.yaml", "{ access: member, locations-may: { open-to: logged-in } }",
         "{ access: logged-in }"),
        ("policies/actions.yaml", "bookings.create:\n    allow: member",
         "bookings.create:\n    allow: logged-in"),
        ("policies/portal.yaml", "blocks-all-bookings: false", "blocks-all-bookings: true"),
    )  # fmt: skip
    room = strict.id("Resource", "resources", name="Feigenbaum")
    answers = {
        who: strict.see(ROOM, who, when=NOON + 5 * DAY, id=room)["access"]["refusal"]
        for who in ("frida", "greta")
    }
    assert answers == {"frida": {"step": 4, "code": "CONTRACT_FROZEN"}, "greta": None}
