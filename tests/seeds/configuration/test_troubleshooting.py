"""The questions that operators ask most, answered by the gateway itself."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import DAY, MITTE, NOON, Demo

WHY = """query ($subject: String!, $who: String!) {
  explain(subject: $subject, viewer: $who) { answer code reason } }"""


@pytest.mark.parametrize("who", ["anna", "frida", "sam", "ulf"])
def test_why_can_this_user_sign_in_and_book_nothing(
    demo: Demo, snapshot: SnapshotAssertion, who: str
) -> None:
    """A contact, a frozen member, a suspended one: each has a reason of its own.

    Ulf's is no rule of the files: staff took the right from him, and that is said as well.
    """
    asked = {"subject": "bookings.create", "who": f"{who}@harbour.test"}
    answer = demo.shows(WHY, "dana", MITTE, **asked)
    room = demo.id("Resource", "resources", name="Feigenbaum")
    done = demo.do(
        "bookResource { booking { id } refusal { step code } }", who, MITTE, resourceId=room,
        startsAt="2027-01-11T09:00:00Z", endsAt="2027-01-11T10:00:00Z",
    )  # fmt: skip
    assert done["booking"] is None
    assert (answer, done["refusal"]) == snapshot


def test_or_the_section_is_for_members(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Then it is the door that says so."""
    asked = {"subject": "bookings", "who": "anna@harbour.test"}
    assert demo.shows(WHY, "dana", MITTE, **asked) == snapshot


def test_why_did_a_member_lose_access_for_a_while(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Asked about a day of the past, about its freezes, suspensions and invoices: Theo's leg."""
    question = """{ explain(subject: "directory", viewer: "theo@harbour.test"%s) {
      answer code reason facts } }"""
    then, now = question % ', when: "2026-11-10"', question % ""
    assert (demo.shows(then, "dana", MITTE), demo.shows(now, "dana", MITTE)) == snapshot


@pytest.mark.parametrize(
    "record",
    [
        "suspensions { since until reason }",
        "contracts { state nextPlan { name } freezes { fromDate untilDate } }",
        "invoices { nodes { status isDue } }",
    ],
    ids=lambda record: record.partition(" ")[0],
)
def test_what_to_check_stands_in_the_customer_s_record(
    demo: Demo, snapshot: SnapshotAssertion, record: str
) -> None:
    """Freeze dates, suspensions, changes of plan and invoices of Hanna, in one place."""
    question = f'{{ customer(id: "Customer:108") {{ {record} }} }}'
    assert demo.shows(question, "dana", MITTE) == snapshot


def test_why_does_content_differ_between_locations(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """The scope of the portal, and the location of the record: in the layers of one event."""
    event = demo.id("Event", "events", title="Fado entre secretárias")
    question = f"""{{ explain(subject: "Event.title", viewer: "ben@harbour.test",
      record: "{event}") {{ answer record {{ visible location
        layers {{ name verdict sentence }} }} }} }}"""
    screens = [demo.shows(question, "dana", place) for place in (MITTE, "lisbon")]
    assert screens == snapshot


def test_membership_comes_from_contracts_alone(demo: Demo) -> None:
    """The takeaway: whoever has a contract that is live is a member, and nobody else is."""
    for days in (0, 30, 60):
        when = NOON + days * DAY
        question = """{ customers(first: 100, filter: { location: { eq: "Location:berlin-mitte" } })
          { nodes { name membership contracts { state } } } }"""
        people = demo.see(question, "dana", MITTE, when)["nodes"]
        assert len(people) > 40
        for person in people:
            live = any(each["state"] in ("ACTIVE", "FROZEN") for each in person["contracts"])
            assert person["membership"] == ("MEMBER" if live else "CONTACT"), person["name"]
