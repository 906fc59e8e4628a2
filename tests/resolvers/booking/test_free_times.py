"""When a resource is free, and that bookings within those times, and no others, pass the rules."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.booking.availability import availability
from resolvers.booking.constraints import constraints
from resolvers.booking.free_times import AVAILABILITY, free_times
from resolvers.booking.places import moments_around
from resolvers.booking.resource import Closing, Resource, Slot
from store.sql import instant_text
from tests.resolvers.booking.house import House, at, policies
from tests.resolvers.booking.situations import situation

QUARTER = dt.timedelta(minutes=15)
ZONES = ("Europe/Berlin", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe")
MONDAYS = (dt.date(2026, 3, 23), dt.date(2026, 10, 19), dt.date(2026, 11, 2))
"""Weeks in which clocks change, somewhere, and one in which they do not."""

FREE = """
query Free($id: ID!, $from: DateTime!, $until: DateTime!) {
  resource(id: $id) { availability(from: $from, until: $until) { startsAt endsAt } }
}
"""


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_free_times_are_where_the_rules_let_a_booking_pass(data: st.DataObject) -> None:
    """Opening times, closings, events and other bookings say the same of a time and a calendar."""
    zone = ZoneInfo(data.draw(st.sampled_from(ZONES)))
    begin = dt.datetime.combine(data.draw(st.sampled_from(MONDAYS)), dt.time(), dt.UTC)
    quarters = st.integers(0, 7 * 96)

    def stretch() -> tuple[dt.datetime, dt.datetime]:
        start = begin + data.draw(quarters) * QUARTER
        return start, start + data.draw(st.integers(1, 96)) * QUARTER

    minutes = st.integers(0, 95).map(lambda quarter: quarter * 15)
    slots = tuple(
        Slot(data.draw(st.integers(1, 7)), start, min(1440, start + data.draw(minutes) + 15))
        for start in data.draw(st.lists(minutes, max_size=8))
    )
    closings = tuple(
        Closing(*stretch(), every_year=data.draw(st.booleans()))
        for _ in range(data.draw(st.integers(0, 2)))
    )
    resource = Resource(
        slots=slots,
        closings=closings,
        events=tuple(stretch() for _ in range(data.draw(st.integers(0, 2)))),
        buffer_minutes=data.draw(st.sampled_from((None, 15, 45))),
    )
    taken = [stretch() for _ in range(data.draw(st.integers(0, 4)))]
    asked = begin, begin + 7 * dt.timedelta(days=1)
    free = list(free_times(resource, taken, asked, zone))
    assert free == sorted(free)
    for _ in range(8):
        start, end = stretch()
        if end > asked[1]:
            continue
        wanted = situation(
            start=start, end=end, zone=zone, resource=resource, taken=tuple(taken), now=begin
        )
        passes = availability(wanted) is None and constraints(wanted) is None
        assert passes is any(since <= start and end <= until for since, until in free)


async def ask(
    house: House, who: int | None, room: int, start: dt.datetime, end: dt.datetime
) -> Any:
    """Ask for the calendar of a room."""
    answer = await house.ask(
        FREE,
        variables={
            "id": f"Resource:{room}", "from": instant_text(start), "until": instant_text(end),
        },
        customer=who,
        policies=policies(),
        portal="berlin-mitte",
    )  # fmt: skip
    found = (answer["data"] or {}).get("resource")
    if answer.get("errors"):
        return [error["extensions"]["code"] for error in answer["errors"]]
    times = (found or {}).get("availability")
    return times and [(each["startsAt"], each["endsAt"]) for each in times]


async def test_the_calendar_of_a_room(house: House) -> None:
    """What is over, taken, kept free around a booking, closed, shut or an event's is left out."""
    ada, room = house.person(house.plan()), house.room(buffer_minutes=15)
    house.rows.add(
        "resource_slots", resource_id=room, weekday=7, from_minute=9 * 60, to_minute=18 * 60
    )
    house.rows.add(
        "resource_slots", resource_id=room, weekday=1, from_minute=9 * 60, to_minute=12 * 60
    )
    house.rows.add(
        "resource_exceptions", resource_id=room, from_at=at(22, 17), until_at=at(22, 23)
    )
    event = house.rows.add("events", starts_at=at(23, 8), ends_at=at(23, 10))
    house.rows.add("event_resources", event_id=event, resource_id=room)
    for status, hour in (("confirmed", 14), ("cancelled", 16)):
        house.rows.add(
            "bookings",
            resource_id=room,
            customer_id=ada,
            starts_at=at(22, hour),
            ends_at=at(22, hour + 1),
            status=status,
        )
    await house.built()
    assert await ask(house, ada, room, at(22, 0), at(24, 0)) == [
        (instant_text(at(22, 13)), instant_text(at(22, 13, 45))),
        (instant_text(at(22, 15, 15)), instant_text(at(22, 17))),
        (instant_text(at(23, 10)), instant_text(at(23, 12))),
    ]
    assert await ask(house, ada, room, at(1, 0), at(2, 0)) == []


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (at(23, 10), at(23, 10)),
        (at(23, 10), at(23, 9)),
        (at(1, 0), at(1, 0) + dt.timedelta(days=63)),
        (at(1, 0).replace(year=1999), at(1, 0)),
        (at(1, 0).replace(year=9999), at(2, 0).replace(year=9999)),
    ],
)
async def test_times_that_make_no_sense(
    house: House, start: dt.datetime, end: dt.datetime
) -> None:
    """They are an error of the client's, said before a database is asked."""
    ada, room = house.person(house.plan()), house.room()
    await house.built()
    assert await ask(house, ada, room, start, end) == ["BAD_INPUT"]


def test_how_many_places_there_are_does_not_matter() -> None:
    """A calendar looks at no other place; whether somebody may book looks at the rules of places,
    and how these lie is worked out once for a tree, and not for each request.
    """
    asked = {"start": at(1, 0), "end": at(2, 0)}
    assert AVAILABILITY.parameters is not None
    alone = AVAILABILITY.parameters(SimpleNamespace(), {"from": at(1, 0), "until": at(2, 0)})
    assert alone.keys() == {"start", "end", "without"}
    tree = policies().tree
    here = SimpleNamespace(tree=tree, portal=next(iter(tree)))
    first, again = (moments_around(here, asked)["chains"] for _ in range(2))
    assert first is again
    network = tree.network(tree.root(here.portal))
    assert len(first) == sum(len(tree.chain(place)) for place in network)
