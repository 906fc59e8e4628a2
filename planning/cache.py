"""What is kept between requests: the values used last, within bounds of number and size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Cache(Generic[Key, Kept]):
    """The values used last, as many as *most*; a value that could not be made is not kept.

    With *most_bytes*, what they weigh together is bounded, too, and what weighs more than an
    eighth of that by itself is not kept. Threads may share a cache.
    """

    def __init__(self, most: int, most_bytes: int | None = None) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes: dict[Key, int] = {}
        self._lock = threading.Lock()
        self.weight = 0
        self.hits = 0
        self.misses = 0

    def get(self, key: Key) -> Kept | None:
        """Return what is kept under *key*."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        with self._lock:
            try:  # noqa: SIM105 - a block of `suppress` costs more to enter
                self._kept.move_to_end(key)
            except KeyError:
                pass  # another thread has just put it out
        return found

    def put(self, key: Key, value: Kept, size: int = 0) -> Kept:
        """Keep *value* of about *size* bytes in the place of what is kept under *key*.

        The values used longest ago go where it is too much.
        """
        with self._lock:
            self._kept.pop(key, None)
            self.weight -= self._bytes.pop(key, 0)
            if self._most_bytes is not None and size > self._most_bytes // 8:
                return value
            self._kept[key], self._bytes[key] = value, size
            self.weight += size
            while len(self._kept) > self._most or self._over():
                oldest, _ = self._kept.popitem(last=False)
                self.weight -= self._bytes.pop(oldest)
        return value

    def _over(self) -> bool:
        return self._most_bytes is not None and self.weight > self._most_bytes

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)
