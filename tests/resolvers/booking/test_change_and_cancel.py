"""Changing and cancelling, on real rows, under the repository's own policies."""

from __future__ import annotations

from typing import Any

from tests.resolvers.asking import codes
from tests.resolvers.booking.house import OPEN_TO_ALL, House, at, refusal

BOTH = ("can-book", "can-book-for-team")


def _booking(house: House, room: int, customer: int, **values: Any) -> str:
    usual = {"starts_at": at(23, 10), "ends_at": at(23, 12), "status": "confirmed", "notes": "Tea."}
    key = house.rows.add(
        "bookings", resource_id=room, customer_id=customer, **{**usual, **values}
    )
    return f"Booking:{key}"


async def test_another_time(house: House) -> None:
    """Its own old time is not in its way, others' times are; what is left out stays."""
    plan = house.plan(minute_week_limit=150)
    ada, ben, room = house.person(plan), house.person(plan), house.room(capacity=4)
    booking = _booking(house, room, ada)
    _booking(house, room, ben, starts_at=at(23, 13), ends_at=at(23, 15))
    await house.built()
    later = {"startsAt": "2026-11-23T09:30:00Z", "endsAt": "2026-11-23T12:00:00Z"}
    payload = await house.change(ada, booking, **later, attendees=4)
    assert payload == {
        "booking": {"id": booking, "status": "CONFIRMED", **later, "attendees": 4, "notes": "Tea."},
        "refusal": None,
        "benefitsApplied": True,
        "errors": [],
    }
    shorter = {"startsAt": "2026-11-23T11:30:00Z", "endsAt": "2026-11-23T13:00:00Z"}
    assert refusal(await house.change(ada, booking, **shorter)) == (8, "BOOKING_CONFLICT")
    longer = {"startsAt": "2026-11-23T09:00:00Z"}
    assert refusal(await house.change(ada, booking, **longer)) == (5, "HARD_LIMIT_WEEK")
    assert refusal(await house.change(ada, booking, attendees=5)) == (6, "TOO_MANY_VISITORS")
    assert codes(await house.change(ada, booking, endsAt="2026-11-23T09:00:00Z")) == [
        ("INVALID_VALUE", "endsAt")
    ]
    assert (await house.stored("select count(*) from audit_entries"))[0] == (1,)


async def test_notes_need_no_ladder(house: House) -> None:
    """What is noted can be changed where a new booking would come too late; null takes it away."""
    ada, room = house.person(house.plan()), house.room(lead_minutes=60 * 24 * 5)
    booking = _booking(house, room, ada)
    await house.built()
    assert (await house.change(ada, booking, notes=None))["booking"]["notes"] is None
    assert refusal(await house.change(ada, booking, attendees=2)) == (9, "START_TIME_TOO_LATE")


async def test_a_changed_booking_is_confirmed_again(house: House) -> None:
    """Where staff confirm, a new time waits for them; new notes do not."""
    ada, room = house.person(house.plan()), house.room(requires_confirmation=True)
    booking = _booking(house, room, ada)
    await house.built()
    assert (await house.change(ada, booking, notes="Milk."))["booking"]["status"] == "CONFIRMED"
    changed = await house.change(ada, booking, endsAt="2026-11-23T12:00:00Z")
    assert changed["booking"]["status"] == "TENTATIVE"


async def test_cancelling(house: House) -> None:
    """It frees the time, and cancelling twice is cancelling once; nothing brings it back."""
    plan = house.plan()
    ada, ben, room = house.person(plan), house.person(plan), house.room()
    booking = _booking(house, room, ada)
    await house.built()
    assert refusal(await house.book(ben, room, at(23, 10), at(23, 11))) == (8, "BOOKING_CONFLICT")
    for _ in range(2):
        payload = await house.cancel(ada, booking)
        assert payload["booking"] == {"id": booking, "status": "CANCELLED"}
        assert payload["errors"] == []
    assert refusal(await house.book(ben, room, at(23, 10), at(23, 11))) is None
    assert codes(await house.change(ada, booking, notes="x")) == [("INVALID_VALUE", "bookingId")]


