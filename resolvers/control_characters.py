"""Control characters, which nobody means to write: tabs and ends of lines apart."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def has_control(text: str) -> bool:
    """Whether a text holds such a character; PostgreSQL cannot keep one of them, NUL, at all."""
    return _CONTROL.search(text) is not None
