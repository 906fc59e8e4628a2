"""What a booking costs: so many statements, and the same however many bookings there are."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import uvloop

from benchmarks.in_process import UNBOUNDED, Asked, Headers, sign_in
from benchmarks.pages import BOOKING, PORTAL, VISITOR
from benchmarks.rooms import FIRST_ROOM, add_rooms
from gateway.application import create_app
from gateway.settings import Settings
from store.compiled import Values, compile_statement
from store.contracts import plans
from store.customers import customers
from store.databases import Connection, Database, open_database
from store.demo import fill
from store.resources import booking_rules, bookings
from store.sqlite import SqliteConnection
from tests.databases import fresh_database
from tests.performance.weighing import instructions

HOUSE = Path(__file__).parent.parent.parent
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
MONTH = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
HALF_HOUR = dt.timedelta(minutes=30)
WEEK = dt.timedelta(days=7)
STATEMENTS = 7
"""Who asks, and again once turns are taken; the resource; what the nine steps go by; the two that
tell of the booking; the payload. The rows that are written come on top.
"""

MANY = 4_000
NOISE = 1.1
"""The bookings that are weighed stand in one another's months, now two of them, now four."""


@dataclass(frozen=True)
class Member:
    """A gateway over a demo with rooms to book, and a member who books in December."""

    runner: asyncio.Runner
    gateway: Any
    database: Database
    headers: Headers
    numbers: Iterator[int]

    def wish(self) -> Asked:
        """Return the request to book a room for half an hour, a week later each time."""
        start = MONTH + next(self.numbers) * WEEK
        given = {
            "resourceId": f"Resource:{FIRST_ROOM}",
            "startsAt": start.isoformat(), "endsAt": (start + HALF_HOUR).isoformat(),
        }  # fmt: skip
        return Asked(BOOKING.query, self.headers, {"input": given})

    def book(self) -> None:
        """Book, and be sure of it."""
        data = self.runner.run(self.wish().data(self.gateway))
        assert data["bookResource"]["booking"] is not None, data

    def weigh(self, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
        """Count a booking's instructions of Python, and SQLite's: the least of several."""
        self.book()
        found = []
        for _ in range(4):
            with steps_of_sqlite(monkeypatch) as steps:
                self.book()
            send = partial(self.wish().of, self.gateway)
            found.append((self.runner.run(instructions(send)), steps[0]))
        return min(each[0] for each in found), min(each[1] for each in found)


@contextmanager
def steps_of_sqlite(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count the steps of SQLite's virtual machine in the list's only number."""
    counted = [0]
    fetch = SqliteConnection.fetch

    def step() -> int:
        counted[0] += 1
        return 0

    async def counting(self: SqliteConnection, text: str, values: Values = ()) -> Any:
        self._raw.set_progress_handler(step, 1)
        try:
            return await fetch(self, text, values)
        finally:
            self._raw.set_progress_handler(None, 0)

    with monkeypatch.context() as patch:
        patch.setattr(SqliteConnection, "fetch", counting)
        yield counted


@pytest.fixture(scope="module", name="member")
def _member(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Member]:
    """The repository's own policies over the demo, on SQLite, whose plans limit minutes, widely."""
    with (
        fresh_database("sqlite", tmp_path_factory.mktemp("booking")) as url,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        fill(url, today=NOW.date())
        database = open_database(url)
        runner.run(_prepared(database))
        settings = Settings(HOUSE, url, budgets=UNBOUNDED)
        app = create_app(settings, clock=lambda: NOW)
        living = app.router.lifespan_context(app)
        runner.run(living.__aenter__())
        headers = runner.run(sign_in(app, VISITOR, PORTAL))
        yield Member(runner, app, database, headers, count())
        runner.run(living.__aexit__(None, None, None))
        runner.run(database.close())


async def _prepared(database: Database) -> None:
    async with database.transaction() as connection:
        await add_rooms(connection)
        await _do(connection, sa.update(booking_rules).values(enabled=sa.false()))
        await _limit(connection, 10**9)


async def _limit(connection: Connection, minutes: int | None) -> None:
    limits = dict.fromkeys(("minute_week_limit", "minute_month_limit"), minutes)
    await _do(connection, sa.update(plans).values(limits))


async def _do(connection: Connection, command: Any) -> Any:
    statement = compile_statement(command, connection.dialect)
    return await connection.fetch(statement.text, statement.values({}))


async def _add(database: Database, first: dt.datetime, room: int) -> None:
    """Let the member have many bookings of a room, one after the other, from a moment on."""
    async with database.transaction() as connection:
        own = customers.c.email == VISITOR
        ((network, me),) = await _do(
            connection, sa.select(customers.c.network_id, customers.c.id).where(own)
        )
        taken = await _do(connection, sa.select(sa.func.max(bookings.c.id)))
        await connection.insert(bookings, [
            {
                "network_id": network, "id": taken[0][0] + 1 + number, "resource_id": room,
                "location_id": PORTAL, "customer_id": me, "starts_at": first + number * HALF_HOUR,
                "ends_at": first + (number + 1) * HALF_HOUR, "status": "confirmed",
                "online": True, "created_at": NOW,
            }
            for number in range(MANY)
        ])  # fmt: skip


def test_a_booking_takes_so_many_statements(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What all nine steps go by comes in one; nothing is asked twice."""
    heard: list[str] = []
    fetch = SqliteConnection.fetch

    async def listening(self: SqliteConnection, text: str, values: Values = ()) -> Any:
        if not text.startswith(("BEGIN", "COMMIT")) and "FROM happenings ORDER" not in text:
            heard.append(text)
        return await fetch(self, text, values)

    monkeypatch.setattr(SqliteConnection, "fetch", listening)
    member.book()
    assert len(heard) == STATEMENTS, heard


def test_a_booking_costs_the_same_however_many_there_are(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the room, of the customer in this year, and in this month where no plan counts minutes."""
    before = member.weigh(monkeypatch)
    member.runner.run(_add(member.database, MONTH - dt.timedelta(days=90), FIRST_ROOM))
    _same(member.weigh(monkeypatch), before)

    async def unlimited() -> None:
        async with member.database.transaction() as connection:
            await _limit(connection, None)

    member.runner.run(unlimited())
    without_limits, later = member.weigh(monkeypatch), MONTH + next(member.numbers) * WEEK
    member.runner.run(_add(member.database, later, FIRST_ROOM + 1))
    _same(member.weigh(monkeypatch), without_limits)


def _same(found: tuple[int, int], before: tuple[int, int]) -> None:
    told = f"{found} instructions of Python and of SQLite, before {before}"
    close = all(now <= NOISE * then for now, then in zip(found, before, strict=True))
    assert close, told
