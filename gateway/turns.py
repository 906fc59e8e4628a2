"""Long work beside requests: a thread of its own, in turns with the event loop."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from time import perf_counter
from typing import TypeVar

from documents.steps import pausing

T = TypeVar("T")

TURN_SECONDS = 0.0003
"""So long the work goes on before the event loop has its turn."""

PATIENCE = 4
"""So many times as long as it worked it waits at most: a fifth of the time is its own."""

HAND_OVER_SECONDS = 0.0001
"""So long a request waits for the interpreter while a turn lasts; usually it is fifty times."""


async def beside_requests(work: Callable[[], T]) -> T:
    """Return what *work* makes in a thread of its own."""
    return await asyncio.to_thread(_in_turns, work, Turns(asyncio.get_running_loop()))


class Turns:
    """Lets the event loop go first between two steps of long work.

    The work queues up there like everybody else: it goes on when all that waited before it had
    their turn. Where they are so many that this takes too long, it goes on nevertheless.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._began = perf_counter()

    def __call__(self) -> None:
        """Wait for a turn, unless this one has only begun."""
        worked = perf_counter() - self._began
        if worked < TURN_SECONDS:
            return
        called = Event()
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(called.set)
            called.wait(PATIENCE * worked)
        self._began = perf_counter()


def _in_turns(work: Callable[[], T], turns: Turns) -> T:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(HAND_OVER_SECONDS)
    try:
        with pausing(turns):
            return work()
    finally:
        sys.setswitchinterval(usual)
