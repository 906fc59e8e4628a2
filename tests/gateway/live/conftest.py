"""A gateway under way in the test's own event loop, over a house with rooms and people."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from gateway.application import create_app
from gateway.credentials.secret import secret_of
from gateway.credentials.tokens import Tokens, tokens_of
from gateway.databases import database_of
from gateway.live.hub import Hub
from gateway.live.socket import SocketEndpoint
from gateway.settings import Live, Pooling, Replicas, Settings
from store.databases import Database
from store.sessions import create_session, revoke_session
from tests.databases import KINDS, fresh_database
from tests.gateway.house import Clock, copy_of_the_house
from tests.gateway.live.lines import PATIENCE, Line, connected
from tests.resolvers.booking.house import MITTE, House
from tests.store.rows import NETWORK

PEOPLE = ("ben", "mia", "sam", "tom", "zoe")
ON_BOTH = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Place:
    """The gateway, its house, and who is who there; the clock stands until it is moved."""

    app: Starlette
    database: Database
    database_url: str
    root: Path
    house: House
    clock: Clock
    tokens: Tokens
    people: dict[str, int] = field(default_factory=dict)
    rooms: dict[str, int] = field(default_factory=dict)
    sessions: dict[str, int] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)  # of the application, for its requests

    async def token(self, name: str, *, minutes: int = 600) -> str:
        """Begin a session for somebody; return its token."""
        customer = self.people[name]
        expires = self.clock.now + dt.timedelta(minutes=minutes)
        async with self.database.transaction() as connection:
            session = await create_session(
                connection, NETWORK, login=self.people[f"{name}'s login"], customer=customer,
                now=self.clock.now, expires_at=expires,
            )
        self.sessions[name] = session
        return self.tokens.issue(
            session=session, login=1, network=NETWORK, expires=expires
        )[0]

    @property
    def hub(self) -> Hub:
        """The hub of this gateway."""
        (endpoint,) = [each for each in self.app.routes if isinstance(each, WebSocketRoute)]
        assert isinstance(endpoint.app, SocketEndpoint)
        return endpoint.app._reception.hub

    async def followed(self, streams: int) -> None:
        """Wait until so many streams are under way."""
        async with asyncio.timeout(PATIENCE):
            while len(self.hub) != streams:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.005)

    async def sign_out(self, name: str) -> None:
        """End somebody's session."""
        async with self.database.transaction() as connection:
            await revoke_session(connection, NETWORK, self.sessions[name], self.clock.now)

    async def run(self, text: str) -> None:
        """Run a statement."""
        async with self.database.transaction() as connection:
            await connection.fetch(text, ())


@pytest_asyncio.fixture(name="place", scope="module", loop_scope="module", params=KINDS)
async def _place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Place]:
    """Berlin Mitte with two rooms; Ben, Mia, Sam and Tom are members, Zoe is a contact."""
    folder = tmp_path_factory.mktemp("live")
    with fresh_database(request.param, folder) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SECRET", "s" * 40)
        async with placed(folder, url) as place:
            yield place


def placed(
    folder: Path,
    url: str,
    *,
    root: Path | None = None,
    replicas: tuple[str, ...] = (),
    pooling: Pooling | None = None,
    **live: Any,
) -> _Placing:
    """Put a gateway over an empty database with tables, and the repository's own YAML.

    With *root*, over the YAML that stands there already; with *replicas*, which are late by a
    minute at the most.
    """
    settings = Settings(
        root or folder / "root",
        url,
        replicas=Replicas(replicas, lag_seconds=60),
        database=pooling or Pooling(),
        live=Live(**{"look_seconds": 0.05, **live}),
    )
    return _Placing(settings)


class _Placing:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Place:
        settings = self._settings
        root, url = settings.root, settings.database_url
        if not root.exists():
            copy_of_the_house(root)
        database = database_of(settings)
        self._stack.push_async_callback(database.close)
        clock = Clock()
        app = create_app(settings, clock=clock)
        tokens = tokens_of(settings, secret_of(settings), clock)
        place = Place(app, database, url, root, House(database), clock, tokens)
        await _furnish(place)
        lifespan = app.router.lifespan_context(app)
        state = await self._stack.enter_async_context(lifespan)
        place.state = dict(state or {})
        await place.followed(0)
        return place

    async def __aexit__(self, *error: Any) -> None:
        await self._stack.aclose()


async def _furnish(place: Place) -> None:
    house = place.house
    plan = house.plan()
    for name in PEOPLE:
        email = f"{name}@harbour.test"
        login = house.rows.add("logins", email=email, password_hash="-", disabled_at=None)
        customer = house.person(*(() if name == "zoe" else (plan,)))
        house.rows._rows["customers"][-1].update(login_id=login, full_name=name.title())
        place.people |= {name: customer, f"{name}'s login": login}
    place.rooms = {"fig": house.room("Fig tree"), "elm": house.room("Elm tree")}
    await house.built()


@pytest_asyncio.fixture(name="line", loop_scope="module")
async def _line(place: Place) -> AsyncIterator[Line]:
    """Ben's connection."""
    async with connected(place.app) as line:
        assert (await line.hear())["type"] == "websocket.accept"
        yield await line.begin(await place.token("ben"))


__all__ = ["MITTE", "ON_BOTH", "Place", "placed"]
