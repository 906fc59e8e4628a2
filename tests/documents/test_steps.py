"""Long work in steps, and what happens between them."""

from __future__ import annotations

from documents.steps import in_steps, pausing


def test_nothing_happens_where_nobody_has_asked_for_it() -> None:
    """Commands read and prove in one go."""
    assert list(in_steps("abc")) == ["a", "b", "c"]


def test_each_item_is_a_step() -> None:
    """What is done with it comes before the pause, and the next item after it."""
    seen: list[str] = []
    with pausing(lambda: seen.append("pause")):
        seen += (f"{item} done" for item in in_steps("ab"))
    assert seen == ["a done", "pause", "b done", "pause"]
    assert list(in_steps("a")) == ["a"]
    assert len(seen) == 4, "the block is over"
