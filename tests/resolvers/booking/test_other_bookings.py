"""What the database says of other bookings, against going through all of them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest

from resolvers.booking.periods import PERIODS, minutes_from, touched
from resolvers.booking.resource_rows import times_from
from resolvers.booking.situation import Interval
from resolvers.booking.situation_rows import SituationRows, read_situation_rows
from resolvers.booking.wish import Wish
from resolvers.clock import month_of, week_of
from tests.resolvers.booking.house import BERLIN, House, policies
from tests.store.rows import NETWORK, NOW

MINUTE = dt.timedelta(minutes=1)
BUFFER, NO_RETURN = 30, 36 * 60
FIRST = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
LENGTHS = (30, 90, 24 * 60 - 1, 24 * 60, 24 * 60 + 1, 40 * 60, 10 * 24 * 60, 90 * 24 * 60)
"""In minutes: as short as most, about a day, and far longer."""


@dataclass(frozen=True)
class Booked:
    """A booking as it was made."""

    id: int
    room: int
    customer: int
    time: Interval
    given_up: bool


@dataclass(frozen=True)
class Full:
    """A house with two rooms, one of which keeps people from returning, and a year of bookings."""

    house: House
    rooms: dict[str, int]
    ada: int
    bookings: tuple[Booked, ...]

    async def rows(self, room: str, time: Interval, without: int | None = None) -> SituationRows:
        """Read what there is of a room at a time, for Ada."""
        wish = Wish("bookings.create", *time, customer=self.ada, without=without)
        async with self.house.database.connection() as connection:
            found = await read_situation_rows(
                connection, policies().tree, NETWORK, self.rooms[room], wish, NOW
            )
        assert found is not None
        return found

    def others(self, without: int | None) -> Iterable[Booked]:
        """Go through all bookings that stand but one."""
        return (each for each in self.bookings if each.id != without and not each.given_up)


@pytest.fixture(name="full")
async def _full(house: House) -> Full:
    """Bookings drawn by chance: of both rooms, by Ada and by others, across clock changes."""
    draw = random.Random(7)
    plan = house.plan(minute_week_limit=600, minute_month_limit=2_000)
    ada, ben = house.person(plan), house.person(plan)
    rooms = {
        kind: house.room(
            kind, buffer_minutes=BUFFER, no_return_minutes=NO_RETURN, no_return_of=kind
        )
        for kind in ("same-resource", "all-resources", "all-users")
    }
    found = []
    for _ in range(250):
        start = FIRST + draw.randrange(150 * 24 * 12) * 5 * MINUTE
        length = draw.choice(LENGTHS) * MINUTE
        booked = Booked(
            0, draw.choice([*rooms.values()]), draw.choice((ada, ben)),
            (start, start + length), draw.random() < 0.2,
        )  # fmt: skip
        number = house.rows.add(
            "bookings", resource_id=booked.room, customer_id=booked.customer,
            starts_at=start, ends_at=start + length,
            status="cancelled" if booked.given_up else draw.choice(("confirmed", "tentative")),
        )  # fmt: skip
        found.append(Booked(number, *(getattr(booked, name) for name in
                                      ("room", "customer", "time", "given_up"))))
    await house.built()
    return Full(house, rooms, ada, tuple(found))


def times(bookings: Iterable[Booked]) -> list[Interval]:
    """The times of bookings, the last to end first."""
    return sorted((each.time for each in bookings), key=lambda time: (time[1], time[0]))[::-1]


def meets(time: Interval, other: Interval, minutes: int) -> bool:
    """Whether *other* lies less than so many minutes from *time*."""
    return other[0] < time[1] + minutes * MINUTE and other[1] > time[0] - minutes * MINUTE


def minutes_in(period: Interval, bookings: Iterable[Booked]) -> float:
    """How many minutes of *bookings* lie in *period*."""
    shared = (min(each.time[1], period[1]) - max(each.time[0], period[0]) for each in bookings)
    return sum(max(each / MINUTE, 0) for each in shared)


async def test_the_database_finds_and_adds_up_what_going_through_all_finds(full: Full) -> None:
    """In the way, too near, and in each week and month: whatever they last, by the house's clocks;
    a booking that is changed does not count.
    """
    draw, seen = random.Random(8), set()
    for number in range(60):
        room = draw.choice([*full.rooms])
        start = FIRST + draw.randrange(160 * 24 * 12) * 5 * MINUTE
        time = start, start + draw.choice((30, 120, 26 * 60, 40 * 24 * 60)) * MINUTE
        without = draw.choice(full.bookings).id if number % 3 == 0 else None
        found, others = await full.rows(room, time, without), list(full.others(without))
        mine = [each for each in others if each.customer == full.ada]

        kept = BUFFER + (NO_RETURN if room == "all-users" else 0)
        here = [each for each in others if each.room == full.rooms[room]]
        taken = [each for each in here if meets(time, each.time, kept)]
        assert sorted(times_from(found.taken)) == sorted(each.time for each in taken)

        counted = [
            each for each in mine
            if (each.room == full.rooms[room] or room == "all-resources")
            and meets(time, each.time, NO_RETURN)
        ]  # fmt: skip
        last = times_from(found.too_near)
        assert [end for _, end in last] == [end for _, end in times(counted)[:1]]

        expected = {
            around: minutes_in(around, mine)
            for period in PERIODS for around in touched(*time, period, BERLIN)
        }  # fmt: skip
        assert minutes_from(found.booked) == expected
        seen |= {bool(taken), bool(counted), any(expected.values())}
    assert seen == {True, False}


async def test_no_minutes_are_added_up_where_no_plan_minds(house: House) -> None:
    """Whoever has no limit is not counted."""
    room, ada = house.room(), house.person(house.plan())
    house.rows.add(
        "bookings", resource_id=room, customer_id=ada, starts_at=NOW, status="confirmed"
    )
    await house.built()
    wish = Wish("bookings.create", NOW, NOW + MINUTE, customer=ada)
    async with house.database.connection() as connection:
        tree = policies().tree
        found = await read_situation_rows(connection, tree, NETWORK, room, wish, NOW)
    assert found is not None
    assert (list(found.booked), len(found.taken)) == ([], 1)


async def test_a_room_that_has_moved_since_it_was_seen(house: House) -> None:
    """What counts is where it is: its clocks, and so its weeks."""
    room, ada = house.room(), house.person(house.plan(minute_week_limit=60))
    await house.built()
    seen = Wish("bookings.create", NOW, NOW + MINUTE, customer=ada, place="lisbon-alfama")
    async with house.database.connection() as connection:
        tree = policies().tree
        rows = [
            await read_situation_rows(connection, tree, NETWORK, room, wish, NOW)
            for wish in (seen, replace(seen, place=None))
        ]
    assert rows[0] == rows[1]
    assert rows[0] is not None
    assert week_of(NOW, BERLIN) in minutes_from(rows[0].booked)


def test_what_a_booking_touches() -> None:
    """Its weeks and months by the clocks there, in order, joined, also where clocks change."""
    start = dt.datetime(2026, 10, 23, 10, tzinfo=dt.UTC)
    weeks = list(touched(start, start + 10 * 24 * 60 * MINUTE, week_of, BERLIN))
    assert [(end - since) / dt.timedelta(hours=1) for since, end in weeks] == [169, 168, 168]
    assert weeks[0][1] == weeks[1][0]
    months = list(touched(start, start + 10 * 24 * 60 * MINUTE, month_of, BERLIN))
    assert [since.astimezone(BERLIN).month for since, _ in months] == [10, 11]
    at_midnight = dt.datetime(2026, 11, 30, tzinfo=BERLIN)
    assert len(list(touched(start, at_midnight, month_of, BERLIN))) == 2
