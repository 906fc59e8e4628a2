"""Digests of values: the same in every process, whatever the order of sets and mappings."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import Any

from documents.steps import in_steps

LONG = 2
"""Digests of whole sets are made of values, those of files, and those of one file."""


def digest(*values: Any) -> str:
    """Return a hex digest of plain data, dataclasses, sets and mappings."""
    found = hashlib.sha256()
    for text in in_steps(_texts(values, LONG)):
        found.update(text.encode())
    return found.hexdigest()


def _texts(value: Any, depth: int) -> Iterator[str]:
    """Yield *value* as JSON, entry by entry where lists lie so deep within each other."""
    if not depth or not isinstance(value, list | tuple):
        yield json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
        return
    yield "["
    for number, item in enumerate(value):
        if number:
            yield ","
        yield from _texts(item, depth - 1)
    yield "]"


@lru_cache(maxsize=1024)
def digest_of_names(names: frozenset[str]) -> str:
    """Return a digest of *names*; the same sets of locations come again in every mask."""
    return digest(sorted(names))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, frozenset):
        return _sorted(value)
    if isinstance(value, Set):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in dataclasses.fields(value)]
    raise TypeError(f"cannot digest {type(value).__name__}")


@lru_cache(maxsize=4096)
def _sorted(values: frozenset[Any]) -> list[str]:
    """Return the members in order; the same small sets come again in every mask."""
    return sorted(map(str, values))
