"""Guesses at misspelt words."""

from __future__ import annotations

import time

import pytest

from documents.suggestions import closest, did_you_mean

LEVELS = ["public", "logged-in", "contact", "member", "nobody"]


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("loged-in", LEVELS, "logged-in"),
        ("Logged_In", LEVELS, "logged-in"),
        ("members", LEVELS, "member"),
        ("PUBLIC", LEVELS, "public"),
        ("startAt", ["startsAt", "title"], "startsAt"),
        ("admin", ["member", "administrator", "paying-member"], "administrator"),
        ("members", ["published-members", "members-everyone"], None),
        ("everybody", LEVELS, None),
        ("xyz", LEVELS, None),
        ("", LEVELS, None),
        ("member", [], None),
    ],
)
def test_guesses(word: str, candidates: list[str], meant: str | None) -> None:
    """A slip is guessed, another word is not, and what could be two things is neither."""
    assert closest(word, candidates) == meant


def test_a_guess_is_a_question() -> None:
    """The help that an operator reads."""
    assert did_you_mean("loged-in", LEVELS) == "did you mean `logged-in`?"
    assert did_you_mean("xyz", LEVELS) is None


def test_guessing_at_an_endless_word_takes_no_time() -> None:
    """A word that nobody can have meant is not compared."""
    start = time.perf_counter()
    assert closest("member" * 100_000, LEVELS * 1000) is None
    assert time.perf_counter() - start < 0.1
