"""Attempts at signing in: bounded alike for everybody, by all processes together."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
import sqlalchemy as sa

from gateway.credentials.attempts import (
    FOR_ANYBODY,
    FROM_ANYWHERE,
    KEPT,
    SWEEP_SECONDS,
    Attempts,
    neighbourhood,
)
from gateway.refusals import Refused
from store.databases import Database, open_database
from store.portable import Portable
from store.sign_in_attempts import sign_in_attempts

KEY = b"k" * 32
ALL = Portable(lambda _: sa.select(sign_in_attempts.c.what, sign_in_attempts.c.failed))


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture(name="clock")
def _clock() -> Clock:
    """Noon."""
    return Clock()


@pytest.fixture(name="attempts")
def _attempts(database: Database, clock: Clock) -> Attempts:
    """Three attempts in ten minutes."""
    return Attempts(database, KEY, 3, 10, clock)


async def fail(attempts: Attempts, email: str, client: str = "192.0.2.1", times: int = 1) -> None:
    """Try wrong passwords."""
    for _ in range(times):
        await attempts.begin("harbour", email, client)


async def refused(attempts: Attempts, email: str, client: str = "192.0.2.1") -> Refused | None:
    """The refusal of one more attempt, which is then taken back."""
    try:
        await attempts.begin("harbour", email, client)
    except Refused as refusal:
        return refusal
    await attempts.succeeded("harbour", email, client)
    return None


async def counts(database: Database) -> dict[str, int]:
    """What the database keeps."""
    async with database.connection() as connection:
        return dict([tuple(row) for row in await ALL.fetch(connection)])


async def test_what_has_another_key_is_counted_apart(
    attempts: Attempts, database: Database, clock: Clock
) -> None:
    """Whoever asks for letters keeps nobody from signing in; and is told what was too many."""
    letters = Attempts(database, b"l" * 32, 1, 10, clock, what="letters asked for")
    await fail(letters, "una@x")
    refusal = await refused(letters, "una@x")
    assert refusal is not None
    assert refusal.message == "There were too many letters asked for. Try again later."
    assert await refused(attempts, "una@x") is None


async def test_so_many_and_no_more(attempts: Attempts) -> None:
    """Then the answer is 429, and says when to come again."""
    await fail(attempts, "una@x", times=3)
    refusal = await refused(attempts, "una@x")
    assert refusal is not None
    assert (refusal.status, refusal.code) == (429, "TOO_MANY_ATTEMPTS")
    assert refusal.headers == {"retry-after": "600"}


async def test_others_are_not_locked_out(attempts: Attempts) -> None:
    """Neither who is somewhere else, nor another person, nor a namesake of another network."""
    await fail(attempts, "una@x", times=3)
    assert await refused(attempts, "una@x", "192.0.2.2") is None
    assert await refused(attempts, "tess@x") is None
    await attempts.begin("plenum", "una@x", "192.0.2.1")


async def test_what_counts_for_longer_is_not_swept(
    database: Database, attempts: Attempts, clock: Clock
) -> None:
    """Letters count in the same table, for an hour; who signs in meanwhile gives nobody more."""
    letters = Attempts(database, b"l" * 32, 1, 60, clock, what="letters asked for")
    await fail(letters, "una@x")
    clock.now += dt.timedelta(minutes=30)
    await fail(attempts, "tess@x")
    assert await refused(letters, "una@x") is not None


async def test_it_passes(attempts: Attempts, clock: Clock) -> None:
    """After the minutes of the settings."""
    await fail(attempts, "una@x", times=3)
    clock.now += dt.timedelta(minutes=9, seconds=59)
    assert await refused(attempts, "una@x") is not None
    clock.now += dt.timedelta(seconds=1)
    assert await refused(attempts, "una@x") is None


async def test_the_right_password_does_not_count(attempts: Attempts, database: Database) -> None:
    """Who signs in all day is never locked out."""
    for _ in range(20):
        await attempts.begin("harbour", "una@x", "192.0.2.1")
        await attempts.succeeded("harbour", "una@x", "192.0.2.1")
    assert set((await counts(database)).values()) == {0}


async def test_what_is_refused_does_not_count(attempts: Attempts, database: Database) -> None:
    """Somebody in one place cannot keep a person out everywhere."""
    await fail(attempts, "una@x", times=3)
    before = await counts(database)
    for _ in range(3 * FROM_ANYWHERE):
        with pytest.raises(Refused):
            await attempts.begin("harbour", "una@x", "192.0.2.1")
    assert await counts(database) == before
    assert await refused(attempts, "una@x", "203.0.113.7") is None


async def test_processes_count_together(
    database: Database, database_url: str, clock: Clock
) -> None:
    """Two gateways at one database, thirty attempts side by side: as many get through as at one."""
    other = open_database(database_url)
    try:
        both = [Attempts(each, KEY, 3, 10, clock) for each in (database, other)]
        results = await asyncio.gather(
            *(fail(both[number % 2], "una@x") for number in range(30)), return_exceptions=True
        )
        for attempts in both:
            assert await refused(attempts, "una@x") is not None
    finally:
        await other.close()
    assert [each for each in results if each is not None and not isinstance(each, Refused)] == []
    assert results.count(None) == 3


async def test_attempts_that_cross_do_not_wait_for_each_other(
    database: Database, clock: Clock
) -> None:
    """Many people, many places, some right and some wrong, all at once: everybody is answered."""
    attempts = Attempts(database, KEY, 100, 10, clock)

    async def one(number: int) -> None:
        email, client = f"{number % 3}@x", f"192.0.2.{number % 5}"
        clock.now += dt.timedelta(seconds=SWEEP_SECONDS)
        await attempts.begin("harbour", email, client)
        if number % 2:
            await attempts.succeeded("harbour", email, client)

    await asyncio.gather(*(one(number) for number in range(40)))


async def test_one_person_from_everywhere(attempts: Attempts) -> None:
    """A guess that is spread over many addresses ends, too."""
    for number in range(3 * FROM_ANYWHERE):
        await fail(attempts, "una@x", f"198.51.100.{number}")
    assert await refused(attempts, "una@x", "203.0.113.7") is not None
    assert await refused(attempts, "tess@x", "203.0.113.7") is None


async def test_everybody_from_one_place(attempts: Attempts) -> None:
    """One password tried with many e-mail addresses ends, too."""
    for number in range(3 * FOR_ANYBODY):
        await fail(attempts, f"{number}@x")
    assert await refused(attempts, "una@x") is not None
    assert await refused(attempts, "una@x", "192.0.2.2") is None


async def test_a_household_of_the_sixth_version_is_one_place(attempts: Attempts) -> None:
    """It has more addresses than there are attempts."""
    for number in range(3):
        await fail(attempts, "una@x", f"2001:db8::{number}")
    assert await refused(attempts, "una@x", "2001:db8::ffff") is not None
    assert await refused(attempts, "una@x", "2001:db8:0:1::1") is None


@pytest.mark.parametrize(
    ("client", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),  # as a socket for both versions says it
        ("2001:db8::7", "2001:db8::/64"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_whose_an_address_is(client: str | None, whose: str) -> None:
    """A household's; never all those of the fourth version together."""
    assert neighbourhood(client) == whose


async def test_the_database_keeps_digests_and_forgets_them(
    attempts: Attempts, database: Database, clock: Clock
) -> None:
    """Nobody's e-mail address or place stands in it; what counts no more is removed."""
    for number in range(5):
        await fail(attempts, f"una{number}@x", f"192.0.2.{number}")
    kept = await counts(database)
    assert len(kept) == 15
    assert all(len(what) == 32 and int(what, 16) >= 0 for what in kept)
    clock.now += KEPT
    await fail(attempts, "tess@x")
    assert len(await counts(database)) == 3
