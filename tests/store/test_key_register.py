"""API keys in the database: kept as digests, good for a while, ended once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from store.databases import Database
from store.errors import RowRefused
from store.key_register import RegisteredKey, end_key, find_key, keep_key, list_keys
from tests.store.rows import NETWORK, NOW

HOUR = dt.timedelta(hours=1)
KEY = RegisteredKey(NETWORK, "pgk_1", "website", "berlin", NOW, NOW + HOUR, "ada", None)


async def found(database: Database, digest: str, now: dt.datetime, network: str = NETWORK) -> bool:
    """Whether a key with this digest is in force."""
    async with database.connection() as connection:
        return await find_key(connection, network, digest, now) is not None


async def test_a_key_is_good_in_its_network_and_time(database: Database) -> None:
    """From its first moment until before its end, by its digest and by nothing else."""
    async with database.transaction() as connection:
        await keep_key(connection, KEY, "digest")
    assert await found(database, "digest", NOW)
    assert await found(database, "digest", NOW + HOUR - dt.timedelta(seconds=1))
    assert not await found(database, "digest", NOW + HOUR)
    assert not await found(database, "digest", NOW - HOUR)
    assert not await found(database, "another", NOW)
    assert not await found(database, "digest", NOW, "plenum")
    async with database.connection() as connection:
        held = await find_key(connection, NETWORK, "digest", NOW)
    assert held is not None
    assert held.location == "berlin"


async def test_a_key_ends_once(database: Database) -> None:
    """Whoever ends it is kept; ending it again changes nothing."""
    endless = replace(KEY, until=None)
    async with database.transaction() as connection:
        await keep_key(connection, endless, "digest")
        assert await end_key(connection, endless, NOW + HOUR, "bob")
        assert not await end_key(connection, endless, NOW + 2 * HOUR, "eve")
    assert not await found(database, "digest", NOW + HOUR)
    async with database.connection() as connection:
        (listed,) = await list_keys(connection, NOW)
    assert listed == replace(endless, until=NOW + HOUR, ended_by="bob")


async def test_the_list_begins_with_those_in_force(database: Database) -> None:
    """Each sort from the latest; two keys with one beginning are refused."""
    async with database.transaction() as connection:
        for number, until in enumerate([NOW + 9 * HOUR, NOW + HOUR, None], 1):
            since = NOW + dt.timedelta(minutes=number)
            key = replace(KEY, prefix=f"pgk_{number}", since=since, until=until)
            await keep_key(connection, key, f"digest {number}")
    async with database.connection() as connection:
        prefixes = [key.prefix for key in await list_keys(connection, NOW + 2 * HOUR)]
    assert prefixes == ["pgk_3", "pgk_1", "pgk_2"]
    with pytest.raises(RowRefused):
        async with database.transaction() as connection:
            await keep_key(connection, replace(KEY, prefix="pgk_3"), "digest 4")
