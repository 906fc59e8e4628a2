"""A guard against getting slower: what a request costs is counted, not timed.

Statements are exact. Instructions and memory are the same whatever else the machine does, so that
their bounds can be close. Whoever has a good reason to cost more raises a bound, in a commit that
says what is bought with it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jwt
import pytest
import uvloop

from benchmarks.bare import Bare
from benchmarks.in_process import Asked, Headers, sign_in
from benchmarks.pages import PAGES, PORTAL, VISITOR
from gateway.application import create_app
from gateway.settings_file import load_settings
from planning.running import Run
from store.compiled import Values
from store.databases import Row
from store.demo import fill
from store.sqlite import SqliteConnection
from tests.databases import fresh_database
from tests.performance.weighing import instructions, kept_bytes

HOUSE = Path(__file__).parent.parent.parent
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
TIMES_BARE = (6.1, 6.1, 7.0)
"""For each page, how many times the bare function's instructions the gateway may take.

It takes 5.8, 5.7 and 6.7 times as many: reading the request and its token, asking the policies,
paying for the answer from a budget, and making it under them.
"""

ROUNDS = 150
KEPT_BYTES = 48 * 1024
"""What the pages, asked so often, may leave behind: about a hundred bytes a request.

However long they are asked, some 25 kilobytes are held, none of them about a request. Python's
`sqlite3` notes each cursor of a connection, 88 bytes each, and forgets those that are gone after
every 200th; the threads in which files are looked at begin anew, 6 kilobytes; and timers and
counts stand in other places than before.
"""

STATEMENTS = {
    "{ portal { name } }": 0,
    "{ events(first: 2) { nodes { title } } }": 1,
    "{ events(first: 2) { totalCount nodes { title location { name } } } }": 1,
    "{ a: events(first: 1) { nodes { id } } b: articles(first: 1) { nodes { id } } }": 2,
    "{ me { name } }": 1,
    "{ me { contracts { plan { name } freezes { fromDate } } teams { team { name } } } }": 1,
    '{ search(text: "desk") { __typename } }': 1,
}
"""Operations, and how many statements each takes besides the one for who asks."""


@dataclass(frozen=True)
class Weighed:
    """A gateway on a demo of its own and the bare function beside it, and who asks them."""

    runner: asyncio.Runner
    gateway: Any
    bare: Any
    headers: Headers

    def asked(self, query: str) -> Asked:
        """Return the request that asks *query* as the visitor."""
        return Asked(query, self.headers)

    def weigh(self, asked: Asked, app: Any) -> int:
        """Count one request's instructions, when everything that is kept has been kept.

        The least of several: between two awaits, another task may have had its turn.
        """
        send = partial(asked.of, app)
        for _ in range(3):
            self.runner.run(send())
        return min(self.runner.run(instructions(send)) for _ in range(3))


@pytest.fixture(scope="module", name="weighed")
def _weighed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weighed]:
    """The repository's own policies over the demo, on SQLite, with a member signed in."""
    with (
        fresh_database("sqlite", tmp_path_factory.mktemp("weighed")) as url,
        pytest.MonkeyPatch.context() as patch,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        fill(url, today=NOW.date())
        patch.setenv("PORTAL_ROOT", str(HOUSE))
        patch.setenv("PORTAL_DATABASE_URL", url)
        patch.setenv("PORTAL_SECRET", "w" * 40)
        app = create_app(load_settings(HOUSE, url), clock=lambda: NOW)
        living = app.router.lifespan_context(app)
        runner.run(living.__aenter__())
        headers = runner.run(sign_in(app, VISITOR, PORTAL))
        token = headers[1][1].decode().removeprefix("Bearer ")
        session = jwt.decode(token, options={"verify_signature": False})["sid"]
        patch.setenv("BENCHMARK_SESSIONS", str(session))
        bare = Bare(lambda: NOW)
        yield Weighed(runner, app, bare, headers)
        runner.run(living.__aexit__(None, None, None))
        runner.run(bare.close())


@pytest.fixture(name="heard")
def _heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What requests ask of the database from now on, transactions' beginnings and ends apart.

    The gateway itself looks five times a second for what other processes tell.
    """
    heard: list[str] = []
    fetch = SqliteConnection.fetch

    async def listening(self: SqliteConnection, text: str, values: Values = ()) -> Any:
        if not text.startswith(("BEGIN", "COMMIT", "ROLLBACK")) and "FROM happenings" not in text:
            heard.append(text)
        found: list[Row] = list(await fetch(self, text, values))
        return found

    monkeypatch.setattr(SqliteConnection, "fetch", listening)
    return heard


@pytest.mark.parametrize(("query", "statements"), STATEMENTS.items())
def test_a_request_takes_so_many_statements(
    weighed: Weighed, heard: list[str], query: str, statements: int
) -> None:
    """One for who asks, at most one for each field at the top; none twice, none for later."""
    weighed.runner.run(weighed.asked(query).of(weighed.gateway))
    assert len(heard) == 1 + statements, heard


def test_strangers_cost_no_statement_of_their_own(weighed: Weighed, heard: list[str]) -> None:
    """Nothing is looked up about whoever sends no token."""
    asked = Asked(PAGES[0].query, weighed.headers[:1])
    weighed.runner.run(asked.of(weighed.gateway))
    assert len(heard) == 1, heard


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_a_page_takes_so_many_instructions(weighed: Weighed, number: int) -> None:
    """So many times as many as the function that knows neither GraphQL nor policies."""
    asked = weighed.asked(PAGES[number].query)
    gateway = weighed.weigh(asked, weighed.gateway)
    page = (b"x-page", str(number).encode())
    session = (b"x-sid", os.environ["BENCHMARK_SESSIONS"].encode())
    bare = weighed.weigh(Asked("", (page, session)), weighed.bare)
    told = f"{PAGES[number].name}: {gateway} instructions, the bare function {bare}"
    assert gateway <= TIMES_BARE[number] * bare, told


def test_requests_leave_nothing_behind(weighed: Weighed) -> None:
    """A request whose document, viewer and plan are known adds to no memory."""
    sends = [partial(weighed.asked(page.query).of, weighed.gateway) for page in PAGES]
    for send in sends * 3:
        weighed.runner.run(send())
    kept = weighed.runner.run(kept_bytes(sends * ROUNDS))
    assert kept <= KEPT_BYTES, f"{kept} bytes after {ROUNDS * len(sends)} requests"


def test_nothing_of_a_request_is_left_to_the_collector(weighed: Weighed) -> None:
    """It would hold the policies of then: an edit under load would add a set to memory for good."""
    gc.collect()
    gc.disable()
    try:
        for page in PAGES:
            weighed.runner.run(weighed.asked(page.query).of(weighed.gateway))
        assert not [each for each in gc.get_objects() if isinstance(each, Run)]
    finally:
        gc.enable()
