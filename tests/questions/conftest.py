"""The demo network, filled once on each kind of database for all questions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from access.policy_set import PolicySet
from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from store.databases import Database, open_database
from store.demo import fill
from tests.databases import fresh_database
from tests.questions.asking import TODAY, Asking

HOUSE = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session", name="runner")
def _runner() -> Iterator[asyncio.Runner]:
    """The loop in which all questions are asked."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session", name="policies")
def _policies() -> PolicySet:
    """The policies that stand in the repository."""
    loaded = load_policies(HOUSE, graph_shape())
    assert loaded.current is not None, "\n".join(map(str, loaded.problems))
    return loaded.current.policies


@pytest.fixture(scope="session", name="sqlite")
def _sqlite(
    runner: asyncio.Runner, policies: PolicySet, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    """The demo on SQLite."""
    yield from _filled("sqlite", runner, policies, tmp_path_factory)


@pytest.fixture(scope="session", name="postgresql")
def _postgresql(
    runner: asyncio.Runner, policies: PolicySet, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    """The same demo on PostgreSQL."""
    yield from _filled("postgresql", runner, policies, tmp_path_factory)


@pytest.fixture(scope="session", name="empty")
def _empty(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database on SQLite that has its tables and no rows."""
    with fresh_database("sqlite", tmp_path_factory.mktemp("empty")) as url:
        database = open_database(url)
        yield database
        runner.run(database.close())


def _filled(
    kind: str,
    runner: asyncio.Runner,
    policies: PolicySet,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Asking]:
    with fresh_database(kind, tmp_path_factory.mktemp(kind)) as url:
        fill(url, today=TODAY)
        asking = Asking(runner, url, policies)
        yield asking
        runner.run(asking.database.close())
