"""Ids that the application gives to its rows: new ones are greater, and never meet."""

from __future__ import annotations

import datetime as dt
import secrets
import threading
import time

_EPOCH_MILLISECONDS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_COUNTER_BITS = 21


class IdSource:
    """Gives ids of 63 bits: 42 of milliseconds, 21 that begin anywhere in each and count on.

    Ids of one source always grow, even where the clock is set back. Two processes meet only if they
    take an id in the same millisecond and their random beginnings lie side by side; the key of the
    table would then refuse the second row.
    """

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> int:
        moment = time.time_ns() // 1_000_000 - _EPOCH_MILLISECONDS
        # The first bit of the counter stays free, so that there is room to count.
        candidate = (moment << _COUNTER_BITS) | secrets.randbits(_COUNTER_BITS - 1)
        with self._lock:
            if candidate >> _COUNTER_BITS <= self._last >> _COUNTER_BITS:
                candidate = self._last + 1
            self._last = candidate
            return candidate


new_id = IdSource()
"""Give the next id of this process."""


def first_id_at(moment: dt.datetime) -> int:
    """Return an id that all that are given from *moment* on are greater than."""
    milliseconds = int(moment.timestamp() * 1000) - _EPOCH_MILLISECONDS
    return max(0, milliseconds) << _COUNTER_BITS