async def test_what_has_begun_stays(house: House) -> None:
    """The tests' now is 13:00: what begins then, or began before, is not changed or given up."""
    ada, room = house.person(house.plan()), house.room()
    booking = _booking(house, room, ada, starts_at=at(22, 13), ends_at=at(22, 14))
    await house.built()
    assert refusal(await house.cancel(ada, booking)) == (9, "NO_PAST_BOOKINGS")
    assert refusal(await house.change(ada, booking, notes="x")) == (9, "NO_PAST_BOOKINGS")


async def test_whose_booking_it_is(house: House) -> None:
    """Its customer's, and the team's administrators' with the right; unknown ones are unknown."""
    plan = house.plan()
    ada, mate, stranger = house.person(plan), house.person(plan), house.person(plan)
    boss, weak = house.person(plan, rights=BOTH), house.person(plan)
    contact = house.person()
    team = house.rows.add("teams", name="Okafor")
    for person, role in (
        (ada, "member"), (mate, "member"), (boss, "administrator"), (weak, "administrator"),
    ):  # fmt: skip
        house.rows.add("team_members", team_id=team, customer_id=person, role=role)
    room = house.room()
    booking = _booking(house, room, ada, team_id=team)
    alone = _booking(house, room, ada, starts_at=at(24, 10), ends_at=at(24, 11))
    await house.built()
    for person, which in ((mate, booking), (stranger, booking), (weak, booking), (boss, alone)):
        for payload in (await house.cancel(person, which), await house.change(person, which)):
            assert codes(payload) == [("NOT_ALLOWED", "bookingId")]
    hidden = await house.cancel(contact, booking)
    assert codes(hidden) == [("NOT_FOUND", "bookingId")]
    for unknown in ("Booking:999", "Resource:1", "nothing"):
        assert await house.cancel(contact, unknown) == hidden
        assert await house.cancel(ada, unknown) == hidden
    changed = await house.change(boss, booking, attendees=2)
    assert changed["booking"]["attendees"] == 2
    assert (await house.cancel(boss, booking))["booking"]["status"] == "CANCELLED"
    assert (await house.cancel(ada, alone))["booking"]["status"] == "CANCELLED"


Refused = tuple[int, str] | None
WHO_MAY: list[tuple[str, tuple[tuple[str, str], ...], Refused, Refused]] = [
    ("anonymous", (), (1, "LOGIN_REQUIRED"), (1, "LOGIN_REQUIRED")),
    ("member", (), None, None),
    ("contact", (), (1, "SECTION_CLOSED"), None),
    ("contact", OPEN_TO_ALL, (2, "MEMBERS_ONLY"), None),
    ("frozen", (), (4, "CONTRACT_FROZEN"), None),
    ("suspended", (), (3, "CUSTOMER_SUSPENDED"), (3, "CUSTOMER_SUSPENDED")),
    ("suspended and frozen", (), (3, "CUSTOMER_SUSPENDED"), (3, "CUSTOMER_SUSPENDED")),
]


async def test_who_may(house: House) -> None:
    """Members change their bookings; all but the suspended give theirs back."""
    plan = house.plan()
    people: dict[str, int | None] = {
        "anonymous": None,
        "member": house.person(plan),
        "contact": house.person(),
        "frozen": house.person(plan, frozen=(plan,)),
        "suspended": house.person(plan),
        "suspended and frozen": house.person(plan, frozen=(plan,)),
    }
    house.suspend(people["suspended"] or 0)
    house.suspend(people["suspended and frozen"] or 0)
    bookings = [
        _booking(house, house.room(), people[who] or house.person()) for who, *_ in WHO_MAY
    ]
    await house.built()
    for booking, (who, rules, changes, cancels) in zip(bookings, WHO_MAY, strict=True):
        changed = await house.change(people[who], booking, rules, attendees=1)
        assert refusal(changed) == changes, who
        assert refusal(await house.cancel(people[who], booking, rules)) == cancels, who
