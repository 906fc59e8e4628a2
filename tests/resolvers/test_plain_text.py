"""What counts as a text that somebody wrote."""

from __future__ import annotations

import pytest

from resolvers.desk.values import name_complaint
from resolvers.plain_text import has_control, written_length

WRITTEN = [
    ("a name", " Ben ", 3),
    ("another script", "李", 1),
    ("an emoji of several characters", "👩‍🚀", 3),
    ("right to left", "שלום", 4),
    ("nothing", "", 0),
    ("space", " \n\u00a0", 0),
    ("space of no width", "\u200b\ufeff", 0),
    ("letters that leave a gap", "\u3164\u2800", 0),
    ("marks of direction", "\u200f\u200e", 0),
]


@pytest.mark.parametrize(
    ("text", "length"), [row[1:] for row in WRITTEN], ids=[row[0] for row in WRITTEN]
)
def test_what_is_written(text: str, length: int) -> None:
    """Nobody is called by a name that cannot be seen; whatever can be is a name."""
    assert written_length(text) == length
    assert (name_complaint(text) is None) is (length > 0)


def test_what_nobody_types() -> None:
    """Control characters, and those that have a name read backwards; lines and tabs are text."""
    assert all(map(has_control, ("\x00", "a\x1bb", "\u202eneB", "\x7f", "\x9b2J", "\x85")))
    assert not any(map(has_control, ("two\nlines\t", "שלום", "\u202aphone\u202c", "👩‍🚀")))
