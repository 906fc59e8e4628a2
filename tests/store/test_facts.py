"""What is true of those who ask: many sessions in one statement, each with its own truth."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from store.compiled import Values
from store.databases import Connection, Database, Row
from store.facts import Facts, HeldContract, read_customer_facts, read_facts
from tests.store.rows import NETWORK, NOW, Rows

SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


class Counting:
    """A connection that counts what it is asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.count = 0

    @property
    def dialect(self) -> sa.Dialect:
        return self._connection.dialect

    async def fetch(self, text: str, values: Values) -> Sequence[Row]:
        self.count += 1
        return await self._connection.fetch(text, values)

    async def insert(self, table: sa.Table, rows: Any) -> None:
        raise NotImplementedError


class World:
    """Logins, customers and sessions, made as briefly as a table wants it."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._numbers = itertools.count(1)

    def session(self) -> int:
        """Add a customer with access who is signed in."""
        login = self.login()
        customer = self.rows.customer(login_id=login)
        return self.rows.add("sessions", login_id=login, customer_id=customer)

    def login(self, **values: Any) -> int:
        """Add a login with an address of its own."""
        address = f"someone-{next(self._numbers)}@example.test"
        return self.rows.add("logins", email=address, **values)


async def facts_of(database: Database, *sessions: int, now: dt.datetime = NOW) -> list[Facts]:
    async with database.connection() as connection:
        found = await read_facts(connection, NETWORK, sessions, now)
    return [found[session] for session in sessions]


async def test_one_statement_for_many_sessions(database: Database) -> None:
    """However many sessions are asked about, it is one statement; unknown ones are left out."""
    world = World()
    sessions = [world.session() for _ in range(50)]
    await world.rows.write(database)
    async with database.connection() as connection:
        counting = Counting(connection)
        found = await read_facts(counting, NETWORK, [*sessions, 999_999], NOW)
        assert counting.count == 1
        assert found.keys() == set(sessions)
        assert len({facts.customer for facts in found.values()}) == 50
        assert await read_facts(counting, NETWORK, [], NOW) == {}
        assert await read_facts(counting, "plenum", sessions, NOW) == {}


async def test_everything_about_one_customer(database: Database) -> None:
    """Home, contracts, teams, rights and grants come as they are now, each once and in order."""
    world = World()
    rows = world.rows
    login = world.login()
    customer = rows.customer(login_id=login, location_id="kreuzberg")
    desk, office = rows.add("plans", key="hot-desk"), rows.add("plans", key="private-office")
    paused = rows.add("contracts", customer_id=customer, plan_id=office, location_id="ghent-docks")
    plain = rows.add("contracts", customer_id=customer, plan_id=desk)
    gone = rows.add(
        "contracts", customer_id=customer, plan_id=desk, ends_at=NOW, cancellation_date=NOW.date()
    )
    for contract in (paused, gone):
        rows.add(
            "freezes",
            contract_id=contract,
            customer_id=customer,
            from_date=NOW.date(),
            from_at=NOW - DAY,
            until_date=NOW.date() + 2 * DAY,
            until_at=NOW + DAY,
        )
    team, old_team = rows.add("teams"), rows.add("teams")
    rows.add("team_members", team_id=team, customer_id=customer, role="member")
    rows.add("team_members", team_id=team, customer_id=customer, role="member", from_at=NOW)
    rows.add("team_members", team_id=team, customer_id=customer, role="administrator")
    rows.add("team_members", team_id=old_team, customer_id=customer, role="member", until_at=NOW)
    rows.add("customer_rights", customer_id=customer, right="can-book")
    rows.add("customer_rights", customer_id=customer, right="can-purchase", until_at=NOW)
    rows.add("customer_suspensions", customer_id=customer, from_at=NOW)
    session = rows.add(
        "sessions",
        login_id=login,
        customer_id=customer,
        staff=json.dumps([["front-desk", "berlin"]]),
    )
    rows.add("staff_grants", login_id=login, role="front-desk", location_id="berlin")
    await rows.write(database)
    assert await facts_of(database, session) == [
        Facts(
            valid=True,
            login=login,
            customer=customer,
            archived=False,
            access=True,
            suspended=True,
            home="kreuzberg",
            contracts=(
                HeldContract(paused, "ghent-docks", "private-office", office, frozen=True),
                HeldContract(plain, "berlin-mitte", "hot-desk", desk, frozen=False),
            ),
            teams=((team, "administrator"), (team, "member")),
            rights=frozenset({"can-book"}),
            staff_at_sign_in=frozenset({("front-desk", "berlin")}),
            staff_now=frozenset({("front-desk", "berlin")}),
        )
    ]


# what is different about a session, its login, its customer -> does the credential work?
VALIDITY: list[tuple[str, dict[str, Any], dict[str, Any], list[tuple[str, dict[str, Any]]], bool]]
VALIDITY = [
    ("plain", {}, {}, [], True),
    ("expires next", {"expires_at": NOW + SECOND}, {}, [], True),
    ("expired", {"expires_at": NOW}, {}, [], False),
    ("revoked", {"revoked_at": NOW - DAY}, {}, [], False),
    ("revoked this second", {"revoked_at": NOW}, {}, [], False),
    ("revoked by a clock ahead", {"revoked_at": NOW + SECOND}, {}, [], False),
    ("login disabled", {}, {"disabled_at": NOW}, [], False),
    ("login disabled later", {}, {"disabled_at": NOW + SECOND}, [], True),
    ("archived", {}, {}, [("customer_archivings", {"from_at": NOW})], False),
    ("archived later", {}, {}, [("customer_archivings", {"from_at": NOW + SECOND})], True),
    ("archived once", {}, {}, [("customer_archivings", {"until_at": NOW})], True),
    ("suspended", {}, {}, [("customer_suspensions", {})], True),
]


async def test_whether_a_credential_works(database: Database) -> None:
    """A session is valid only while nothing of all that it rests on is withdrawn."""
    world = World()
    sessions = []
    for _, session, login, customer_rows, _ in VALIDITY:
        login_id = world.login(**login)
        customer = world.rows.customer(login_id=login_id)
        for table, values in customer_rows:
            world.rows.add(table, customer_id=customer, **values)
        sessions.append(
            world.rows.add("sessions", login_id=login_id, customer_id=customer, **session)
        )
    await world.rows.write(database)
    told = [facts.valid for facts in await facts_of(database, *sessions)]
    assert dict(zip([case[0] for case in VALIDITY], told, strict=True)) == {
        case[0]: case[4] for case in VALIDITY
    }


async def test_networks_do_not_mix(database: Database) -> None:
    """Where two networks use the same ids, each session has the facts of its own."""
    for network, role in (("harbour", "administrator"), ("plenum", "member")):
        rows = Rows(network)
        login = rows.add("logins", email="anna@example.test")
        customer = rows.customer(login_id=login)
        session = rows.add("sessions", login_id=login, customer_id=customer)
        plan, team = rows.add("plans", key=f"{network}-desk"), rows.add("teams")
        rows.add("contracts", customer_id=customer, plan_id=plan)
        rows.add("team_members", team_id=team, customer_id=customer, role=role)
        rows.add("staff_grants", login_id=login, role=f"{network}-desk", location_id="x")
        rows.add("customer_rights", customer_id=customer, right="can-book")
        if network == "harbour":
            rows.add("customer_suspensions", customer_id=customer)
        await rows.write(database)
    async with database.connection() as connection:
        harbour = (await read_facts(connection, "harbour", [session], NOW))[session]
        plenum = (await read_facts(connection, "plenum", [session], NOW))[session]
    assert [contract.plan for contract in harbour.contracts] == ["harbour-desk"]
    assert [contract.plan for contract in plenum.contracts] == ["plenum-desk"]
    assert [role for _, role in harbour.teams] == ["administrator"]
    assert [role for _, role in plenum.teams] == ["member"]
    assert harbour.staff_now == {("harbour-desk", "x")}
    assert plenum.staff_now == {("plenum-desk", "x")}
    assert (harbour.suspended, plenum.suspended) == (True, False)


async def test_a_customer_without_access(database: Database) -> None:
    """Without portal access, or after it ended, no credential works; when it begins it does."""
    world = World()
    login = world.login()
    never, ended, begins = (world.rows.add("customers", login_id=login) for _ in range(3))
    world.rows.add("customer_access", customer_id=ended, until_at=NOW)
    world.rows.add("customer_access", customer_id=begins, from_at=NOW)
    sessions = [
        world.rows.add("sessions", login_id=login, customer_id=customer)
        for customer in (never, ended, begins)
    ]
    await world.rows.write(database)
    assert [f.valid for f in await facts_of(database, *sessions)] == [False, False, True]
    assert [f.access for f in await facts_of(database, *sessions)] == [False, False, True]


async def test_a_customer_given_to_another_login(database: Database) -> None:
    """A session acts only for a customer that is still its login's."""
    world = World()
    mine, foreign = world.login(), world.login()
    customer = world.rows.customer(login_id=foreign)
    session = world.rows.add("sessions", login_id=mine, customer_id=customer)
    await world.rows.write(database)
    (facts,) = await facts_of(database, session)
    assert not facts.valid


