"""What is followed live is what a query shows at that moment: to everybody, value for value.

Generated from the graph: every subscription to records, with and without the resource that it
takes, as everybody in town. What is hidden sends nothing, like what is not there.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from typing import Any, NamedTuple

import pytest
import pytest_asyncio
import sqlalchemy as sa
from graphql import GraphQLNonNull, GraphQLObjectType, get_named_type, is_leaf_type
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from gateway.live.hub import Hub
from gateway.live.socket import SocketEndpoint
from planning.ids import global_id
from planning.root_fields import Followed
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph
from store.compiled import compile_statement
from store.content import events
from store.databases import open_database
from store.demo import PASSWORD, fill
from store.happenings import Happening
from store.resources import bookings
from tests.databases import fresh_database
from tests.gateway.live.lines import PATIENCE, Line, connected
from tests.hostile.town import NOW, PEOPLE, SIGN_IN, app_over

ON_ONE_LOOP = pytest.mark.asyncio(loop_scope="module")
GRAPH = build_graph()
NETWORK = "harbour"
RECORDS = 16
"""So many records does something happen to, of each type."""

RESOURCES = 4
"""So many resources, which something happens to, does everybody follow."""

ABSENT = global_id("Resource", 999_999)
HERE = "berlin-mitte"


class Follows(NamedTuple):
    """Somebody who follows a field of the subscription type; *resource* is what they name."""

    person: str
    name: str
    resource: str | None

    @property
    def what(self) -> Followed:
        """What the field follows."""
        what = CATALOGUE.followed[self.name]
        assert isinstance(what, Followed)
        return what

    def concerns(self, happening: Happening, customer: str | None) -> bool:
        """Whether it would be told to *customer*, if they may see the record."""
        if happening.type != self.what.target:
            return False
        if self.resource is not None:
            return self.resource == global_id("Resource", happening.resource or 0)
        return not self.what.own or customer == global_id("Customer", happening.customer or 0)


def fields_of(type_name: str) -> str:
    """Everything of a record that is a value and asks for nothing."""
    kind = GRAPH.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType)
    return " ".join(
        name for name, each in kind.fields.items()
        if is_leaf_type(get_named_type(each.type))
        and not any(isinstance(argument.type, GraphQLNonNull) for argument in each.args.values())
    )


class Square:
    """A gateway before the demo, on this loop, and everybody's token."""

    def __init__(self, app: Starlette, happenings: list[Happening]) -> None:
        self.app = app
        self.happenings = happenings
        self.tokens: dict[str, str] = {}
        self._shown: dict[tuple[str, Happening], Any] = {}
        transport = ASGITransport(app)
        self.client = AsyncClient(transport=transport, base_url="http://town.example.test")

    @property
    def hub(self) -> Hub:
        """Where what happens is heard."""
        (endpoint,) = [each.app for each in self.app.routes if isinstance(each, WebSocketRoute)]
        assert isinstance(endpoint, SocketEndpoint)
        return endpoint._reception.hub

    async def ask(self, person: str, query: str, **variables: Any) -> Any:
        """Return the data that somebody is answered at their portal."""
        headers = {"x-portal": PEOPLE[person].portal}
        if person in self.tokens:
            headers["authorization"] = f"Bearer {self.tokens[person]}"
        body = {"query": query, "variables": variables}
        response = await self.client.post("/graphql", json=body, headers=headers)
        return response.json()["data"]

    async def shown(self, person: str, happening: Happening) -> Any:
        """Return what a query shows of the record; None where it is hidden."""
        if (person, happening) in self._shown:
            return self._shown[person, happening]
        query = f"""query ($id: ID!) {{
          node(id: $id) {{ ... on {happening.type} {{ {fields_of(happening.type)} }} }}
        }}"""
        record = global_id(happening.type, happening.record)
        answer = await self.ask(person, query, id=record)
        self._shown[person, happening] = answer["node"]
        return answer["node"]

    def followed(self) -> Iterator[Follows]:
        """Everything that can be followed, by everybody."""
        resources = {
            global_id("Resource", each.resource): None
            for each in self.happenings if each.type == "Resource" and each.resource is not None
        }
        for person in PEOPLE:
            for name, what in CATALOGUE.followed.items():
                if not isinstance(what, Followed):
                    continue
                if what.resource is None or what.own:
                    yield Follows(person, name, None)
                if what.resource is not None:
                    yield from (Follows(person, name, each) for each in (*resources, ABSENT))


