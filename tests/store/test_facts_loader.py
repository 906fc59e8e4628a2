"""Facts for all who ask at the same time: with few statements, and of nobody too early."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
import sqlalchemy as sa

from store import facts_loader
from store.compiled import compile_statement
from store.databases import Database
from store.errors import DatabaseUnavailable
from store.facts import Facts, read_facts
from store.facts_loader import FactsLoader
from store.people import sessions
from tests.store.gated import Gated
from tests.store.rows import NETWORK, NOW
from tests.store.test_facts import World

SECOND = dt.timedelta(seconds=1)


@pytest.fixture(name="loader")
def _loader(gated: Gated) -> FactsLoader:
    return FactsLoader(gated)  # type: ignore[arg-type]


@pytest.fixture(name="signed_in")
async def _signed_in(database: Database) -> list[int]:
    """The sessions of twenty customers."""
    world = World()
    found = [world.session() for _ in range(20)]
    await world.rows.write(database)
    return found


Asking = asyncio.Task[Facts | None]


async def ask(
    loader: FactsLoader, *asked: int, network: str = NETWORK, now: dt.datetime = NOW
) -> list[Asking]:
    """Begin to ask about sessions, each in a task of its own, as far as it comes."""
    tasks = [asyncio.create_task(loader.of(each, network, now)) for each in asked]
    await asyncio.sleep(0)
    return tasks


async def sign_out(database: Database, session: int) -> None:
    command = (
        sa.update(sessions)
        .values(revoked_at=sa.literal(NOW, sessions.c.revoked_at.type))
        .where(sessions.c.id == session)
    )
    async with database.transaction() as connection:
        statement = compile_statement(command, connection.dialect)
        await connection.fetch(statement.text, statement.values({}))


async def test_those_who_come_meanwhile_are_asked_about_together(
    gated: Gated, loader: FactsLoader, signed_in: list[int]
) -> None:
    """Twenty ask, two statements are sent, and everybody is told of themselves."""
    tasks = await ask(loader, *signed_in)
    assert gated.begun == 1
    gated.gate.set()
    told = await asyncio.gather(*tasks)
    assert gated.begun == 2
    async with gated.database.connection() as connection:
        alone = [
            (await read_facts(connection, NETWORK, [session], NOW))[session]
            for session in signed_in
        ]
    assert told == alone
    assert len({facts.customer for facts in alone}) == 20


async def test_whoever_asks_alone_waits_for_nobody(
    gated: Gated, loader: FactsLoader, signed_in: list[int]
) -> None:
    """One after the other, each has a statement of their own."""
    gated.gate.set()
    for number, session in enumerate(signed_in[:3], 1):
        facts = await loader.of(session, NETWORK, NOW)
        assert facts is not None
        assert facts.valid
        assert gated.begun == number


async def test_nobody_is_told_what_was_true_before_they_asked(
    gated: Gated, loader: FactsLoader, signed_in: list[int]
) -> None:
    """Signed out while another's statement is under way, a session is found to be ended."""
    first, mine = signed_in[:2]
    early = await ask(loader, first, mine)
    await sign_out(gated.database, mine)
    late = await ask(loader, mine)
    gated.gate.set()
    told = await asyncio.gather(*early, *late)
    assert [facts is not None and facts.valid for facts in told] == [True, False, False]


async def test_moments_and_networks_are_kept_apart(
    gated: Gated, loader: FactsLoader, signed_in: list[int]
) -> None:
    """Each is told what holds at their own moment, in their own network; unknown ones nothing."""
    tasks = await ask(loader, *signed_in[:3])
    tasks += await ask(loader, signed_in[3], now=NOW + dt.timedelta(days=2))
    tasks += await ask(loader, signed_in[4], network="plenum")
    tasks += await ask(loader, 999_999)
    gated.gate.set()
    told = await asyncio.gather(*tasks)
    assert [facts and facts.valid for facts in told] == [True, True, True, False, None, None]
    assert gated.begun == 4  # the first; then of now, of the day after tomorrow, of plenum


async def test_parts_of_a_second_are_one_moment(
    gated: Gated, loader: FactsLoader, signed_in: list[int]
) -> None:
    """What is true holds for whole seconds: who asks within one is asked about with the others."""
    tasks = await ask(loader, signed_in[0])
    for number, session in enumerate(signed_in[1:]):
        tasks += await ask(loader, session, now=NOW + number * SECOND / 20)
    gated.gate.set()
    await asyncio.gather(*tasks)
    assert gated.begun == 2


async def test_whoever_leaves_takes_nobody_along(
    gated: Gated, loader: FactsLoader, signed_in: list[int]
) -> None:
    """The first and one of those who wait give up: all others are answered."""
    tasks = await ask(loader, *signed_in[:6])
    tasks[0].cancel()
    tasks[3].cancel()
    gated.gate.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    left = [isinstance(each, asyncio.CancelledError) for each in told]
    assert left == [True, False, False, True, False, False]
    assert all(isinstance(each, Facts) for each, gone in zip(told, left, strict=True) if not gone)


async def test_a_database_that_is_away_is_told_to_all(
    gated: Gated, loader: FactsLoader, signed_in: list[int]
) -> None:
    """Nobody waits for an answer that does not come, and the next who asks is answered again."""
    gated.fault = DatabaseUnavailable("it is away")
    tasks = await ask(loader, *signed_in[:6])
    gated.gate.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in told] == [DatabaseUnavailable] * 6
    gated.fault = None
    assert await loader.of(signed_in[0], NETWORK, NOW) is not None


async def test_a_statement_that_hangs_holds_up_only_its_own(
    gated: Gated, loader: FactsLoader, signed_in: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a moment of patience others are asked about beside it."""
    monkeypatch.setattr(facts_loader, "PATIENCE_SECONDS", 0.001)
    gated.hanging = frozenset({1, 2})
    tasks = await ask(loader, *signed_in[:3])  # the first hangs, and then the two after it
    await gated.reach(2)
    tasks += await ask(loader, *signed_in[3:6])
    gated.gate.set()
    async with asyncio.timeout(5):
        told = await asyncio.gather(*tasks[3:])
    assert all(facts is not None and facts.valid for facts in told)
    assert not any(task.done() for task in tasks[:3])
    for task in tasks[:3]:
        task.cancel()
    await asyncio.gather(*tasks[:3], return_exceptions=True)
    await loader.close()
