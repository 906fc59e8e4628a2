"""Edits of a file's plain data: a copy that says something else at some keys."""

from __future__ import annotations

from typing import Any

from documents.standing import Keys

GONE = object()
"""Written in place of a value that is taken out."""


def with_value(data: Any, keys: Keys, value: Any) -> Any:
    """Return a copy of *data* with *value* at *keys*, or without what stands there."""
    if not keys:
        return value
    first, rest = keys[0], keys[1:]
    if isinstance(data, list):
        assert isinstance(first, int)
        return [*data[:first], with_value(data[first], rest, value), *data[first + 1 :]]
    if not rest and value is GONE:
        return {key: each for key, each in data.items() if key != first}
    return {**data, first: with_value(data.get(first, {}), rest, value)}
