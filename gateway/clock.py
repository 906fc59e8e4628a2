"""The clock on the wall, as the gateway asks it: once a request, and never twice for one moment."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from functools import lru_cache

Clock = Callable[[], dt.datetime]
"""What tells the time, in UTC; tests have clocks of their own."""


def utc_now() -> dt.datetime:
    """The clock on the wall, to the second, as moments are stored.

    All who ask within a second are given the same moment, which is then written out once.
    """
    return _moment(int(time.time()))


@lru_cache(maxsize=2)
def _moment(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