@pytest.mark.parametrize(
    ("at_sign_in", "spans", "effective"),
    [
        ([["front-desk", "berlin"]], [("front-desk", "berlin", None)], {("front-desk", "berlin")}),
        ([], [("front-desk", "berlin", None)], set()),
        ([["front-desk", "berlin"]], [], set()),
        ([["front-desk", "berlin"]], [("front-desk", "berlin", NOW)], set()),
        ([["front-desk", "berlin"]], [("front-desk", "ghent", None)], set()),
        ([["front-desk", "berlin"]], [("accountant", "berlin", None)], set()),
        (
            [["front-desk", "berlin"], ["accountant", "ghent"]],
            [("front-desk", "berlin", NOW + SECOND), ("accountant", "berlin", None)],
            {("front-desk", "berlin")},
        ),
    ],
)
async def test_staff_grants(
    database: Database,
    at_sign_in: list[list[str]],
    spans: list[tuple[str, str, dt.datetime | None]],
    effective: set[tuple[str, str]],
) -> None:
    """In force is what was held at sign-in and is held now, as pairs of role and location."""
    world = World()
    login = world.login()
    session = world.rows.add("sessions", login_id=login, staff=json.dumps(at_sign_in))
    for role, location, until in spans:
        world.rows.add(
            "staff_grants", login_id=login, role=role, location_id=location, until_at=until
        )
    await world.rows.write(database)
    (facts,) = await facts_of(database, session)
    assert facts.staff == effective
    assert facts.staff_at_sign_in == {tuple(grant) for grant in at_sign_in}
    assert facts.valid
    assert (facts.customer, facts.home, facts.contracts) == (None, None, ())


