"""Resources that are booked together, and how soon somebody may come back."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from resolvers.booking.verdict import Code
from store.sql import instant_text
from tests.resolvers.booking.house import House, at, policies, refusal

CONFLICT, NO_RETURN = (8, Code.BOOKING_CONFLICT.value), (8, Code.NO_RETURN_POLICY.value)
FREE = """
query Free($id: ID!, $from: DateTime!, $until: DateTime!) {
  resource(id: $id) { availability(from: $from, until: $until) { startsAt endsAt } }
}
"""


class Floor:
    """A floor that is booked with both its rooms, and a stage that is booked with the second."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.whole, self.left, self.right, self.stage = (
            house.room(name) for name in ("Floor", "Left", "Right", "Stage")
        )
        for room, linked in (
            (self.whole, self.left), (self.whole, self.right), (self.stage, self.right)
        ):  # fmt: skip
            house.rows.add("resource_links", resource_id=room, linked_id=linked)
        self.ada, self.ben = house.person(house.plan()), house.person(house.plan(key="desk"))

    async def book(self, room: int, hour: int, who: int | None = None, **given: Any) -> Any:
        """Book an hour of a room; return the refusal's step and code, or None."""
        return refusal(
            await self.house.book(who or self.ada, room, at(23, hour), at(23, hour + 1), **given)
        )

    async def free(self, room: int) -> list[tuple[str, str]]:
        """Return when it is free from eight to twelve o'clock, in hours of the clock."""
        answer = await self.house.ask(
            FREE,
            variables={
                "id": f"Resource:{room}",
                "from": instant_text(at(23, 8)),
                "until": instant_text(at(23, 12)),
            },
            customer=self.ada,
            policies=policies(),
            portal="berlin-mitte",
        )
        found = answer["data"]["resource"]["availability"]
        return [(each["startsAt"][11:16], each["endsAt"][11:16]) for each in found]


async def test_what_is_linked_is_booked_together(house: House) -> None:
    """The floor holds both rooms, a room holds the floor off, and the rooms are none of each."""
    floor = Floor(house)
    await house.built()
    assert await floor.book(floor.whole, 8) is None
    for room in (floor.left, floor.right, floor.stage):
        assert await floor.book(room, 8, floor.ben) == CONFLICT
    assert await floor.book(floor.left, 9) is None
    assert await floor.book(floor.right, 9, floor.ben) is None
    assert await floor.book(floor.whole, 9) == CONFLICT
    assert await floor.book(floor.left, 10) is None
    assert await floor.book(floor.stage, 10, floor.ben) is None, "they share nothing"


async def test_availability_tells_what_is_linked(house: House) -> None:
    """Of a floor as of its rooms: bookings, events, closings and the time between two of each."""
    floor, start = Floor(house), at(23, 8)
    hour = dt.timedelta(hours=1)
    house.rows.add(
        "bookings", resource_id=floor.left, customer_id=floor.ben, starts_at=start,
        ends_at=start + hour, status="confirmed",
    )  # fmt: skip
    house.rows.add(
        "resource_exceptions", resource_id=floor.right, from_at=start + hour,
        until_at=start + 2 * hour,
    )  # fmt: skip
    event = house.rows.add("events", starts_at=start + 2 * hour, ends_at=start + 3 * hour)
    house.rows.add("event_resources", event_id=event, resource_id=floor.stage)
    await house.built()
    assert await floor.free(floor.whole) == [("10:00", "11:00")]
    assert await floor.free(floor.left) == [("08:00", "11:00")]
    assert await floor.free(floor.right) == [("07:00", "08:00"), ("10:00", "11:00")]
    assert await floor.book(floor.whole, 9) == (7, "EXCEPTION")
    assert await floor.book(floor.whole, 10) == (7, "EVENT_CONFLICT")
    assert await floor.book(floor.whole, 11) is None


async def test_the_longest_time_between_two_counts(house: House) -> None:
    """A floor is cleaned as long as the room of it that takes longest."""
    floor = Floor(house)
    slow = house.room("Kitchen", buffer_minutes=60)
    house.rows.add("resource_links", resource_id=floor.whole, linked_id=slow)
    await house.built()
    assert await floor.book(floor.whole, 8) is None
    assert await floor.book(floor.whole, 9, floor.ben) == CONFLICT
    assert await floor.book(slow, 9, floor.ben) == CONFLICT
    assert await floor.book(floor.left, 9, floor.ben) is None


async def test_races_for_what_is_linked_have_one_winner(house: House) -> None:
    """The floor and its rooms at once: the floor, or both rooms, and nobody waits for ever."""
    floor = Floor(house)
    people = [house.person(house.plan(key=f"plan-{number}")) for number in range(6)]
    await house.built()
    rooms = (floor.whole, floor.right, floor.left) * 2
    found = await asyncio.gather(
        *(
            floor.book(room, 8, who, idempotencyKey=f"{who}")
            for room, who in zip(rooms, people, strict=True)
        )
    )
    won = [room for room, refused in zip(rooms, found, strict=True) if refused is None]
    assert sorted(won) in ([floor.whole], sorted([floor.left, floor.right]))
    assert {refused for refused in found if refused is not None} == {CONFLICT}


@pytest.mark.parametrize(
    ("of", "answers"),
    [
        ("same-resource", (NO_RETURN, None, None)),
        ("all-resources", (NO_RETURN, NO_RETURN, None)),
        ("all-users", (NO_RETURN, None, NO_RETURN)),
    ],
)
async def test_one_may_not_return_so_soon(house: House, of: str, answers: tuple[Any, ...]) -> None:
    """Within two hours after one's booking, or before it: here, anywhere, or whoever it was."""
    room, free = house.room(no_return_minutes=120, no_return_of=of), house.room()
    ada, ben, eve = (house.person(house.plan(key=f"p{number}")) for number in range(3))
    await house.built()
    one, other, theirs = answers
    assert refusal(await house.book(ada, room, at(23, 10), at(23, 11))) is None
    for start in (at(23, 12), at(23, 8)):
        refused = await house.book(ada, room, start, start + dt.timedelta(minutes=30))
        assert refusal(refused) == one
        assert refused["refusal"]["mayChangeAt"] == instant_text(at(23, 13))
    assert refusal(await house.book(ben, room, at(23, 12), at(23, 13))) == theirs
    assert refusal(await house.book(ada, room, at(24, 13), at(24, 14))) is None
    assert refusal(await house.book(eve, free, at(25, 8), at(25, 9))) is None
    assert refusal(await house.book(eve, room, at(25, 9), at(25, 10))) == other


async def test_a_booking_does_not_keep_itself_away(house: House) -> None:
    """It is moved within the time in which no other may be; given up it counts no more."""
    room = house.room(no_return_minutes=240, no_return_of="same-resource")
    ada = house.person(house.plan())
    await house.built()
    booking = (await house.book(ada, room, at(23, 10), at(23, 11)))["booking"]["id"]
    moved = await house.change(
        ada, booking, startsAt=instant_text(at(23, 12)), endsAt=instant_text(at(23, 13))
    )
    assert moved["errors"] == []
    await house.cancel(ada, booking)
    assert refusal(await house.book(ada, room, at(23, 13), at(23, 14))) is None
