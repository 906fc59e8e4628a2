"""Booking, on real rows, under the repository's own policies."""

from __future__ import annotations

import itertools
from typing import Any

import orjson

from tests.resolvers.asking import codes
from tests.resolvers.booking.house import House, at, refusal

TEN, TWELVE = at(23, 10), at(23, 12)


async def test_a_member_books_a_room(house: House) -> None:
    """The payload is the booking as the viewer may read it, and the trace of nine steps."""
    ada, room = house.person(house.plan()), house.room(capacity=4)
    await house.built()
    payload = await house.book(ada, room, TEN, TWELVE, attendees=3, notes="Tea.")
    booking = payload.pop("booking")
    assert booking.pop("id").startswith("Booking:")
    assert booking == {
        "status": "CONFIRMED",
        "startsAt": "2026-11-23T09:00:00Z",
        "endsAt": "2026-11-23T11:00:00Z",
        "attendees": 3,
        "notes": "Tea.",
        "online": True,
        "resource": {"name": "Fig tree"},
        "team": None,
        "customer": {"id": f"Customer:{ada}"},
    }
    assert [step["passed"] for step in payload.pop("trace")] == [True] * 9
    assert payload == {"refusal": None, "benefitsApplied": True, "coveredMinutes": 0,
        "discountPercent": 0, "errors": [],
    }  # fmt: skip


async def test_a_room_that_staff_confirm(house: House) -> None:
    """The booking waits, and keeps the time free from others meanwhile."""
    plan = house.plan()
    ada, ben, room = house.person(plan), house.person(plan), house.room(requires_confirmation=True)
    await house.built()
    assert (await house.book(ada, room, TEN, TWELVE))["booking"]["status"] == "TENTATIVE"
    assert refusal(await house.book(ben, room, TEN, TWELVE)) == (8, "BOOKING_CONFLICT")


async def test_hidden_out_of_scope_and_unknown_rooms_are_alike(house: House) -> None:
    """To the letter; what is no id of a resource, too."""
    ada = house.person(house.plan())
    hidden = house.room(visible=False)
    elsewhere = house.room(location_id="lisbon-alfama")
    await house.built()
    payloads = [
        await house.book(ada, each, TEN, TWELVE)
        for each in (hidden, elsewhere, 999, "Resource:x", "Booking:1", "nothing", "")
    ]
    assert payloads[0]["errors"] == [
        {"code": "NOT_FOUND", "field": "resourceId", "message": "There is no such resource here."}
    ]
    assert payloads[0]["refusal"] is None
    assert all(payload == payloads[0] for payload in payloads)

async def test_for_team_mates(house: House) -> None:
    """With the right, for whoever shares a team now; their own state counts."""
    plan = house.plan()
    both = ("can-book", "can-book-for-team")
    ada, eve = house.person(plan, rights=both), house.person(plan)
    mate, former, stranger = house.person(plan), house.person(plan), house.person(plan)
    frozen = house.person(plan, frozen=(plan,))
    team, other = (house.rows.add("teams", name=name) for name in ("Okafor", "Others"))
    for person in (ada, eve, mate, frozen):
        house.rows.add("team_members", team_id=team, customer_id=person, role="member")
    house.rows.add(
        "team_members", team_id=team, customer_id=former, role="member", until_at=at(1, 0)
    )
    house.rows.add("team_members", team_id=other, customer_id=stranger, role="member")
    house.suspend(stranger)
    room = house.room()
    await house.built()

    async def book(who: int, hour: int, **given: Any) -> Any:
        return await house.book(who, room, at(23, hour), at(23, hour + 1), **given)

    payload = await book(ada, 8, forCustomerId=f"Customer:{mate}", teamId=f"Team:{team}")
    assert refusal(payload) is None
    assert await house.stored("select customer_id, team_id from bookings") == [(mate, team)]
    assert refusal(await book(ada, 9, teamId=f"Team:{team}")) is None
    denied = (1, "NOT_TEAM_BOOKER")
    unknown = await book(ada, 10, forCustomerId="Customer:999")
    assert refusal(unknown) == denied
    for name in (f"Customer:{former}", f"Customer:{stranger}", "Team:1", "nobody"):
        assert await book(ada, 10, forCustomerId=name) == unknown, name
    for name in (f"Team:{other}", "Team:999", "nothing"):
        assert refusal(await book(ada, 10, teamId=name)) == denied, name
    assert refusal(await book(eve, 10, forCustomerId=f"Customer:{mate}")) == denied
    assert refusal(await book(eve, 10, teamId=f"Team:{team}")) == denied
    assert refusal(await book(ada, 10, forCustomerId=f"Customer:{frozen}")) == (
        4,
        "CONTRACT_FROZEN",
    )


