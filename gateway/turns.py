"""Long work beside requests: a thread of its own, in turns with the event loop."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from time import perf_counter, sleep
from typing import TypeVar

from documents.steps import pausing

T = TypeVar("T")

TURN_SECONDS = 0.0001
"""So long the work goes on before the event loop has its turn."""

IDLE_SECONDS = 0.0001
"""An event loop that answers sooner had nothing else to do."""

PATIENCE = 4
"""So many times as long as it worked a busy event loop has to itself: four fifths of the time."""

HAND_OVER_SECONDS = 0.0001
"""So long a request waits for the interpreter while a turn lasts; usually it is fifty times."""


async def beside_requests(work: Callable[[], T]) -> T:
    """Return what *work* makes in a thread of its own."""
    return await asyncio.to_thread(_in_turns, work, Pauses(asyncio.get_running_loop()))


class Pauses:
    """Pauses for the event loop between two steps of long work.

    The work queues up there like everybody else. Where nobody else waits, it goes on at once.
    Otherwise it stays away for some time, since a request is served in several rounds of the loop
    and is to meet one step at most; and then goes on, however many wait.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._began = perf_counter()

    def __call__(self) -> None:
        """Wait for a turn, unless this one has only begun."""
        worked = perf_counter() - self._began
        if worked < TURN_SECONDS:
            return
        theirs = PATIENCE * worked
        waited = self._wait_in_line(theirs)
        if IDLE_SECONDS < waited < theirs:
            sleep(theirs - waited)
        self._began = perf_counter()

    def _wait_in_line(self, at_most: float) -> float:
        """Return how long the loop took to do what waited before, and no more than *at_most*."""
        called, began = Event(), perf_counter()
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(called.set)
            called.wait(at_most)
        return perf_counter() - began


def _in_turns(work: Callable[[], T], pauses: Pauses) -> T:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(HAND_OVER_SECONDS)
    try:
        with pausing(pauses):
            return work()
    finally:
        sys.setswitchinterval(usual)
