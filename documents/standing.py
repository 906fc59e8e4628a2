"""Where each key and value of a file stands, kept beside the plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Keys = tuple[str | int, ...]
"""The way to a value through mappings and lists; `()` is the whole file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One value: line and column of it and of its key (from 1), and how it was written.

    `written` is the text of an unquoted word, None for whatever is quoted or not a scalar.
    """

    value: tuple[int, int]
    key: tuple[int, int] | None = None
    written: str | None = None


Standings = Mapping[Keys, Standing]


def nearest(standings: Standings, keys: Keys) -> Standing:
    """Return what stands at *keys*, or at the nearest mapping or list that does stand there."""
    for length in range(len(keys), -1, -1):
        if (standing := standings.get(keys[:length])) is not None:
            return standing
    return Standing((1, 1))
