"""Text that people mean to write: without control characters, and with something to be seen."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")
_SEEN = frozenset("LMNPS")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def has_control(text: str) -> bool:
    """Whether a text holds a control character; tabs and ends of lines are none.

    PostgreSQL cannot keep one of them, NUL, at all. Others move the cursor of a terminal where an
    operator has a name printed, U+009B in one character. Those that make text run backwards have a
    name look like another one.
    """
    return _CONTROL.search(text) is not None


def written_length(text: str) -> int:
    """Return how many characters a text has, without space around it; 0 where none can be seen."""
    if not any(unicodedata.category(each)[0] in _SEEN and each not in _BLANK for each in text):
        return 0
    return len(text.strip())