WRONG_VALUES: list[tuple[dict[str, Any], str]] = [
    ({"endsAt": "2026-11-23T09:00:00Z"}, "endsAt"),
    ({"endsAt": "2026-11-23T08:00:00Z"}, "endsAt"),
    ({"endsAt": "2028-11-23T09:00:00Z"}, "endsAt"),
    ({"startsAt": "9999-12-31T00:00:00Z", "endsAt": "9999-12-31T23:00:00Z"}, "startsAt"),
    ({"attendees": 0}, "attendees"),
    ({"notes": "x" * 2001}, "notes"),
    ({"notes": "\0"}, "notes"),
    ({"idempotencyKey": ""}, "idempotencyKey"),
    ({"idempotencyKey": "x" * 201}, "idempotencyKey"),
]


async def test_values_that_no_booking_has(house: House) -> None:
    """They are said by field, and nothing is asked of any rule."""
    ada, room = house.person(house.plan()), house.room()
    await house.built()
    for given, field in WRONG_VALUES:
        payload = await house.book(ada, room, TEN, TWELVE, **given)
        found = codes(payload)
        assert found == [("INVALID_VALUE", field)]
        assert (payload["booking"], payload["refusal"]) == (None, None)


async def test_the_same_request_sent_again(house: House) -> None:
    """With a key it books once; the key of one is not the key of another; refusals keep no key."""
    plan = house.plan()
    ada, ben, room = house.person(plan), house.person(plan), house.room()
    await house.built()
    key = {"idempotencyKey": "k1"}
    first = await house.book(ada, room, TEN, TWELVE, **key)
    again = await house.book(ada, room, TEN, TWELVE, **key)
    assert again["booking"] == first["booking"]
    assert again["errors"] == []
    other = await house.book(ada, room, at(23, 14), at(23, 15), **key)
    assert codes(other) == [
        ("INVALID_VALUE", "idempotencyKey")
    ]
    assert refusal(await house.book(ben, room, TEN, TWELVE, **key)) == (8, "BOOKING_CONFLICT")
    assert refusal(await house.book(ben, room, at(23, 14), at(23, 15), **key)) is None
    assert refusal(await house.book(ada, room, TEN, TWELVE)) == (8, "BOOKING_CONFLICT")
    assert len(await house.stored("select id from bookings")) == 2


async def test_the_audit_trail(house: House) -> None:
    """Who did what and when, with the booking before and after; refusals leave nothing."""
    ada, room = house.person(house.plan()), house.room()
    await house.built()
    payload = await house.book(ada, room, TEN, TWELVE, notes="Tea.")
    await house.book(ada, room, TEN, TWELVE)
    booking = payload["booking"]["id"]
    await house.change(ada, booking, notes="Coffee.")
    await house.change(ada, booking, notes="Coffee.")
    await house.cancel(ada, booking)
    await house.cancel(ada, booking)
    rows = await house.stored(
        "select action, customer_id, location_id, record_type, record_id, before, after "
        "from audit_entries order by id"
    )
    assert [row[:5] for row in rows] == [
        (action, ada, "berlin-mitte", "Booking", int(booking.removeprefix("Booking:")))
        for action in ("bookings.create", "bookings.change", "bookings.cancel")
    ]
    states = [[each and orjson.loads(each) for each in row[5:]] for row in rows]
    assert states[0][0] is None
    assert states[0][1]["starts_at"] == "2026-11-23T09:00:00Z"
    assert [state[1]["notes"] for state in states] == ["Tea.", "Coffee.", "Coffee."]
    assert [state[1]["status"] for state in states] == ["confirmed", "confirmed", "cancelled"]
    assert all(after[0] == before[1] for before, after in itertools.pairwise(states))