async def test_facts_of_customers(database: Database) -> None:
    """Customers without a session are asked about the same way, their grants being those of now."""
    world = World()
    rows = world.rows
    login = world.login()
    member = rows.member(login_id=login)
    rows.add("staff_grants", login_id=login, role="front-desk", location_id="berlin")
    session = rows.add("sessions", login_id=login, customer_id=member, staff="[]")
    no_login = rows.customer()
    archived = rows.customer()
    rows.add("customer_archivings", customer_id=archived)
    await rows.write(database)
    async with database.connection() as connection:
        found = await read_customer_facts(connection, NETWORK, [member, no_login, archived], NOW)
    (signed_in,) = await facts_of(database, session)
    grants = frozenset({("front-desk", "berlin")})
    assert found[member] == dataclasses.replace(signed_in, staff_at_sign_in=grants)
    assert (found[no_login].valid, found[no_login].login) == (True, None)
    assert not found[archived].valid


async def test_the_same_rows_say_the_same_facts(database: Database) -> None:
    """What a row means is worked out once; a row that differs is read anew."""
    world = World()
    session = world.session()
    await world.rows.write(database)
    async with database.connection() as connection:
        first = await read_facts(connection, NETWORK, [session], NOW)
        again = await read_facts(connection, NETWORK, [session], NOW + SECOND)
    assert first[session] is again[session]
    customer = first[session].customer
    assert customer is not None
    world = World()
    world.rows.add(
        "customer_suspensions", customer_id=customer, from_at=NOW, by_whom="front desk", why="test"
    )
    await world.rows.write(database)
    async with database.connection() as connection:
        after = await read_facts(connection, NETWORK, [session], NOW + SECOND)
    assert after[session].suspended
    assert not first[session].suspended
