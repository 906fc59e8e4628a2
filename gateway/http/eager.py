"""A coroutine that is begun at once: what is ready needs no timer, no task and no turn."""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from functools import partial
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class EagerCoroutine(Generic[T]):
    """Runs a coroutine until it first waits for something, most often to its end.

    Where it waits, it has to be awaited, in the task that began it.
    """

    __slots__ = ("_coroutine", "_result", "_waits_for", "is_over")

    def __init__(self, coroutine: Coroutine[Any, None, T]) -> None:
        self._coroutine = coroutine
        self._result: list[T] = []
        self.is_over = False
        try:
            self._waits_for = coroutine.send(None)
        except StopIteration as end:
            self._end(end.value)

    def __await__(self) -> Generator[Any, Any, None]:
        while not self.is_over:
            try:
                woken = yield self._waits_for
            except BaseException as error:  # noqa: BLE001 - thrown on, where it was waited
                go_on = partial(self._coroutine.throw, error)
            else:
                go_on = partial(self._coroutine.send, woken)
            try:
                self._waits_for = go_on()
            except StopIteration as end:
                self._end(end.value)

    def result(self) -> T:
        """Return what the coroutine returned, once it is over."""
        return self._result[0]

    def _end(self, value: T) -> None:
        self._result.append(value)
        self.is_over = True
