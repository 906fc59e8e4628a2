"""Logins, profiles and sessions."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.accounts import Login, OwnProfile, create_login, find_login, find_profiles
from store.databases import Database
from store.facts import read_facts
from store.people import sessions
from store.sessions import create_session, revoke_session
from tests.store.rows import NETWORK, NOW, Rows, ask

SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


async def test_an_address_is_found_however_it_is_spelled(database: Database) -> None:
    """Case, composition of letters and spaces around make no difference; networks do."""
    async with database.transaction() as connection:
        login = await create_login(connection, NETWORK, " Zo\u00eb@Example.test ", "a hash")
        assert login is not None
        expected = Login(login, "Zo\u00eb@Example.test", "a hash", disabled=False)
        for spelled in ("zo\u00eb@example.test", "ZOE\u0308@EXAMPLE.TEST"):
            assert await find_login(connection, NETWORK, spelled, NOW) == expected
        assert await find_login(connection, NETWORK, "zoe@example.test", NOW) is None
        assert await find_login(connection, "plenum", "zo\u00eb@example.test", NOW) is None


async def test_one_login_an_address(database: Database) -> None:
    """A second login for an address does not come about in the same network, and only there."""
    async with database.transaction() as connection:
        for network, email, free in (
            (NETWORK, "anna@example.test", True),
            ("plenum", "anna@example.test", True),
            (NETWORK, "ANNA@example.test", False),
        ):
            made = await create_login(connection, network, email, "a hash")
            assert (made is not None) is free
        kept = await find_login(connection, NETWORK, "anna@example.test", NOW)
    assert kept is not None


async def test_a_disabled_login_is_told(database: Database) -> None:
    """A login says whether it is disabled at the moment asked about."""
    rows = Rows()
    rows.add("logins", email="ben@example.test", disabled_at=NOW)
    await rows.write(database)
    async with database.connection() as connection:
        now = await find_login(connection, NETWORK, "ben@example.test", NOW)
        before = await find_login(connection, NETWORK, "ben@example.test", NOW - SECOND)
    assert now is not None
    assert before is not None
    assert (before.disabled, now.disabled) == (False, True)


async def test_the_profiles_of_a_login(database: Database) -> None:
    """A login may choose among its customers with access that are not archived, by name."""
    rows = Rows()
    login, other = rows.add("logins", email="a"), rows.add("logins", email="b")
    second = rows.customer(login_id=login, full_name="Studio Berg", location_id="ghent-docks")
    first = rows.customer(login_id=login, full_name="ada Berg")
    archived = rows.customer(login_id=login, full_name="Archived")
    rows.add("customer_archivings", customer_id=archived)
    rows.add("customers", login_id=login, full_name="Without access")
    rows.customer(login_id=other, full_name="Somebody else")
    await rows.write(database)
    async with database.connection() as connection:
        assert await find_profiles(connection, NETWORK, login, NOW) == [
            OwnProfile(first, "ada Berg", "berlin-mitte"),
            OwnProfile(second, "Studio Berg", "ghent-docks"),
        ]


async def test_a_session_from_sign_in_to_sign_out(database: Database) -> None:
    """A session keeps the grants of its beginning, and ends at once when it is revoked."""
    rows = Rows()
    login = rows.add("logins", email="frida@example.test")
    customer = rows.customer(login_id=login)
    for place, until in (("berlin", None), ("berlin", NOW + DAY), ("ghent", NOW)):
        rows.add(
            "staff_grants", login_id=login, role="front-desk", location_id=place, until_at=until
        )
    await rows.write(database)
    async with database.transaction() as connection:
        session = await create_session(
            connection, NETWORK, login=login, customer=customer, now=NOW, expires_at=NOW + DAY
        )
        facts = (await read_facts(connection, NETWORK, [session], NOW))[session]
        assert facts.valid
        assert (facts.login, facts.customer) == (login, customer)
        assert facts.staff_at_sign_in == {("front-desk", "berlin")}
        await revoke_session(connection, NETWORK, session, NOW)
        await revoke_session(connection, NETWORK, session, NOW + DAY)
        revoked = await ask(
            connection, sa.select(sessions.c.id).where(sessions.c.revoked_at == NOW)
        )
        assert revoked == [(session,)]
        assert not (await read_facts(connection, NETWORK, [session], NOW))[session].valid
        assert not (await read_facts(connection, NETWORK, [session], NOW - DAY))[session].valid


async def test_a_session_of_staff_without_a_profile(database: Database) -> None:
    """A session need not name a customer."""
    async with database.transaction() as connection:
        login = await create_login(connection, NETWORK, "desk@example.test", "a hash")
        assert login is not None
        session = await create_session(
            connection, NETWORK, login=login, customer=None, now=NOW, expires_at=NOW + DAY
        )
        facts = (await read_facts(connection, NETWORK, [session], NOW))[session]
    assert facts.valid
    assert facts.customer is None
