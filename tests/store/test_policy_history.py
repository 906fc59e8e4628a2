"""Policy sets that were in force: kept once, whoever says so, and found by moment."""

from __future__ import annotations

import asyncio
import datetime as dt

from store.databases import Database, open_database
from store.policy_history import (
    KeptSet,
    find_activation,
    find_hashes,
    keep_activation,
    read_activations,
    read_set,
)

NOON = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def named(name: str) -> KeptSet:
    """A set of one file."""
    return KeptSet(name, f"hash of {name}", {"policies/portal.yaml": f"# {name} ü\n"})


async def test_sets_are_found_by_moment(database: Database) -> None:
    """Each from its first moment on, until the next one; before the first nothing is known."""
    for hours, name in enumerate(["one", "two", "one"]):
        assert await keep_activation(database, named(name), NOON + hours * HOUR, by_whom="dana")
    async with database.connection() as connection:
        found = [
            await find_activation(connection, NOON + dt.timedelta(minutes=minutes))
            for minutes in (-1, 0, 59, 60, 119, 120, 9999)
        ]
        latest = await read_activations(connection)
        kept = await read_set(connection, "two")
    assert [each and (each.number, each.digest) for each in found] == [
        None, (1, "one"), (1, "one"), (2, "two"), (2, "two"), (3, "one"), (3, "one"),
    ]  # fmt: skip
    assert [each.until for each in latest] == [None, NOON + 2 * HOUR, NOON + HOUR]
    assert [each.by_whom for each in latest] == ["dana"] * 3
    assert kept == named("two")


async def test_sets_are_found_by_the_beginning_of_their_hash(database: Database) -> None:
    """Each once, as it was in force last; letters that mean something to SQL mean themselves."""
    for hours, name in enumerate(["one", "two", "one", "three"]):
        await keep_activation(database, named(name), NOON + hours * HOUR)
    async with database.connection() as connection:
        found = {
            beginning: [
                (each.number, each.digest) for each in await find_hashes(connection, beginning)
            ]
            for beginning in ("hash of t", "hash of one", "hash of o%", "HASH", "ash")
        }
    assert found == {
        "hash of t": [(4, "three"), (2, "two")],
        "hash of one": [(3, "one")],
        "hash of o%": [],
        "HASH": [],
        "ash": [],
    }


async def test_the_first_who_says_so_is_believed(database: Database) -> None:
    """The same again is no news, and who read their files earlier is late."""
    assert await keep_activation(database, named("one"), NOON, by_whom="dana", why="Why not")
    assert not await keep_activation(database, named("one"), NOON + HOUR)
    assert await keep_activation(database, named("two"), NOON + 2 * HOUR)
    assert not await keep_activation(database, named("one"), NOON + HOUR)
    async with database.connection() as connection:
        latest = await read_activations(connection)
    assert [(each.digest, each.by_whom, each.why) for each in latest] == [
        ("two", None, None),
        ("one", "dana", "Why not"),
    ]


async def test_many_say_so_at_once(database_url: str) -> None:
    """Eight processes' worth of connections, three sets in turn: each is kept once."""
    databases = [open_database(database_url, connections=2) for _ in range(8)]
    try:
        for hours, name in enumerate(["one", "two", "three"]):
            news = await asyncio.gather(
                *(keep_activation(each, named(name), NOON + hours * HOUR) for each in databases)
            )
            assert sum(news) == 1
        async with databases[0].connection() as connection:
            numbers = [each.number for each in await read_activations(connection)]
        assert numbers == [3, 2, 1]
    finally:
        for each in databases:
            await each.close()
