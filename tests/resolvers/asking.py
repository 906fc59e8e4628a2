"""Asking the whole graph over real rows, as somebody, somewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson
from graphql import GraphQLSchema

from access.policy_set import PolicySet
from access.viewer import ANONYMOUS, Viewer
from gateway.operations.viewers import find_viewer, viewer_from
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.limits import Limits
from resolvers.catalogue import CATALOGUE
from resolvers.letters.tokens import OneTimeTokens
from schema.graph import build_graph
from store.databases import Connection, Database
from store.facts import read_customer_facts
from store.sql import instant_text
from tests.resolvers.openness import open_policies
from tests.resolvers.world import World
from tests.store.rows import NETWORK, NOW


@cache
def graph() -> GraphQLSchema:
    """The schema, assembled once for all tests."""
    return build_graph()


@dataclass
class Services:
    """Passwords are their own hashes here, and a token says its session; who takes money varies."""

    session: int | None = None
    provider: Any = None
    identities: Any = None
    token_lifetime: dt.timedelta = dt.timedelta(hours=8)
    replaced_session: int | None = None

    async def verify_password(
        self, kept: str | None, password: str, *, network: str, email: str
    ) -> bool:
        return kept == password

    one_time_tokens: OneTimeTokens = field(default_factory=lambda: OneTimeTokens(b"letters"))
    counted: list[str] = field(default_factory=list)

    async def hash_password(self, password: str) -> str:
        return password

    async def count_letter(self, network: str, email: str) -> None:
        self.counted.append(f"{network} {email}")

    async def new_password(self) -> tuple[str, str]:
        return "made-up", "made-up"

    def issue_token(
        self, *, session: int, login: int, network: str
    ) -> tuple[str, dt.datetime]:
        return f"{network} {session} {login}", NOW + self.token_lifetime

    def forget_token(self) -> None:
        """Nobody keeps one here."""


@dataclass(frozen=True)
class Desk:
    """Reads who asks after the work: in the session that it began, else the same person again."""

    services: Services
    before: Asker

    async def asker(self, connection: Connection, session: int | None) -> Asker:
        viewer, now = self.before.viewer, self.before.now
        if session is not None:
            found = await find_viewer(connection, session, NETWORK, now)
            return self.before._replace(viewer=found or ANONYMOUS(NETWORK))
        if viewer.customer is None:
            return self.before
        return self.before._replace(viewer=await person(connection, viewer.customer, now))

    def after(self, _session: int | None) -> Desk:
        """A session that began is not asked in: here it is the same person throughout."""
        return self


async def person(
    connection: Connection, customer: int, now: dt.datetime = NOW
) -> Viewer:
    """Return the viewer that a customer is, signed in."""
    facts = await read_customer_facts(connection, NETWORK, [customer], now)
    return viewer_from(facts[customer], NETWORK)


class Asking:
    """Asks operations; policies hide nothing unless others are given."""

    def __init__(self, database: Database, world: World | None = None) -> None:
        self.database = database
        self.world = world or World()
        limits = Limits()
        self.engine = Engine(graph(), CATALOGUE, database.dialect, limits, b"secret" * 8)

    async def __call__(
        self,
        query: str,
        *,
        variables: Any = None,
        customer: int | None = None,
        viewer: Viewer | None = None,
        policies: PolicySet | None = None,
        portal: str = "harbour",
        services: Services | None = None,
        now: dt.datetime = NOW,
    ) -> Any:
        """Return the answer, read; mutations are carried out and kept."""
        prepared = self.engine.preparing.prepare(query, None, variables)
        if isinstance(prepared, Answer):
            return orjson.loads(prepared.body)
        async with self.database.connection() as connection:
            who = viewer or ANONYMOUS(NETWORK)
            if customer is not None:
                who = await person(connection, customer, now)
            asker = Asker(policies or open_policies(), who, portal, now)
            if not prepared.is_mutation:
                answer = await self.engine.run(prepared, connection, asker)
                return orjson.loads(answer.body)
        desk = Desk(services or Services(), asker)
        answer = await self.engine.performing.mutate(prepared, self.database, asker, desk)
        return orjson.loads(answer.body)


def codes(payload: Any) -> list[tuple[str, str | None]]:
    """Return the codes of a payload's errors, with their fields."""
    return [(each["code"], each["field"]) for each in payload["errors"]]


def moment(offset: dt.timedelta) -> str:
    """Return the moment so much after the tests' now, as a client writes it."""
    return instant_text(NOW + offset)
