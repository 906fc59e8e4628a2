"""Work that would hold up the event loop: in a thread, one piece at a time, with few in waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

LONG_TEXT = 1_000
"""From so many characters on, a new document is read and planned in the thread."""

LONG_VARIABLES = 4_000
"""From so many bytes on, variables are read in the thread."""

MOST_WAITING = 20


class Busy(Exception):
    """Too much is waiting already; the client may try again soon."""


class Turns:
    """Takes pieces of long work one after the other, so that they never add up."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most = most_waiting
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="planning")
        self.waiting = 0

    async def take(self, work: Callable[[], T]) -> T:
        """Have *work* done while the event loop serves others. Raises Busy."""
        if self.waiting >= self._most:
            raise Busy
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self.waiting -= 1
