"""Long work in steps: whoever has it done says what happens between two of them.

Reading and proving ten thousand locations takes seconds, and nobody is to wait for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_BETWEEN: ContextVar[Callable[[], None] | None] = ContextVar("between steps", default=None)


def in_steps(items: Iterable[T]) -> Iterator[T]:
    """Yield *items*; what is done with one of them is a step."""
    pause = _BETWEEN.get()
    if pause is None:
        yield from items
        return
    for item in items:
        yield item
        pause()


@contextmanager
def pausing(pause: Callable[[], None]) -> Iterator[None]:
    """Call *pause* between the steps of what is done in the block."""
    before = _BETWEEN.set(pause)
    try:
        yield
    finally:
        _BETWEEN.reset(before)
