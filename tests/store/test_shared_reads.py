"""Statements that several send at once: the same one once, for all of them, and not too early."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from store.compiled import compile_statement
from store.customers import customers
from store.databases import Database, Row
from store.errors import DatabaseUnavailable
from store.shared_reads import SharedReads, WaitedTooLong
from store.sql import OneOf
from tests.store.gated import Gated
from tests.store.rows import Rows

NAMES = sa.select(customers.c.full_name).order_by(customers.c.full_name)
LIKE = NAMES.where(OneOf(customers.c.full_name, "names"))

Reading = asyncio.Task[Sequence[Row]]


@pytest.fixture(name="reads")
def _reads(gated: Gated) -> SharedReads:
    return SharedReads(gated, patience=60.0)  # type: ignore[arg-type]


async def join(database: Database, number: int) -> None:
    """Write one more customer."""
    rows = Rows()
    rows.add("customers", id=number, full_name=f"person {number:03}")
    await rows.write(database)


async def ask(reads: SharedReads, gated: Gated, *names: set[str]) -> list[Reading]:
    """Begin to ask for the customers of each set of names, in the same moment."""
    statement = compile_statement(LIKE, gated.database.dialect)
    tasks = [
        asyncio.create_task(reads.fetch(statement.text, statement.values({"names": each})))
        for each in names
    ]
    await asyncio.sleep(0)
    return tasks


async def found(tasks: list[Reading]) -> list[list[str]]:
    return [[name for (name,) in rows] for rows in await asyncio.gather(*tasks)]


async def test_the_same_is_sent_once(gated: Gated, reads: SharedReads) -> None:
    """One asks at once, nine in the next moment: two statements, and ten are answered."""
    await join(gated.database, 1)
    tasks = await ask(reads, gated, {"person 001"})
    tasks += await ask(reads, gated, *[{"person 001"}] * 9)
    gated.gate.set()
    assert await found(tasks) == [["person 001"]] * 10
    assert (gated.begun, reads.saved) == (2, 8)


async def test_what_is_not_the_same_is_kept_apart(gated: Gated, reads: SharedReads) -> None:
    """Each is answered what they have asked, of as many statements as there are questions."""
    for number in (1, 2):
        await join(gated.database, number)
    one, two = {"person 001"}, {"person 002"}
    tasks = await ask(reads, gated, one, two, one, one | two, set(), two)
    gated.gate.set()
    both = ["person 001", "person 002"]
    assert await found(tasks) == [[both[0]], [both[1]], [both[0]], both, [], [both[1]]]
    assert gated.begun == 5  # the first at once; then four others, one of which two have asked


async def test_whoever_asks_alone_waits_for_nobody(gated: Gated, reads: SharedReads) -> None:
    """One after the other, each statement is sent as soon as it is asked."""
    gated.gate.set()
    for number in (1, 2, 3):
        await found(await ask(reads, gated, {"person 001"}))
        assert gated.begun == number
    assert reads.saved == 0


async def test_what_is_under_way_answers_nobody_who_comes_later(
    gated: Gated, reads: SharedReads
) -> None:
    """What was written since then is seen."""
    both = {"person 001", "person 002"}
    early = await ask(reads, gated, both, both)
    await gated.reach(2)
    await join(gated.database, 1)
    late = await ask(reads, gated, both)
    await gated.reach(3)
    gated.gate.set()
    assert (await found(late)) == [["person 001"]]
    await found(early)


async def test_nobody_misses_what_was_written_before(database: Database) -> None:
    """Forty readers and a writer at random moments: all see at least what was there, in order."""
    reads = SharedReads(database, patience=60.0)
    statement = compile_statement(NAMES, database.dialect)
    dice = random.Random(7)
    written: list[str] = []

    async def write() -> None:
        for number in range(1, 41):
            await join(database, number)
            written.append(f"person {number:03}")

    async def read() -> None:
        while len(written) < 40:
            await asyncio.sleep(dice.random() / 500)
            before = list(written)
            names = [name for (name,) in await reads.fetch(statement.text, statement.values({}))]
            assert names[: len(before)] == before

    async with asyncio.timeout(30):
        await asyncio.gather(write(), *(read() for _ in range(40)))


async def test_whoever_leaves_takes_nobody_along(gated: Gated, reads: SharedReads) -> None:
    """Of four who ask the same, the one for whom it was begun gives up, and so does another."""
    await join(gated.database, 1)
    tasks = await ask(reads, gated, {"person 001"}, *[{"person 001"}] * 4)
    tasks[1].cancel()
    tasks[3].cancel()
    gated.gate.set()
    assert await found([tasks[0], tasks[2], tasks[4]]) == [["person 001"]] * 3
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [task.cancelled() for task in tasks] == [False, True, False, True, False]


async def test_a_database_that_is_away_is_told_to_all(gated: Gated, reads: SharedReads) -> None:
    """And the next who asks is answered again."""
    gated.fault = DatabaseUnavailable("it is away")
    tasks = await ask(reads, gated, *[{"person 001"}] * 4)
    gated.gate.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in told] == [DatabaseUnavailable] * 4
    gated.fault = None
    assert await found(await ask(reads, gated, {"person 001"})) == [[]]


async def test_a_connection_is_not_waited_for_too_long(gated: Gated) -> None:
    """All who have waited with it are told, and nothing was asked."""
    reads = SharedReads(gated, patience=-1.0)  # type: ignore[arg-type]
    gated.gate.set()
    tasks = await ask(reads, gated, *[{"person 001"}] * 3)
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in told] == [WaitedTooLong] * 3
    assert gated.begun == 0
