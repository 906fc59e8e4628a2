"""The pool of connections: never more than allowed, none lost, none given out twice."""

from __future__ import annotations

import asyncio
import contextlib
import random
from pathlib import Path

import pytest

from store import postgresql
from store.databases import open_database
from store.errors import DatabaseUnavailable
from store.pool import Pool
from tests.databases import fresh_database


class Fake:
    """A connection that only knows whether it is open, and who holds it."""

    def __init__(self) -> None:
        self.closed = False
        self.held = False

    def is_closed(self) -> bool:
        return self.closed

    async def close(self) -> None:
        self.closed = True

    def terminate(self) -> None:
        self.closed = True


class Server:
    """Opens fake connections, and can be down."""

    def __init__(self) -> None:
        self.opened: list[Fake] = []
        self.down = False

    async def connect(self) -> Fake:
        await asyncio.sleep(0)
        if self.down:
            raise DatabaseUnavailable("down")
        self.opened.append(Fake())
        return self.opened[-1]

    def pool(self, size: int = 2, patience: float = 5.0) -> Pool[Fake]:
        return Pool(self.connect, size=size, patience=patience)


async def test_the_one_used_last_is_the_next() -> None:
    """A connection that was given back is given out again, before another is opened."""
    server = Server()
    pool = server.pool()
    assert pool.take() is None
    first = await pool.acquire()
    second = await pool.acquire()
    pool.give_back(first)
    pool.give_back(second)
    assert await pool.acquire() is second
    assert await pool.acquire() is first
    assert len(server.opened) == 2


async def test_who_waits_longest_is_served_first() -> None:
    """Where all are busy the next one given back goes to the first in line."""
    pool = Server().pool(size=1)
    held = await pool.acquire()
    order: list[int] = []

    async def ask(number: int) -> None:
        connection = await pool.acquire()
        order.append(number)
        pool.give_back(connection)

    tasks = [asyncio.create_task(ask(number)) for number in range(5)]
    await asyncio.sleep(0)
    pool.give_back(held)
    await asyncio.gather(*tasks)
    assert order == [0, 1, 2, 3, 4]


async def test_patience_ends() -> None:
    """Where all stay busy, asking ends with an error, and the connection stays usable."""
    pool = Server().pool(size=1, patience=0.01)
    held = await pool.acquire()
    with pytest.raises(DatabaseUnavailable, match="all 1 connections"):
        await pool.acquire()
    pool.give_back(held)
    assert await pool.acquire() is held


async def test_a_closed_connection_is_replaced() -> None:
    """One that the server closed is not given out again, and makes room for another."""
    server = Server()
    pool = server.pool(size=1)
    first = await pool.acquire()
    pool.give_back(first)
    first.closed = True
    second = await pool.acquire()
    assert second is not first
    waiting = asyncio.create_task(pool.acquire())
    await asyncio.sleep(0)
    second.closed = True
    pool.give_back(second)
    third = await waiting
    assert third not in (first, second)
    pool.drop(third)
    assert third.closed
    assert await pool.acquire() is not third


async def test_a_server_that_comes_back() -> None:
    """Each attempt fails while it is down, whoever waits is told, and then it goes on."""
    server = Server()
    pool = server.pool(size=1)
    held = await pool.acquire()
    server.down = True
    waiting = asyncio.create_task(pool.acquire())
    await asyncio.sleep(0)
    pool.drop(held)
    with pytest.raises(DatabaseUnavailable, match="down"):
        await waiting
    server.down = False
    assert await pool.acquire() is not held


async def test_closing() -> None:
    """Idle connections are closed with the pool, held ones when they come back; no new ones."""
    pool = Server().pool(size=2)
    idle, held = await pool.acquire(), await pool.acquire()
    pool.give_back(idle)
    await pool.close()
    assert idle.closed
    assert not held.closed
    pool.give_back(held)
    assert held.closed
    with pytest.raises(DatabaseUnavailable, match="closed"):
        await pool.acquire()


@pytest.mark.parametrize("seed", range(20))
async def test_many_tasks_some_of_which_give_up(seed: int) -> None:
    """Whoever is cancelled, whatever breaks: no connection is shared, and none is lost."""
    dice = random.Random(seed)
    server = Server()
    pool = server.pool(size=3)

    async def work() -> None:
        connection = await pool.acquire()
        assert not connection.held
        assert not connection.closed
        connection.held = True
        try:
            for _ in range(dice.randrange(3)):
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            connection.held = False
            pool.drop(connection)
            raise
        connection.held = False
        if dice.random() < 0.2:
            connection.closed = True
        pool.give_back(connection)

    tasks = [asyncio.create_task(work()) for _ in range(100)]
    for _ in range(60):
        await asyncio.sleep(0)
        assert sum(not fake.closed for fake in server.opened) <= 3
        dice.choice(tasks).cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(result) for result in results} <= {type(None), asyncio.CancelledError}
    assert None in results
    everything = [await pool.acquire() for _ in range(3)]
    assert len(set(everything)) == 3
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0.01):
            await pool.acquire()
            pytest.fail("a fourth connection was given out")


async def test_connections_that_postgresql_ends(tmp_path: Path) -> None:
    """When the server ends connections, those in use say so, and new ones are opened."""
    with fresh_database("postgresql", tmp_path) as url:
        database, other = open_database(url), open_database(url)
        async with database.connection() as one, database.connection():
            (row,) = await one.fetch("SELECT pg_backend_pid()", ())
        kill = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        async with other.connection() as killer:
            with pytest.raises(DatabaseUnavailable):
                async with database.transaction() as connection:
                    assert len(await killer.fetch(kill, ())) == 2
                    await connection.fetch("SELECT 1", ())
            async with database.connection() as connection:
                (again,) = await connection.fetch("SELECT pg_backend_pid()", ())
        assert again != row
        await database.close()
        await other.close()


async def test_a_cancelled_question_does_not_spoil_the_next(tmp_path: Path) -> None:
    """A connection whose answer nobody waited for is not given to anybody else."""
    with fresh_database("postgresql", tmp_path) as url:
        database = open_database(url, connections=1)

        async def sleep() -> None:
            async with database.connection() as connection:
                await connection.fetch("SELECT pg_sleep(10)", ())

        task = asyncio.create_task(sleep())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with database.connection() as connection:
            assert [tuple(r) for r in await connection.fetch("SELECT 7", ())] == [(7,)]
        await database.close()


async def test_all_connections_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every connection of a PostgreSQL database held, asking for one more ends in time."""
    monkeypatch.setattr(postgresql, "WAIT_SECONDS", 0.02)
    with fresh_database("postgresql", tmp_path) as url:
        database = open_database(url, connections=1)
        async with database.connection():
            with pytest.raises(DatabaseUnavailable, match="busy"):
                await database.ping()
        await database.ping()
        await database.close()
