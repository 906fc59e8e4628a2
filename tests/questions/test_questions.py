"""Every question as every kind of viewer: the answer and the SQL, on both databases.

The pages in `__snapshots__/` are written by `pytest tests/questions --snapshot-update`. Read every
one as somebody who knows the policies: does each of them see what they may, and nothing else?
"""

from __future__ import annotations

import re

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from store.databases import Database
from tests.questions.asking import Asking
from tests.questions.page import page
from tests.questions.question import QUESTIONS, Question
from tests.questions.screen import cells
from tests.questions.sql import laid_out


class Page(SingleFileSnapshotExtension):
    """A page a question, in `__snapshots__/`."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())


@every_question
def test_answers(
    question: Question, sqlite: Asking, postgresql: Asking, snapshot: SnapshotAssertion
) -> None:
    """The answer of each viewer and the SQL that it took are those on the question's page."""
    assert page(question, sqlite, postgresql) == snapshot(extension_class=Page)


@every_question
def test_both_databases_answer_alike(
    question: Question, sqlite: Asking, postgresql: Asking
) -> None:
    """Byte for byte, cursors included; and they tell the same viewers apart."""
    plans: dict[tuple[str, ...], tuple[str, ...]] = {}
    for asker in sqlite.askers(question):
        here, there = sqlite.ask(question, *asker), postgresql.ask(question, *asker)
        assert here.body == there.body, asker
        assert plans.setdefault(here.texts, there.texts) == there.texts, asker


@every_question
def test_a_root_field_takes_one_statement_at_the_most(
    question: Question, sqlite: Asking, postgresql: Asking
) -> None:
    """For every viewer, on both databases, and it is counted as such."""
    for asking in (sqlite, postgresql):
        for asker in asking.askers(question):
            reply = asking.ask(question, *asker)
            assert reply.statements == len(reply.texts), asker
            assert reply.statements <= len(reply.answer["data"]), asker


@every_question
def test_statements_do_not_depend_on_rows(
    question: Question, sqlite: Asking, empty: Database
) -> None:
    """The same viewers cause the same statements where there are no rows at all."""
    for asker in sqlite.askers(question):
        full, bare = sqlite.ask(question, *asker), sqlite.ask_of(empty, question, *asker)
        assert bare.texts == full.texts, asker


@every_question
def test_somebody_reads_something(question: Question, sqlite: Asking) -> None:
    """A question that nobody gets an answer to would show nothing."""
    replies = [sqlite.ask(question, *asker) for asker in sqlite.askers(question)]
    assert max(cells(reply.answer["data"]) for reply in replies) > 0


@every_question
def test_pages_show_statements_word_for_word(
    question: Question, sqlite: Asking, postgresql: Asking
) -> None:
    """Laying a statement out drops spaces, and parentheses that say nothing, and no word."""
    words = re.compile(r"'(?:[^']|'')*'|[^\s(),]+")
    for asking in (sqlite, postgresql):
        texts = {
            text for asker in asking.askers(question) for text in asking.ask(question, *asker).texts
        }
        for text in texts:
            assert words.findall(laid_out(text)) == words.findall(text)
