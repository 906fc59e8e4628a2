"""Words from a file, as they stand in messages."""

from __future__ import annotations

from typing import Any

import pytest

from documents.quoting import LONGEST, flow, listed, quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("member", "`member`"),
        ("größe", "`größe`"),
        ("a\nb", "`a<U+000A>b`"),
        ("\u202ex", "`<U+202E>x`"),
        ("a\u00a0b", "`a<U+00A0>b`"),
        ("\udc80", "`<U+DC80>`"),
        ("\x1b[31m", "`<U+001B>[31m`"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    """No word of a file breaks a line, colors a terminal or hides."""
    assert quoted(text) == shown


def test_long_words_are_shortened() -> None:
    """A megabyte in one word is no megabyte on the screen."""
    assert len(quoted("x" * 1_000_000)) == LONGEST + 2


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "`a`"), (["a", "b"], "`a` or `b`"), (["a", "b", "c"], "`a`, `b` or `c`")],
)
def test_lists_read_aloud(words: list[str], text: str) -> None:
    """Commas between, and one word before the last."""
    assert listed(words) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("member", "member"),
        ("08:00-20:00", "08:00-20:00"),
        ("01067", '"01067"'),
        ("true", '"true"'),
        ("#0b5", '"#0b5"'),
        ("a: b", '"a: b"'),
        ("a, b", '"a, b"'),
        ("", '""'),
        (True, "true"),
        (None, "null"),
        (30, "30"),
        (["a", "b"], "[a, b]"),
        ({"section": "events", "use": ["child"]}, "{ section: events, use: [child] }"),
    ],
)
def test_examples_are_yaml_that_can_be_copied(value: Any, text: str) -> None:
    """What a message shows as an example is read as what it shows."""
    assert flow(value) == text
