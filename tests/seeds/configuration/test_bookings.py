"""Bookings and availability: nine stacked rules, asked in one order."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import DAY, MITTE, NOON, Demo

KREUZBERG, HACKNEY = "berlin-kreuzberg", "plenum-hackney"
BOOK = """bookResource { booking { id } refusal { step code message mayChangeAt }
  trace { step name passed } }"""
TEN, ELEVEN = "2027-01-11T09:00:00Z", "2027-01-11T10:00:00Z"
CASES = {
    1: ("ulf", MITTE, "Setzkasten", TEN, ELEVEN, 1),
    2: ("anna", KREUZBERG, None, "2026-11-26T17:00:00Z", "2026-11-26T18:00:00Z", 1),
    3: ("sam", MITTE, "Feigenbaum", TEN, ELEVEN, 1),
    4: ("frida", KREUZBERG, None, "2026-11-26T17:00:00Z", "2026-11-26T18:00:00Z", 1),
    5: ("ben", MITTE, "Korrektur", TEN, ELEVEN, 1),
    6: ("ben", MITTE, "Setzkasten", TEN, ELEVEN, 13),
    7: ("ben", MITTE, "Feigenbaum", "2026-12-04T09:00:00Z", "2026-12-04T10:00:00Z", 1),
    8: ("ben", MITTE, "Feigenbaum", "2027-01-11T09:00:00Z", "2027-01-11T09:10:00Z", 1),
    9: ("ben", MITTE, "Feigenbaum", "2027-02-15T09:00:00Z", "2027-02-15T10:00:00Z", 1),
}
"""For each step somebody, somewhere, and a time at which it is this one that says no."""


def wanted(demo: Demo, place: str, name: str | None) -> str:
    """The id of a room, by its name, else of a house's first room for members."""
    if name is not None:
        return demo.id("Resource", "resources", name=name)
    return demo.id("Resource", "resources", location_id=place, audience="member", visible=1)


@pytest.mark.parametrize("step", CASES)
def test_availability_is_evaluated_in_this_order(
    demo: Demo, snapshot: SnapshotAssertion, step: int
) -> None:
    """One story a step, in the demo: the first that says no is the answer."""
    who, place, name, start, end, attendees = CASES[step]
    payload = demo.do(
        BOOK, who, place, resourceId=wanted(demo, place, name),
        startsAt=start, endsAt=end, attendees=attendees,
    )  # fmt: skip
    assert payload["booking"] is None
    assert payload["refusal"]["step"] == step
    assert next(each["step"] for each in payload["trace"] if not each["passed"]) == step
    assert payload["refusal"] == snapshot


EVENING = ("2026-11-26T17:00:00Z", "2026-11-26T18:00:00Z")
SUNDAY = ("2027-01-10T09:00:00Z", "2027-01-10T10:00:00Z")
PAIRS = {
    (1, 2): ("max", KREUZBERG, None, *EVENING, 1),
    (2, 3): ("stan", HACKNEY, "Stage", "2026-12-03T18:00:00Z", "2026-12-03T20:00:00Z", 1),
    (3, 4): ("hanna", KREUZBERG, None, *EVENING, 1),
    (4, 5): ("frida", KREUZBERG, "Siebdruck", *EVENING, 1),
    (5, 6): ("ben", MITTE, "Korrektur", TEN, ELEVEN, 3),
    (6, 7): ("ben", MITTE, "Setzkasten", *SUNDAY, 13),
    (7, 8): ("ben", MITTE, "Feigenbaum", "2026-12-04T09:00:00Z", "2026-12-04T09:10:00Z", 1),
    (8, 9): ("ben", MITTE, "Feigenbaum", "2027-02-15T09:00:00Z", "2027-02-15T09:10:00Z", 1),
}
"""Two neighbours of the ladder, and a wish that both refuse; here Max may book nothing."""


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} before {pair[1]}")
def test_of_two_steps_that_say_no_the_first_is_the_answer(
    house: Demo, snapshot: SnapshotAssertion, pair: tuple[int, int]
) -> None:
    """Each pair of neighbours; the trace shows that the second would have said no as well."""
    house.rows("delete from customer_rights where customer_id = 122 and right = 'can-book'")
    who, place, name, start, end, attendees = PAIRS[pair]
    payload = house.do(
        BOOK, who, place, resourceId=wanted(house, place, name),
        startsAt=start, endsAt=end, attendees=attendees,
    )  # fmt: skip
    assert payload["refusal"]["step"] == pair[0]
    failed = [each["step"] for each in payload["trace"] if not each["passed"]]
    assert tuple(failed[:2]) == pair
    assert (payload["refusal"]["code"], failed) == snapshot


