"""Folded text and ids: what lists sort by."""

from __future__ import annotations

import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.content import events
from store.folding import fold, with_folded
from store.ids import IdSource, new_id


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Yoga", "yoga"),
        ("STRASSE", "strasse"),
        ("Stra\u00dfe", "strasse"),
        ("E\u0301t\u00c9", "\u00e9t\u00e9"),
        ("\u1fb3", "\u03b1\u03b9"),
        ("\u03b1\u0301\u0345", "\u03ac\u03b9"),
        ("\u01f0", "\u01f0"),  # which folding alone takes apart
        ("50%_\\", "50%_\\"),
        ("a\0B", "a\ufffdb"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Case and composition are folded away, and NUL, which no database need know; nothing else."""
    assert fold(text) == folded


@given(st.text())
def test_folding_is_a_law(text: str) -> None:
    """Folded text is composed, folds to itself, and is the same for both forms of a text."""
    folded = fold(text)
    assert unicodedata.is_normalized("NFC", folded)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_rows_get_their_companions() -> None:
    """Each text of a row that has a folded companion brings it along; others do not."""
    row = with_folded(events, {"title": "Yoga", "summary": "Bring a MAT", "category": "SPORT"})
    assert row == {
        "title": "Yoga",
        "title_folded": "yoga",
        "summary": "Bring a MAT",
        "category": "SPORT",
        "category_folded": "sport",
    }


def test_ids_grow_and_fit() -> None:
    """Ids of one process grow, are all different, and fit into 63 bits."""
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert 0 < made[0] < made[-1] < 2**63


def test_ids_follow_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later id is greater whoever gives it; a clock that goes back does not repeat one."""
    clock = 1_900_000_000_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: clock)
    one, other = IdSource(), IdSource()
    first = one()
    clock += 1_000_000
    assert other() > first
    clock -= 5_000_000
    assert one() == first + 1


def test_ids_of_many_threads() -> None:
    """Threads share the source without meeting."""
    with ThreadPoolExecutor(max_workers=8) as threads:
        made = list(threads.map(lambda _: new_id(), range(5_000)))
    assert len(set(made)) == 5_000
