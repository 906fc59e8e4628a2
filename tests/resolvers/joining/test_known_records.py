"""Signing up as somebody whom staff have on file, on both databases: one customer, not two."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from store.databases import Database
from tests.resolvers.asking import codes
from tests.resolvers.joining.lobby import ADA, MITTE, SIGN_UP, VERIFY, Lobby, opened
from tests.store.rows import NOW

PROFILES = VERIFY.replace("token ", "token profiles { id name } ", 1)
DAY = dt.timedelta(days=1)


@pytest.fixture(name="lobby")
async def _lobby(database: Database) -> Lobby:
    """Berlin Mitte, open, with a plan on offer; whom it has on file, each test says."""
    lobby = Lobby(database)
    plan = lobby.plan(name="Hot Desk", price_minor=24900, invoice_every_months=1, visible=True)
    await lobby.built()
    lobby.plan_id = f"Plan:{plan}"
    return lobby


def on_file(lobby: Lobby, name: str = "A. Byron", **values: Any) -> int:
    """Add a record as staff make them, without a login and without access."""
    usual = {"email": "ADA@post.test", "location_id": MITTE, "login_id": None}
    return lobby.rows.add("customers", full_name=name, **{**usual, **values})


async def arrives(lobby: Lobby, **given: Any) -> Any:
    """Sign up as Ada and answer the letter; return the payload."""
    await lobby.do(SIGN_UP, **{**ADA, **given})
    return await lobby.do(PROFILES, token=await lobby.token(), password=ADA["password"])


async def customers(lobby: Lobby) -> list[tuple[Any, ...]]:
    """The customers: their names, and whether they have a login."""
    return await lobby.stored("select full_name, login_id is not null from customers order by id")


async def test_a_record_is_joined_and_stays_as_it_is(lobby: Lobby) -> None:
    """Ada is signed in as whom staff know; the trail says how that came about."""
    key = on_file(lobby, phone="030 1")
    await lobby.built()
    payload = await arrives(lobby, phone="030 2")
    assert payload["errors"] == []
    assert payload["customer"] == {
        "id": f"Customer:{key}", "name": "A. Byron", "kind": "INDIVIDUAL",
        "membership": "CONTACT", "suspended": False,
    }
    assert await lobby.stored("select full_name, phone from customers") == [("A. Byron", "030 1")]
    access = await lobby.stored("select customer_id, by_whom from customer_access")
    assert access == [(key, "sign-up")]
    (trail,) = await lobby.stored(
        "select action, location_id, record_id, customer_id, before from audit_entries"
    )
    assert trail == ("customers.join-login", MITTE, key, key, '{"login_id":null}')


async def test_a_stranger_learns_nothing_of_a_record(lobby: Lobby) -> None:
    """Until the letter is answered the same is said and done as for an address of nobody."""
    on_file(lobby)
    await lobby.built()
    statements, answers = [], []
    for email in ("ada@post.test", "nobody@post.test"):
        with lobby.noting() as noted:
            answers.append(await lobby.do(SIGN_UP, **{**ADA, "email": email}))
        statements.append(noted)
    assert answers[0] == answers[1]
    assert statements[0] == statements[1] != []
    assert [kind for kind, _, _ in await lobby.letters()] == ["sign-up", "sign-up"]
    assert await customers(lobby) == [("A. Byron", False)]


async def test_where_nothing_is_proven_nothing_is_joined(lobby: Lobby) -> None:
    """A location that asks for no letter makes a second customer: anybody could be Ada there."""
    on_file(lobby)
    await lobby.built()
    lobby.rules = opened("open: true\n  verify-email: false")
    await lobby.do(SIGN_UP, **ADA)
    assert await customers(lobby) == [("A. Byron", False), ("Ada Byron", True)]


async def test_several_records_are_profiles_of_one_login(lobby: Lobby) -> None:
    """As at the desk; the letter stays good until one of them is chosen to act as."""
    person, company = on_file(lobby), on_file(lobby, "Engines Ltd", customer_type="company")
    await lobby.built()
    asked = await arrives(lobby, planId=lobby.plan_id)
    assert (codes(asked), asked["token"]) == ([("PROFILE_REQUIRED", "profileId")], None)
    assert asked["profiles"] == [
        {"id": f"Customer:{person}", "name": "A. Byron"},
        {"id": f"Customer:{company}", "name": "Engines Ltd"},
    ]
    assert await customers(lobby) == [("A. Byron", False), ("Engines Ltd", False)]
    payload = await lobby.do(
        VERIFY, token=await lobby.token(), password=ADA["password"],
        profileId=asked["profiles"][1]["id"],
    )  # fmt: skip
    assert (payload["customer"]["name"], payload["errors"]) == ("Engines Ltd", [])
    assert await customers(lobby) == [("A. Byron", True), ("Engines Ltd", True)]
    assert await lobby.stored("select id from contracts") == []  # for whom, nobody has said


async def test_a_suspension_is_not_shaken_off(lobby: Lobby) -> None:
    """Signing up makes nobody active again, and begins no contract for whoever is not."""
    lobby.suspend(on_file(lobby))
    await lobby.built()
    payload = await arrives(lobby, planId=lobby.plan_id)
    assert (payload["customer"]["suspended"], payload["errors"]) == (True, [])
    assert await lobby.stored("select id from contracts") == []


async def test_access_that_was_withdrawn_stays_withdrawn(lobby: Lobby) -> None:
    """Staff gave and took it; nothing is kept of the attempt."""
    key = on_file(lobby)
    lobby.rows.add("customer_access", customer_id=key, from_at=NOW - 2 * DAY, until_at=NOW - DAY)
    await lobby.built()
    assert codes(await arrives(lobby)) == [("NO_PORTAL_ACCESS", None)]
    assert await customers(lobby) == [("A. Byron", False)]
    assert await lobby.stored("select id from logins") == []


async def test_whose_record_is_left_alone(lobby: Lobby) -> None:
    """One that is archived, one at a house that lets nobody sign up, and one with a login."""
    lobby.rows.add("customer_archivings", customer_id=on_file(lobby, "Archived"))
    on_file(lobby, "At a closed house", location_id="lisbon-alfama")
    login = lobby.rows.add("logins", email="byron@post.test", password_hash="-")
    on_file(lobby, "With a login", login_id=login)
    await lobby.built()
    payload = await arrives(lobby)
    assert payload["customer"]["name"] == "Ada Byron"
    assert await customers(lobby) == [
        ("Archived", False), ("At a closed house", False), ("With a login", True),
        ("Ada Byron", True),
    ]


async def test_a_record_at_another_open_house_is_the_same_customer(lobby: Lobby) -> None:
    """At home where they were; a plan of the house where they signed up makes a member."""
    on_file(lobby, location_id="ghent-docks")
    await lobby.built()
    lobby.rules = opened(switch="[sign-up]")  # they are no newcomer: nobody has to look at them
    payload = await arrives(lobby, planId=lobby.plan_id)
    assert payload["errors"] == []
    assert (payload["customer"]["membership"], payload["customer"]["suspended"]) == (
        "MEMBER", False,
    )
    assert await lobby.stored("select location_id from customers") == [("ghent-docks",)]
    also_at = await lobby.stored("select location_id, by_whom from customer_locations")
    assert also_at == [(MITTE, "sign-up")]


async def test_whoever_has_a_contract_gets_no_second_one(lobby: Lobby) -> None:
    """As with `choosePlan`: a first plan is for those without."""
    key = on_file(lobby)
    lobby.rows.add("contracts", customer_id=key, plan_id=int(lobby.plan_id.partition(":")[2]))
    await lobby.built()
    payload = await arrives(lobby, planId=lobby.plan_id)
    assert payload["customer"]["membership"] == "MEMBER"
    assert await lobby.stored("select count(*) from contracts") == [(1,)]


async def test_of_two_at_once_one_joins(lobby: Lobby) -> None:
    """However often the button is pressed, there is one login, and one customer."""
    on_file(lobby)
    await lobby.built()
    await lobby.do(SIGN_UP, **ADA)
    given = {"token": await lobby.token(), "password": ADA["password"]}
    done = await asyncio.gather(*(lobby.do(VERIFY, **given) for _ in range(4)))
    assert sorted(len(each["errors"]) for each in done) == [0, 1, 1, 1]
    assert await customers(lobby) == [("A. Byron", True)]
    assert await lobby.stored("select count(*) from customer_access") == [(1,)]


async def test_an_address_that_reads_alike_is_not_the_same(lobby: Lobby) -> None:
    """Domains may differ by what folding makes equal; whoever owns the other one is a stranger."""
    on_file(lobby, email="ada@faß.test")
    await lobby.built()
    await arrives(lobby, email="ada@fass.test")
    assert await customers(lobby) == [("A. Byron", False), ("Ada Byron", True)]
    refused = await lobby.do(SIGN_UP, **{**ADA, "email": "ada@fuß.test"})
    assert codes(refused) == [("INVALID_VALUE", "email")]