def test_the_nine_steps_and_their_names(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """As the trace of a booking that all let pass shows them."""
    room = demo.id("Resource", "resources", name="Feigenbaum")
    question = f"""{{ resource(id: "{room}") {{ access(start: "{TEN}", end: "{ELEVEN}") {{
      allowed trace {{ step name passed }} }} }} }}"""
    assert demo.shows(question, "ben") == snapshot


def test_why_a_resource_is_shown_and_cannot_be_booked(demo: Demo) -> None:
    """Ben sees Korrektur with all that is said of it, and reads which plan he would need."""
    room = demo.id("Resource", "resources", name="Korrektur")
    question = f"""{{ resource(id: "{room}") {{ name description viewerCanBook
      access(start: "{TEN}", end: "{ELEVEN}") {{ allowed refusal {{ code }} }} }} }}"""
    found = demo.see(question, "ben")
    assert found["name"] == "Korrektur"
    assert found["viewerCanBook"] is False
    assert found["access"] == {"allowed": False, "refusal": {"code": "INVALID_TARIFF"}}


def test_why_a_member_sees_free_times_and_cannot_confirm(demo: Demo) -> None:
    """The room is free on that day, and Ulf has lost the right to book."""
    room = demo.id("Resource", "resources", name="Feigenbaum")
    question = f"""{{ resource(id: "{room}") {{
      availability(from: "{TEN}", until: "{ELEVEN}") {{ startsAt endsAt }}
      access(start: "{TEN}", end: "{ELEVEN}") {{ allowed refusal {{ step code }} }} }} }}"""
    assert demo.see(question, "ulf") == {
        "availability": [{"startsAt": TEN, "endsAt": ELEVEN}],
        "access": {"allowed": False, "refusal": {"step": 1, "code": "NO_BOOKING_PERMISSION"}},
    }


def test_why_access_changes_when_a_contract_is_frozen(demo: Demo) -> None:
    """Vera may book now, and not for a day of her freeze; in it nothing, after it again."""
    room = demo.id("Resource", "resources", name="Feigenbaum")

    def asked(now: int, day: int) -> object:
        moment = (NOON + day * DAY).date()
        question = f"""{{ resource(id: "{room}") {{ access(start: "{moment}T09:00:00Z",
          end: "{moment}T09:30:00Z") {{ refusal {{ code }} }} }} }}"""
        found = demo.ask(question, "vera", when=NOON + now * DAY)["data"]["resource"]
        return "closed" if found is None else found["access"]["refusal"]

    assert asked(now=0, day=9) is None                             # 1 December
    assert asked(now=0, day=36) == {"code": "CONTRACT_FROZEN"}     # in her freeze
    assert asked(now=20, day=79) == "closed"                       # the section, meanwhile
    assert asked(now=76, day=85) is None                           # after it


def test_a_suspended_contact_fails_at_two_and_a_suspended_member_at_three(demo: Demo) -> None:
    """The order decides about the words: Otto would need a contract before anything else."""
    room = wanted(demo, KREUZBERG, None)
    answers = {
        who: demo.do(
            BOOK, who, KREUZBERG, resourceId=room,
            startsAt="2026-11-26T17:00:00Z", endsAt="2026-11-26T18:00:00Z",
        )["refusal"]
        for who in ("otto", "sam")
    }  # fmt: skip
    assert {who: (each["step"], each["code"]) for who, each in answers.items()} == {
        "otto": (2, "MEMBERS_ONLY"), "sam": (3, "CUSTOMER_SUSPENDED"),
    }  # fmt: skip