@pytest_asyncio.fixture(name="square", scope="module", loop_scope="module")
async def _square(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Square]:
    """The demo, and what is to happen in it: to what people here own, and to some of the rest."""
    with fresh_database("sqlite", tmp_path_factory.mktemp("square")) as url:
        fill(url, today=NOW.date())
        app = app_over(url)
        square = Square(app, await _happenings(url))
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(app.router.lifespan_context(app))
            await stack.enter_async_context(square.client)
            for person, somebody in PEOPLE.items():
                if somebody.email is not None:
                    given = {"email": somebody.email, "password": PASSWORD}
                    signed_in = await square.ask(person, SIGN_IN, **given)
                    square.tokens[person] = signed_in["signIn"]["token"]
            yield square


async def _happenings(url: str) -> list[Happening]:
    """Return something that happens to bookings, to their resources, and to events."""
    dice = random.Random(NETWORK)
    database = open_database(url)
    async with database.connection() as connection:

        async def rows(table: sa.Table, *columns: str) -> list[Any]:
            asked = sa.select(*(table.c[name] for name in ("id", *columns)))
            asked = asked.where(table.c.network_id == sa.literal(NETWORK)).order_by(table.c.id)
            statement = compile_statement(asked, connection.dialect)
            return list(await connection.fetch(statement.text, statement.values({})))

        booked = await rows(bookings, "customer_id", "resource_id", "location_id")
        published = await rows(events)
    await database.close()
    here = [row for row in booked if row[3] == HERE]
    chosen = dice.sample(here, RECORDS // 2) + dice.sample(booked, RECORDS // 2)
    found = [Happening(NETWORK, "Booking", row[0], row[1], row[2]) for row in chosen]
    at_home = {row[2]: None for row in here}
    elsewhere = {row[2]: None for row in chosen if row[3] != HERE}
    found += [
        Happening(NETWORK, "Resource", each, resource=each)
        for some in (at_home, elsewhere) for each in list(some)[: RESOURCES // 2]
    ]
    return found + [Happening(NETWORK, "Event", row[0]) for row in dice.sample(published, RECORDS)]


class Ear:
    """Somebody's connection, and what came over it."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.follows: dict[str, Follows] = {}
        self.heard: dict[Follows, list[Any]] = defaultdict(list)
        self.refused: dict[Follows, str] = {}

    def follow(self, follows: Follows) -> None:
        """Begin to follow."""
        takes, given = "", ""
        if follows.resource is not None:
            takes, given = "($resource: ID!)", "(resourceId: $resource)"
        shown = f"{{ id {fields_of(follows.what.target)} }}"
        query = f"subscription {takes} {{ {follows.name}{given} {shown} }}"
        values = {} if follows.resource is None else {"resource": follows.resource}
        self.follows[self.line.ask(query, **values)] = follows

    async def listen(self) -> None:
        """Take in what has come."""
        while not await self.line.is_quiet():
            message = await self.line.hear()
            follows = self.follows[message["id"]]
            if message["type"] == "error":
                self.refused[follows] = message["payload"][0]["extensions"]["code"]
            else:
                self.heard[follows].append(message["payload"]["data"][follows.name])


@ON_ONE_LOOP
async def test_everybody_is_shown_what_a_query_shows_them(square: Square) -> None:
    """All of it, in order, and nothing else; each field has shown something and kept something."""
    followed = list(square.followed())
    shown, hidden = Counter[str](), Counter[str]()
    async with AsyncExitStack() as stack:
        ears: dict[str, Ear] = {}
        for person, somebody in PEOPLE.items():
            line = await stack.enter_async_context(connected(square.app))
            await line.hear()
            ears[person] = Ear(await line.begin(square.tokens.get(person), somebody.portal))
        for follows in followed:
            ears[follows.person].follow(follows)
        async with asyncio.timeout(PATIENCE):
            while len(square.hub) + sum(len(ear.refused) for ear in ears.values()) < len(followed):
                await asyncio.gather(*(ear.listen() for ear in ears.values()))
        for happening in square.happenings:
            await square.hub._happened(happening)
        await asyncio.gather(*(ear.listen() for ear in ears.values()))

        for follows in followed:
            me = (await square.ask(follows.person, "{ me { id } }"))["me"]
            concerning = [
                await square.shown(follows.person, each) for each in square.happenings
                if follows.concerns(each, me and me["id"])
            ]
            expected = [each for each in concerning if each is not None]
            assert ears[follows.person].heard[follows] == expected, follows
            shown[follows.name] += len(expected)
            hidden[follows.name] += len(concerning) - len(expected)
    assert shown.keys() == hidden.keys() == {each.name for each in followed}
    assert min(*shown.values(), *hidden.values()) > 5


@ON_ONE_LOOP
async def test_what_is_shown_differs(square: Square) -> None:
    """Else it would prove little: one record has other values for one person than for another."""
    for type_name in {each.type for each in square.happenings} - {"Resource"}:
        variants = []
        for happening in square.happenings:
            if happening.type == type_name:
                seen = [await square.shown(person, happening) for person in PEOPLE]
                variants.append(len({repr(each) for each in seen if each is not None}))
        assert max(variants) > 1, type_name
