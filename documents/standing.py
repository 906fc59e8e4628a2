"""Where each key and value of a file stands, kept beside the plain data; and what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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


def value_at(data: Any, keys: Keys) -> Any:
    """Return what stands at *keys* of plain *data*.

    Raises:
        KeyError, IndexError: nothing stands there.
    """
    for key in keys:
        data = data[key]
    return data


def value_if_any(data: Any, keys: Keys) -> Any:
    """Return what stands at *keys* of plain *data*; None where nothing does."""
    for key in keys:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and 0 <= key < len(data):
            data = data[key]
        else:
            return None
    return data


def nearest(standings: Standings, keys: Keys) -> Standing:
    """Return what stands at *keys*, or at the nearest mapping or list that does stand there."""
    for length in range(len(keys), -1, -1):
        if (standing := standings.get(keys[:length])) is not None:
            return standing
    return Standing((1, 1))
