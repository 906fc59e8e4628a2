"""Guesses at what a misspelt word was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 64
SHORTEST_PART = 4
PARTLY = 0.7
"""How alike two words are that share no more than a part."""


def closest(word: str, candidates: Iterable[str], cutoff: float = PARTLY) -> str | None:
    """Return the candidate that *word* was probably meant to be, if there is one.

    *cutoff* says how alike they have to be, 1 being the same.
    """
    if len(word) > LONGEST:
        return None
    known: dict[str, str] = {}
    for candidate in candidates:
        known.setdefault(_plain(candidate), candidate)
    plain = _plain(word)
    matches = get_close_matches(plain, known, n=1, cutoff=cutoff)
    if not matches and cutoff <= PARTLY and len(plain) >= SHORTEST_PART:
        holders = [key for key in known if plain in key]
        matches = holders if len(holders) == 1 else []
    return known[matches[0]] if matches else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """Say what *word* was probably meant to be: "did you mean `member`?"."""
    match = closest(word, candidates)
    return f"did you mean `{match}`?" if match is not None else None


def with_hint(message: str, hint: str | None) -> str:
    """Return *message*, and behind it the *hint* if there is one."""
    return f"{message}; {hint}" if hint else message


def _plain(word: str) -> str:
    """Fold away what hands mix up: capitals, underscores, spaces."""
    return word.casefold().replace("_", "-").replace(" ", "-")
