"""Portal access is given with a login, and withdrawn at once."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from store.facts import read_facts
from store.login_passwords import set_password
from store.sessions import create_session, revoke_sessions
from tests.resolvers.booking.house import MITTE
from tests.resolvers.desk.conftest import Studio
from tests.store.rows import NETWORK, NOW

GIVE = """
mutation G($input: GivePortalAccessInput!) {
  givePortalAccess(input: $input) { customer { portalAccess } password errors { code field } }
}
"""
WITHDRAW = """
mutation W($input: WithdrawPortalAccessInput!) {
  withdrawPortalAccess(input: $input) { customer { portalAccess } errors { code field } }
}
"""
ARCHIVE = """
mutation A($input: ArchiveCustomerInput!) { archiveCustomer(input: $input) { errors { code } } }
"""
SIGN_IN = """
mutation S($input: SignInInput!) { signIn(input: $input) { token errors { code } } }
"""
GIVEN = {"customer": {"portalAccess": True}, "errors": []}


async def _newcomer(studio: Studio, email: str, **values: object) -> str:
    key = studio.rows.add(
        "customers", full_name="Neo", email=email, location_id=MITTE, **values
    )
    await studio.rows.write(studio.database)
    return f"Customer:{key}"


async def test_access_comes_with_a_login_and_is_given_once(studio: Studio) -> None:
    """The password is told once, is good, and stands nowhere; asking again changes nothing."""
    neo = await _newcomer(studio, "neo@house.test")
    first = await studio(GIVE, customerId=neo, why="Signed the form")
    assert first == {**GIVEN, "password": "made-up"}
    assert await studio(GIVE, customerId=neo, why="Again") == {**GIVEN, "password": None}
    rows = await studio.stored(
        f"select by_whom, why, until_at from customer_access where customer_id = {neo[9:]}"
    )
    assert rows == [(f"login {studio.login}", "Signed the form", None)]
    trail = await studio.stored("select action, after from audit_entries")
    assert [action for action, _ in trail] == ["customers.give-access"]
    assert "made-up" not in trail[0][1]
    signed_in = await studio(SIGN_IN, email="neo@house.test", password="made-up")
    assert signed_in["token"]


async def test_whether_an_address_signs_in_elsewhere_is_not_told(studio: Studio) -> None:
    """Its login gets one more profile, keeps its password, and the answer is the same."""
    studio.rows.add("logins", email="Smith@house.test", password_hash="theirs")
    known = await _newcomer(studio, "smith@House.test")
    new = await _newcomer(studio, "anderson@house.test")
    answers = [await studio(GIVE, customerId=each, why="Asked for it") for each in (known, new)]
    assert answers[0] == answers[1] == {**GIVEN, "password": "made-up"}
    refused = await studio(SIGN_IN, email="smith@house.test", password="made-up")
    assert [error["code"] for error in refused["errors"]] == ["INVALID_CREDENTIALS"]
    assert (await studio(SIGN_IN, email="smith@house.test", password="theirs"))["token"]
    owners = await studio.stored(
        f"select l.email from customers c join logins l on l.id = c.login_id"
        f" where c.id = {known[9:]}"
    )
    assert owners == [("Smith@house.test",)]


async def test_a_login_of_another_address_is_not_theirs(studio: Studio) -> None:
    """Whoever signed up with one that is folded alike gets no customer of staff's."""
    studio.rows.add("logins", email="smith@faß.test", password_hash="theirs")
    known = await _newcomer(studio, "smith@fass.test")
    refused = await studio(GIVE, customerId=known, why="Asked for it")
    assert refused["errors"] == [{"code": "INVALID_VALUE", "field": "customerId"}]
    rows = await studio.stored(f"select login_id from customers where id = {known[9:]}")
    assert rows == [(None,)]


async def test_withdrawn_access_ends_what_is_signed_in(studio: Studio) -> None:
    """At once, and for good: access that is given anew does not bring an old token back."""
    neo = await _newcomer(studio, "neo@house.test")
    await studio(GIVE, customerId=neo, why="Signed the form")
    async with studio.database.transaction() as connection:
        ((login,),) = await connection.fetch(
            f"select login_id from customers where id = {neo[9:]}", ()
        )
        session = await create_session(
            connection,
            NETWORK,
            login=login,
            customer=int(neo[9:]),
            now=NOW,
            expires_at=NOW + dt.timedelta(days=1),
        )
    payload = await studio(WITHDRAW, customerId=neo, why="Left without a word")
    assert payload == {"customer": {"portalAccess": False}, "errors": []}
    assert (await studio(WITHDRAW, customerId=neo, why="Again"))["errors"] == []
    await studio(GIVE, customerId=neo, why="Came back")
    async with studio.database.connection() as connection:
        facts = await read_facts(connection, NETWORK, [session], NOW)
    assert not facts[session].valid
    actions = await studio.stored("select action from audit_entries order by id")
    assert [action for (action,) in actions] == [
        "customers.give-access",
        "customers.withdraw-access",
        "customers.give-access",
    ]


WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted"


async def test_withdrawing_waits_for_a_password_that_is_being_changed(studio: Studio) -> None:
    """Both end sessions, so they take turns for the login first, and never wait in a circle."""
    if studio.database.dialect.name != "postgresql":
        pytest.skip("on SQLite there is one writer at a time")
    neo = await _newcomer(studio, "neo@house.test")
    await studio(GIVE, customerId=neo, why="Signed the form")
    ((login,),) = await studio.stored(f"select login_id from customers where id = {neo[9:]}")
    async with studio.database.transaction() as connection:
        for _ in range(2):
            await create_session(
                connection, NETWORK, login=login, customer=int(neo[9:]), now=NOW,
                expires_at=NOW + dt.timedelta(hours=1),
            )  # fmt: skip
    async with studio.database.transaction() as connection:
        await set_password(connection, NETWORK, login, "chosen anew")
        withdrawing = asyncio.create_task(studio(WITHDRAW, customerId=neo, why="Moved away"))
        async with asyncio.timeout(10):
            while not withdrawing.done():
                if (await connection.fetch(WAITS, ()))[0][0]:
                    break
                await asyncio.sleep(0.01)
        assert not withdrawing.done()
        await revoke_sessions(connection, NETWORK, login, NOW)  # none is held by the other
    assert (await withdrawing)["errors"] == []
    assert await studio.stored("select count(*) from sessions where revoked_at is null") == [(0,)]


async def test_who_gets_none(studio: Studio) -> None:
    """Not the archived, nor whom one does not see; and not from whoever may not."""
    ada = f"Customer:{studio.ada}"
    for viewer, asked, code in (
        (studio.staff("front-desk"), ada, "NOT_ALLOWED"),
        (studio.staff(), f"Customer:{studio.nuno}", "NOT_FOUND"),
    ):
        for mutation in (GIVE, WITHDRAW):
            payload = await studio(mutation, viewer, customerId=asked, why="No")
            assert [error["code"] for error in payload["errors"]] == [code]
    await studio(ARCHIVE, studio.staff("house-manager"), customerId=ada, why="Moved away")
    payload = await studio(GIVE, customerId=ada, why="Once more")
    assert payload["errors"] == [{"code": "INVALID_VALUE", "field": "customerId"}]
