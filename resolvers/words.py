"""Stored words and their names on the wire."""

from __future__ import annotations

from collections.abc import Iterable

from planning.fields import Column

LEVELS = ("public", "logged-in", "contact", "member")


def wire_names(words: Iterable[str]) -> dict[str, str]:
    """Map stored words to names of enum values: `logged-in` to `LOGGED_IN`."""
    return {word: word.upper().replace("-", "_") for word in words}


def choice(column: str, words: Iterable[str]) -> Column:
    """Declare a field whose column holds one of *words*."""
    return Column(column, enum=wire_names(words))


def level(column: str = "audience") -> Column:
    """Declare the field that says whom a record is for."""
    return choice(column, LEVELS)
