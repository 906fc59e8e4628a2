"""Fifty clients in two processes want the same: one gets it, all are answered, nobody waits on.

`PORTAL_RACE_ROUNDS` says how many rounds there are; without it there are a few.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest

from store.databases import Database, open_database
from store.sql import instant_text
from tests.databases import database, database_url, fresh_database  # noqa: F401
from tests.poolers import NEEDS_POOLER, pooled
from tests.resolvers.booking.house import House, at

ROUNDS = int(os.environ.get("PORTAL_RACE_ROUNDS", "5"))
CLIENTS = 50
PATIENCE = 60.0
"""Seconds that a round may take on a busy machine; a deadlock takes for ever."""

Result = tuple[str | None, str | None]
Asked = tuple[int, dict[str, Any]]


class Crowd:
    """Two processes of clients."""

    def __init__(self) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.race.client"],
                cwd=Path(__file__).parents[2],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            for _ in range(2)
        ]

    async def race(
        self, url: str, asked: Sequence[Asked], *, pooled: bool = False
    ) -> list[Result]:
        """Let all ask at once, every other one in the other process."""
        shares = [asked[0::2], asked[1::2]]
        for process, share in zip(self._processes, shares, strict=True):
            assert process.stdin is not None
            process.stdin.write(orjson.dumps([url, pooled, share]) + b"\n")
            process.stdin.flush()
        watch = threading.Timer(PATIENCE, self.end)
        watch.daemon = True
        watch.start()
        lines = [await asyncio.to_thread(_line, process) for process in self._processes]
        watch.cancel()
        assert all(lines), "a process ended, or was ended, before it had answered"
        results = [[(key, code) for key, code in orjson.loads(line)] for line in lines]
        assert [len(each) for each in results] == [len(share) for share in shares]
        return [each for share in results for each in share]

    def end(self) -> None:
        """End both processes, whatever they are at."""
        for process in self._processes:
            process.kill()
            process.communicate()


def _line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.fixture(name="crowd", scope="module")
def _crowd() -> Iterator[Crowd]:
    """Fifty clients in two processes, for all tests here."""
    crowd = Crowd()
    yield crowd
    crowd.end()


def wish(room: int, start: dt.datetime, **further: Any) -> dict[str, Any]:
    """Half an hour in a room."""
    end = start + dt.timedelta(minutes=30)
    return {
        "resourceId": f"Resource:{room}",
        "startsAt": instant_text(start),
        "endsAt": instant_text(end),
        **further,
    }


@pytest.fixture(name="house")
def _house(database: Database) -> House:  # noqa: F811
    """A house, to be furnished and built."""
    return House(database)


async def test_one_room_for_fifty(house: House, database_url: str, crowd: Crowd) -> None:  # noqa: F811
    """Round after round exactly one has the slot, and forty-nine read that it is taken."""
    plan, room = house.plan(), house.room()
    people = [house.person(plan) for _ in range(CLIENTS)]
    await house.built()
    for number in range(ROUNDS):
        start = at(24, 8) + number * dt.timedelta(hours=1)
        asked = [(person, wish(room, start)) for person in people]
        codes = Counter(code for _, code in await crowd.race(database_url, asked))
        assert codes == {None: 1, "BOOKING_CONFLICT": CLIENTS - 1}
    taken = await house.stored("select count(*), count(distinct starts_at) from bookings")
    assert taken == [(ROUNDS, ROUNDS)]
    assert await house.stored("select count(*) from audit_entries") == [(ROUNDS,)]


@NEEDS_POOLER
async def test_one_room_for_fifty_behind_a_pooler(tmp_path: Path, crowd: Crowd) -> None:
    """Who waits for the room keeps one of the pooler's three connections, and all are answered."""
    with fresh_database("postgresql", tmp_path) as url, pooled(tmp_path, url) as between:
        database = open_database(url)
        house = House(database)
        plan, room = house.plan(), house.room()
        people = [house.person(plan) for _ in range(CLIENTS)]
        await house.built()
        asked = [(person, wish(room, at(24, 8))) for person in people]
        codes = Counter(code for _, code in await crowd.race(between, asked, pooled=True))
        await database.close()
    assert codes == {None: 1, "BOOKING_CONFLICT": CLIENTS - 1}


