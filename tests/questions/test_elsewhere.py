"""The questions where the database stands differently: the same statements, the same answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from store.databases import Database, open_database
from tests.poolers import NEEDS_POOLER, pooled
from tests.questions.asking import Asking
from tests.questions.question import QUESTIONS

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


@NEEDS_POOLER
def test_a_pooler_changes_no_answer(postgresql: Asking, pooler: Database) -> None:
    """Byte for byte, with the very same statements."""
    _same_answers(postgresql, pooler)


def _same_answers(asking: Asking, elsewhere: Database) -> None:
    """Ask every question as those who see the most of it, here and there."""
    for question in QUESTIONS.values():
        for person, portal in asking.askers(question):
            if person.kind in WHO:
                there = asking.ask_of(elsewhere, question, person, portal)
                assert there == asking.ask(question, person, portal), (question.name, person)
