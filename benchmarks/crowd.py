"""A crowd at the demo's house: as many people as asked for, each signed in, of four kinds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from benchmarks.pages import PORTAL
from benchmarks.people import BATCH, SINCE, contract, customer
from gateway.credentials.tokens import Tokens
from store.compiled import compile_statement
from store.contracts import plans
from store.databases import Database
from store.tables import metadata

NETWORK = "harbour"
FIRST = 1_000_000_000
"""Ids from here on are the crowd's."""

KINDS = ("member", "contact", "frozen", "suspended")
TABLES = (
    "logins", "customers", "customer_access", "contracts", "freezes", "customer_suspensions",
    "sessions",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One of the crowd; the session has the customer's id."""

    id: int
    kind: str

    def token(self, tokens: Tokens) -> str:
        """Write their token."""
        return tokens.issue(session=self.id, login=self.id, network=NETWORK)[0]


def crowd(count: int) -> Iterator[Person]:
    """Yield so many people, the kinds in turn."""
    for number in range(count):
        yield Person(FIRST + number, KINDS[number % len(KINDS)])


async def add_crowd(database: Database, count: int, now: dt.datetime) -> None:
    """Write so many people into a demo, with sessions that last a day."""
    plan = sa.select(sa.func.min(plans.c.id)).where(plans.c.location_id == PORTAL)
    statement = compile_statement(plan, database.dialect)
    async with database.transaction() as connection:
        found = await connection.fetch(statement.text, statement.values({}))
    people = list(crowd(count))
    for begin in range(0, count, BATCH // 4):
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        for person in people[begin : begin + BATCH // 4]:
            for name, row in _rows(person, found[0][0], now):
                rows[name].append({"network_id": NETWORK, **row})
        async with database.transaction() as connection:
            for name in TABLES:
                await connection.insert(metadata.tables[name], rows[name])


def _rows(
    person: Person, plan: int, now: dt.datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    key = person.id
    yield from customer(key, PORTAL)
    if person.kind != "contact":
        yield from contract(key, key, PORTAL, plan, person.kind == "frozen")
    if person.kind == "suspended":
        yield "customer_suspensions", {"id": key, "customer_id": key, **SINCE}
    yield "sessions", {
        "id": key, "login_id": key, "customer_id": key, "created_at": now,
        "expires_at": now + dt.timedelta(days=1), "staff": "[]",
    }  # fmt: skip
