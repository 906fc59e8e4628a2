"""Many who ask at once are answered as if each had asked alone, however their reads are shared."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

import orjson
import pytest

from gateway import parts
from gateway.application import create_app
from gateway.settings import Settings
from store.compiled import Values
from store.databases import Database, Row
from store.postgresql import PostgresqlConnection
from store.shared_reads import SharedReads
from store.sqlite import SqliteConnection
from tests.gateway.house import (  # noqa: F401
    SIGN_IN,
    Clock,
    _clock,
    _people,
    _root,
    _settings,
)
from tests.store.rows import NOW, Rows

LONG_AGO = NOW - dt.timedelta(days=9)
PAGES = (
    "{ events(first: 5) { totalCount nodes { title description } pageInfo { endCursor } } }",
    "{ me { name contracts { startDate } } }",
    "{ portal { viewer { kind } } events(first: 1) { nodes { title } } }",
)
PEOPLE = {"una": None, "staff": None, "tess": "Tess Two"}


class Asking:
    """Posts operations to the application, each as a task of this event loop."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def post(self, token: str | None, query: str, **variables: Any) -> Any:
        """Ask at Berlin Mitte; return what the answer says."""
        body = orjson.dumps({"query": query, "variables": variables})
        headers = [(b"content-type", b"application/json"), (b"x-portal", b"berlin-mitte")]
        if token is not None:
            headers.append((b"authorization", b"Bearer " + token.encode()))
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http", "method": "POST", "path": "/graphql", "headers": headers,
            "query_string": b"", "client": ("127.0.0.1", 1),
        }
        await self._app(scope, receive, send)
        return orjson.loads(sent[1]["body"])

    async def sign_in(self, name: str, profile: str | None) -> str:
        """Sign in, where somebody has several profiles with the one of this name."""
        given = {"email": f"{name}@harbour.test", "password": "correct horse battery"}
        payload = (await self.post(None, SIGN_IN, input=given))["data"]["signIn"]
        if profile is not None:
            (chosen,) = (each["id"] for each in payload["profiles"] if each["name"] == profile)
            given["profileId"] = chosen
            payload = (await self.post(None, SIGN_IN, input=given))["data"]["signIn"]
        return str(payload["token"])


@pytest.fixture(name="programme")
async def _programme(database: Database, people: dict[str, int]) -> None:
    """Three events: for everybody, for who is signed in, for members."""
    rows = Rows()
    for audience in ("public", "contact", "member"):
        rows.add("events", title=f"for {audience}", audience=audience, published_at=LONG_AGO)
    await rows.write(database)


SEVERAL = (
    "{ before: events { totalCount } after: events { totalCount } }",
    """query { ...Page }
    fragment Page on Query { ...Before ...Before ...After }
    fragment Before on Query { portal { id } before: events { totalCount } }
    fragment After on Query { after: events { totalCount } }""",
    "{ ... on Query { before: events { totalCount } ... { after: events { totalCount } } } }",
)


@pytest.mark.parametrize("query", SEVERAL)
async def test_all_of_an_operation_is_of_one_moment(
    settings: Settings,
    people: dict[str, int],
    programme: None,
    clock: Clock,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
) -> None:
    """Also where fields stand in fragments: what is written between two statements is in none."""
    app = create_app(settings, clock=clock)
    rows = Rows()
    rows.add("events", id=900, title="Meanwhile", audience="public", published_at=LONG_AGO)
    heard: list[str] = []
    for kind in (SqliteConnection, PostgresqlConnection):

        async def fetch(
            self: Any, text: str, values: Values = (), ask: Any = kind.fetch
        ) -> Sequence[Row]:
            found: Sequence[Row] = await ask(self, text, values)
            if "FROM events" in text and "happenings" not in text:
                heard.append(text)
                if len(heard) == 1:
                    await rows.write(database)
            return found

        monkeypatch.setattr(kind, "fetch", fetch)
    async with app.router.lifespan_context(app):
        data = (await Asking(app).post(None, query))["data"]
        assert len(heard) == 2
        assert data["before"] == data["after"] == {"totalCount": 1}
        data = (await Asking(app).post(None, query))["data"]
        assert data["before"] == data["after"] == {"totalCount": 2}


async def test_everybody_is_answered_as_if_alone(
    settings: Settings,
    people: dict[str, int],
    programme: None,
    clock: Clock,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Four kinds of people, three pages, five times each, in any order and all at once."""
    made: list[SharedReads] = []

    def noted(*given: Any) -> SharedReads:
        made.append(SharedReads(*given))
        return made[0]

    monkeypatch.setattr(parts, "SharedReads", noted)
    app = create_app(settings, clock=clock)
    async with app.router.lifespan_context(app):
        asking = Asking(app)
        tokens = [None, *[await asking.sign_in(*each) for each in PEOPLE.items()]]
        questions = [(token, page) for token in tokens for page in PAGES]
        alone = [await asking.post(*each) for each in questions]
        assert len({orjson.dumps(each) for each in alone}) == len(alone)
        assert made[0].saved == 0
        for seed in range(5):
            order = list(range(len(questions))) * 5
            random.Random(seed).shuffle(order)
            told = await asyncio.gather(*(asking.post(*questions[each]) for each in order))
            assert told == [alone[each] for each in order]
    if database.dialect.name == "postgresql":  # SQLite answers before another can ask
        assert made[0].saved > 10
