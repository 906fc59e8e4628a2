"""Many documents and many viewers: what is kept of them is bounded, and a known page stays fast.

`python -m benchmarks.distinct` sends a hundred thousand of each, and looks at time and memory.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import tracemalloc
from collections.abc import Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
import uvloop

from access import bindings, policy_set
from benchmarks.crowd import add_crowd, crowd
from benchmarks.in_process import UNBOUNDED, Asked, Headers
from benchmarks.pages import PAGES, PORTAL
from gateway.application import create_app
from gateway.bounds import Limits
from gateway.credentials.secret import secret_of
from gateway.credentials.tokens import tokens_of
from gateway.settings import Settings
from planning.cache import Cache
from planning.engine import Engine
from planning.viewers import viewer_from
from store.databases import open_database
from store.demo import fill
from store.facts import REMEMBERED, _facts
from tests.databases import fresh_database
from tests.performance.weighing import instructions, kept_bytes

HOUSE = Path(__file__).parent.parent.parent
VIEWERS = 2_000
DOCUMENTS = 500
TURN = 100
"""After so many documents, none of those before is kept."""

MEGABYTES = 2
MOST = 300
A_VIEWER = 6_000
"""Bytes that whoever is remembered takes at most: facts, viewer, token, mask and bindings."""

SLACK = 96 * 1024
"""Bytes that the event loop and the clock's time zones may keep, however many ask."""


class World:
    """A gateway on a demo of its own with small caches, and a crowd with tokens."""

    def __init__(self, url: str, runner: asyncio.Runner) -> None:
        limits = Limits(cache_megabytes=MEGABYTES)
        settings = Settings(HOUSE, url, limits=limits, budgets=UNBOUNDED)
        self.app: Any = create_app(settings)
        self.tokens = tokens_of(settings, secret_of(settings), lambda: dt.datetime.now(dt.UTC))
        self.people = crowd(VIEWERS)
        self.known = Asked(PAGES[0].query, self.headers())
        self.runner = runner

    def headers(self) -> Headers:
        """Return those of the next one's requests."""
        token = next(self.people).token(self.tokens).encode()
        return (b"x-portal", PORTAL.encode()), (b"authorization", b"Bearer " + token)

    @property
    def engine(self) -> Engine:
        """The one that plans."""
        found: Engine = self.app._endpoint._app._answering.engine
        return found

    def ask(self, asked: Iterator[Asked]) -> None:
        """Send requests one after the other."""
        for each in asked:
            self.runner.run(each.of(self.app))

    def kept(self, asked: list[Asked]) -> int:
        """Return how many bytes requests leave behind."""
        return self.runner.run(kept_bytes([partial(each.of, self.app) for each in asked]))

    def weight(self) -> int:
        """Count the known page's instructions, as `test_guard` does."""
        send: Any = partial(self.known.of, self.app)
        return min(self.runner.run(instructions(send)) for _ in range(3))


@pytest.fixture(scope="module", name="world")
def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with (
        fresh_database("sqlite", tmp_path_factory.mktemp("askers")) as url,
        pytest.MonkeyPatch.context() as patch,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        patch.setenv("PORTAL_SECRET", "s" * 40)
        patch.setattr(policy_set, "MOST_VIEWERS", MOST)
        patch.setattr(bindings, "MOST", MOST)
        fill(url)
        runner.run(_add_people(url))
        yield World(url, runner)


async def _add_people(url: str) -> None:
    database = open_database(url)
    await add_crowd(database, VIEWERS, dt.datetime.now(dt.UTC))
    await database.close()


def test_documents_leave_nothing_behind_once_the_caches_are_full(world: World) -> None:
    """No two alike; what is kept weighs what was said, and a known page costs what it did."""
    stranger: Headers = ((b"x-portal", PORTAL.encode()),)
    asked = (Asked(f"{{ portal {{ a{n}: name }} }}", stranger) for n in count())
    before = world.weight()
    world.ask(islice(asked, DOCUMENTS))
    engine, quarter = world.engine, MEGABYTES * 2**20 // 4
    caches: dict[Cache[Any, Any], int] = {
        engine.preparing.documents: quarter, engine.preparing.operations: quarter,
        engine.planner.plans: 2 * quarter,
    }  # fmt: skip
    for cache, most in caches.items():
        assert most // 2 < cache.weight <= most, "full, and not beyond"
        assert len(cache) < TURN
    tracemalloc.start()
    world.ask(islice(asked, TURN))  # so that all that is let go from now on was counted
    kept = world.kept(list(islice(asked, 2 * TURN)))
    assert kept < SLACK, f"{kept} bytes after {2 * TURN} more"
    assert world.weight() <= 1.02 * before


def test_of_viewers_so_many_are_remembered(world: World) -> None:
    """As many as there is room for, each in a few kilobytes; the others are forgotten."""
    before = world.weight()
    remembered = _facts.cache_info().currsize
    asked = [Asked(world.known.query, world.headers()) for _ in range(VIEWERS - 10)]
    world.ask(iter(asked[:-MOST]))
    kept = world.kept(asked[-MOST:])
    assert kept < MOST * A_VIEWER + SLACK, f"{kept} bytes after {MOST} more viewers"
    assert _facts.cache_info().currsize - remembered >= VIEWERS - 10
    for cache in (_facts, viewer_from):
        assert cache.cache_info().maxsize == REMEMBERED
    policies = world.app._endpoint._app._policies.current.policies
    assert len(policies._masks) <= MOST
    assert len(policies._binder._of_viewers) <= MOST
    assert world.weight() <= 1.02 * before
