"""Which person of an identity provider is which login."""

from __future__ import annotations

import datetime as dt

import pytest

from store.databases import Database
from store.identities import find_linked_login, hold_free_login, is_linked, link_login
from tests.store.rows import NETWORK, NOW, Rows

ISSUER, SUBJECT = "https://id.test", "0815"
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize("linked", [True, False])
async def test_a_login_is_found_until_it_is_disabled(database: Database, linked: bool) -> None:
    """Whoever signs in with a provider is out from the same moment on as with a password."""
    rows = Rows()
    login = rows.add("logins", email="ben@example.test", disabled_at=NOW)
    await rows.write(database)
    async with database.transaction() as connection:
        if linked:
            await link_login(connection, NETWORK, login, ISSUER, SUBJECT, NOW - SECOND)
        found = [
            await find_linked_login(connection, NETWORK, ISSUER, SUBJECT, now)
            if linked
            else await hold_free_login(connection, NETWORK, ISSUER, "Ben@example.test", now)
            for now in (NOW - SECOND, NOW, NOW + SECOND)
        ]
        assert await is_linked(connection, NETWORK, login, ISSUER) is linked
    assert found == [login, None, None]


async def test_a_login_is_one_person_of_each_provider(database: Database) -> None:
    """Another person with its address does not get it, one of another provider does."""
    rows = Rows()
    login = rows.add("logins", email="ben@example.test")
    await rows.write(database)
    async with database.transaction() as connection:
        await link_login(connection, NETWORK, login, ISSUER, SUBJECT, NOW)
        for issuer, free in ((ISSUER, None), ("https://other.test", login)):
            found = await hold_free_login(connection, NETWORK, issuer, "ben@example.test", NOW)
            assert found == free
