"""Many who ask at once are answered as if each had asked alone, however their reads are shared."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.applications import Starlette

from benchmarks.in_process import Asked, Headers
from gateway import parts
from gateway.application import create_app
from gateway.settings import Settings
from store.compiled import Values
from store.databases import Database, Row
from store.postgresql import PostgresqlConnection
from store.shared_reads import SharedReads
from store.sqlite import SqliteConnection
from tests.gateway.house import (
    PASSWORD,
    SIGN_IN,
    Clock,
)
from tests.store.rows import NOW, Rows

LONG_AGO = NOW - dt.timedelta(days=9)
PAGES = (
    "{ events(first: 5) { totalCount nodes { title description } pageInfo { endCursor } } }",
    "{ me { name contracts { startDate } } }",
    "{ portal { viewer { kind } } events(first: 1) { nodes { title } } }",
)
PEOPLE = {"una": None, "staff": None, "tess": "Tess Two"}


AT = (b"x-portal", b"berlin-mitte")


async def sign_in(app: Starlette, name: str, profile: str | None) -> Headers:
    """Sign in, where somebody has several profiles with the one of this name."""
    given = {"email": f"{name}@harbour.test", "password": PASSWORD}
    payload = (await Asked(SIGN_IN, (AT,), {"input": given}).data(app))["signIn"]
    if profile is not None:
        (given["profileId"],) = (
            each["id"] for each in payload["profiles"] if each["name"] == profile
        )
        payload = (await Asked(SIGN_IN, (AT,), {"input": given}).data(app))["signIn"]
    return AT, (b"authorization", f"Bearer {payload['token']}".encode())


@pytest.fixture(name="programme")
async def _programme(database: Database, people: dict[str, int]) -> None:
    """Three events: for everybody, for who is signed in, for members."""
    rows = Rows()
    for audience in ("public", "contact", "member"):
        rows.add("events", title=f"for {audience}", audience=audience, published_at=LONG_AGO)
    await rows.write(database)


@pytest.fixture(name="made")
def _made(monkeypatch: pytest.MonkeyPatch) -> list[SharedReads]:
    """What the applications share reads by."""
    made: list[SharedReads] = []

    def noted(*given: Any) -> SharedReads:
        made.append(SharedReads(*given))
        return made[-1]

    monkeypatch.setattr(parts, "SharedReads", noted)
    return made


@pytest.fixture(name="app")
def _app(
    settings: Settings,
    people: dict[str, int],
    programme: None,
    made: list[SharedReads],
    clock: Clock,
) -> Starlette:
    """The gateway, with these people and events."""
    return create_app(settings, clock=clock)


SEVERAL = (
    "{ before: events { totalCount } after: events { totalCount } }",
    """query { ...Page }
    fragment Page on Query { ...Before ...Before ...After }
    fragment Before on Query { portal { id } before: events { totalCount } }
    fragment After on Query { after: events { totalCount } }""",
    "{ ... on Query { before: events { totalCount } ... { after: events { totalCount } } } }",
    """query ($all: Boolean = true) {
    before: events { totalCount } after: events @include(if: $all) { totalCount } }""",
)


@pytest.mark.parametrize("query", SEVERAL)
async def test_all_of_an_operation_is_of_one_moment(
    app: Starlette, database: Database, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Wherever its fields stand: what is written between two statements is in none of them."""
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
        data = await Asked(query, (AT,)).data(app)
        assert len(heard) == 2
        assert data["before"] == data["after"] == {"totalCount": 1}
        data = await Asked(query, (AT,)).data(app)
        assert data["before"] == data["after"] == {"totalCount": 2}


async def test_everybody_is_answered_as_if_alone(
    app: Starlette, made: list[SharedReads], database: Database
) -> None:
    """Four kinds of people, three pages, five times each, in any order and all at once."""
    async with app.router.lifespan_context(app):
        viewers: list[Headers] = [(AT,)]
        viewers += [await sign_in(app, *each) for each in PEOPLE.items()]
        questions = [Asked(page, viewer) for viewer in viewers for page in PAGES]
        alone = [await each.of(app) for each in questions]
        assert len(set(alone)) == len(alone)
        assert made[0].saved == 0
        for seed in range(5):
            order = list(range(len(questions))) * 5
            random.Random(seed).shuffle(order)
            told = await asyncio.gather(*(questions[each].of(app) for each in order))
            assert told == [alone[each] for each in order]
    if database.dialect.name == "postgresql":  # SQLite answers before another can ask
        assert made[0].saved > 10