async def test_overlaps_of_every_kind(house: House, database_url: str, crowd: Crowd) -> None:  # noqa: F811
    """Times that begin at different minutes: whatever was booked, no two of them meet."""
    plan, room = house.plan(), house.room()
    people = [house.person(plan) for _ in range(CLIENTS)]
    await house.built()
    results = await crowd.race(
        database_url,
        [
            (person, wish(room, at(24, 8) + index * dt.timedelta(minutes=7)))
            for index, person in enumerate(people)
        ],
    )
    assert {code for _, code in results} <= {None, "BOOKING_CONFLICT"}
    rows = await house.stored("select starts_at, ends_at from bookings order by starts_at")
    assert len(rows) == sum(code is None for _, code in results) > 5
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(rows))


async def test_a_quota_that_is_raced_for(house: House, database_url: str, crowd: Crowd) -> None:  # noqa: F811
    """One customer in fifty rooms at once: two half hours of their one are all they get."""
    ada = house.person(house.plan(minute_week_limit=60))
    rooms = [house.room(f"Room {number}") for number in range(CLIENTS)]
    await house.built()
    results = await crowd.race(database_url, [(ada, wish(room, at(24, 8))) for room in rooms])
    assert Counter(code for _, code in results) == {None: 2, "HARD_LIMIT_WEEK": CLIENTS - 2}


async def test_a_team_s_minutes_that_are_raced_for(tmp_path: Path, crowd: Crowd) -> None:
    """Each of fifty mates in a room of their own: what the team shares is for two half hours.

    On PostgreSQL, where they write at the same time.
    """
    with fresh_database("postgresql", tmp_path) as url:
        database = open_database(url)
        house = House(database)
        asked = _mates_who_ask(house)
        await house.built()
        codes = Counter(code for _, code in await crowd.race(url, asked))
        taken = await house.stored("select sum(amount) from credit_uses")
        await database.close()
    assert codes == {None: 2, "NO_CREDIT": CLIENTS - 2}
    assert taken == [(60,)]


def _mates_who_ask(house: House) -> list[Asked]:
    """Add a team that shares an hour, and what each of its members asks for."""
    plan, bare = house.plan(invoice_every_months=1), house.plan(key="bare")
    house.rows.add("plan_benefits", plan_id=plan, amount=60, kind="time-credit", name="Included")
    payer, team = house.person(bare), house.rows.add("teams", name="Okafor")
    house.rows.add("credit_pools", team_id=team)
    house.rows.add("contracts", customer_id=payer, plan_id=plan, team_id=team)
    house.rows.add("team_members", team_id=team, customer_id=payer, role="paying-member")
    asked: list[Asked] = []
    for number in range(CLIENTS):
        mate = house.person(bare, rights=("can-book", "can-book-for-team"))
        house.rows.add("team_members", team_id=team, customer_id=mate, role="member")
        room = house.room(f"Room {number}")
        house.rows.add("booking_terms", resource_id=room, requires_credit=True)
        asked.append((mate, wish(room, at(24, 8), teamId=f"Team:{team}")))
    return asked


async def test_one_key_sent_fifty_times(house: House, database_url: str, crowd: Crowd) -> None:  # noqa: F811
    """Every one of them is answered with the same booking."""
    ada, room = house.person(house.plan()), house.room()
    await house.built()
    given = wish(room, at(24, 8), idempotencyKey="once")
    results = await crowd.race(database_url, [(ada, given)] * CLIENTS)
    assert {code for _, code in results} == {None}
    assert len({key for key, _ in results}) == 1
    assert await house.stored("select count(*) from bookings") == [(1,)]


async def test_mates_who_book_for_each_other(house: House, database_url: str, crowd: Crowd) -> None:  # noqa: F811
    """Everyone waits for rooms and people in the same order: no circle, and all succeed."""
    plan = house.plan()
    pair = [house.person(plan, rights=("can-book", "can-book-for-team")) for _ in range(2)]
    team = house.rows.add("teams", name="Okafor")
    for person in pair:
        house.rows.add("team_members", team_id=team, customer_id=person, role="member")
    rooms = [house.room(f"Room {number}") for number in range(CLIENTS)]
    await house.built()
    results = await crowd.race(
        database_url,
        [
            (
                pair[index // 2 % 2],
                wish(room, at(24, 8), forCustomerId=f"Customer:{pair[1 - index // 2 % 2]}"),
            )
            for index, room in enumerate(rooms)
        ],
    )
    assert Counter(code for _, code in results) == {None: CLIENTS}
