"""The questions where the database stands differently: the same statements, the same answers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import orjson
import pytest

from store.compiled import Values
from store.databases import Database, open_database
from store.demo import fill
from store.partitioning import is_partitioned, partitioning
from tests.databases import far_database, fresh_database
from tests.far_server import send_away
from tests.poolers import NEEDS_POOLER, pooled
from tests.questions.asking import TODAY, Asking
from tests.questions.question import QUESTIONS

NETWORKS = ("harbour", "plenum")

HASHED = {"customer_suspensions"}
"""Few rows, of which PostgreSQL makes a table of its own first where staff filter by them."""

Statements: TypeAlias = dict[str, Values]
"""Texts, each with the values of one who asked."""

WHO = ("member", "front desk in Mitte")


@pytest.fixture(name="pooler", scope="module")
def _pooler(
    runner: asyncio.Runner, postgresql: Asking, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """The demo on PostgreSQL, reached through PgBouncer."""
    with pooled(tmp_path_factory.mktemp("questions"), postgresql.url) as url:
        database = open_database(url, pooled=True)
        yield database
        runner.run(database.close())


@pytest.fixture(name="divided_url", scope="module")
def _divided_url(
    runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The demo in tables that are partitioned by network."""
    with fresh_database("postgresql", tmp_path_factory.mktemp("divided")) as url:
        fill(url, today=TODAY)
        runner.run(_divide(url))
        yield url


async def _divide(url: str) -> None:
    database = open_database(url)
    async with database.transaction() as connection:
        for statement in partitioning(NETWORKS):
            await connection.fetch(statement, ())
        assert await is_partitioned(connection)
    await database.close()


@NEEDS_POOLER
def test_a_pooler_changes_no_answer(postgresql: Asking, pooler: Database) -> None:
    """Byte for byte, with the very same statements."""
    _same_answers(postgresql, pooler)


def test_partitions_change_no_answer(
    postgresql: Asking, divided_url: str, runner: asyncio.Runner
) -> None:
    """Nor does any statement read another network's partition."""
    database = open_database(divided_url)
    read = _same_answers(postgresql, database)
    for network, statements in read.items():
        found = runner.run(_partitions(database, statements))
        others = {each for each in found if each.rpartition("__")[2] != network}
        assert {each.partition("__")[0] for each in others} <= HASHED
        assert {"customers", "events", "profiles"} <= {each.partition("__")[0] for each in found}
    runner.run(database.close())


def test_another_server_changes_no_answer(
    postgresql: Asking, divided_url: str, runner: asyncio.Runner
) -> None:
    """Plenum's rows stand on another server, Harbour's and what both share do not."""
    with far_database() as far:
        runner.run(send_away("plenum", divided_url, far))
        database = open_database(divided_url)
        read = _same_answers(postgresql, database)
        found = runner.run(_partitions(database, read["plenum"]))
        assert {each.rpartition("__")[2] for each in found} == {"far"}
        runner.run(database.close())


def _same_answers(asking: Asking, elsewhere: Database) -> dict[str, Statements]:
    """Ask every question as those who see the most of it; return the statements by network."""
    read: dict[str, Statements] = {network: {} for network in NETWORKS}
    for question in QUESTIONS.values():
        for person, portal in asking.askers(question):
            if person.kind in WHO:
                there = asking.ask_of(elsewhere, question, person, portal)
                assert there == asking.ask(question, person, portal), (question.name, person)
                read[person.network] |= zip(there.texts, there.values, strict=True)
    return read


async def _partitions(database: Database, statements: Statements) -> set[str]:
    """Run *statements*, and return the partitions from which they read."""
    found: set[str] = set()
    async with database.connection() as connection:
        for text, values in statements.items():
            ((told,),) = await connection.fetch(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", values)
            found.update(_read(orjson.loads(told)[0]["Plan"]))
    return found


def _read(plan: dict[str, Any]) -> Iterator[str]:
    """Yield the partitions that a plan has read from; those that were pruned were not run."""
    if plan["Actual Loops"]:
        where = plan.get("Relation Name", plan.get("Relations", ""))
        yield from re.findall(r"\w+__\w+", where)
    for below in plan.get("Plans", ()):
        yield from _read(below)
