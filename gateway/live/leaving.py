"""The word that the process is to stop, for connections that would never end by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Leaving:
    """Tells everybody who listens once, and then nobody any more."""

    def __init__(self) -> None:
        self._listeners: dict[Callable[[], None], None] = {}

    def set(self) -> None:
        """Tell it."""
        listeners, self._listeners = self._listeners, {}
        for listener in listeners:
            listener()

    @contextmanager
    def telling(self, listener: Callable[[], None]) -> Iterator[None]:
        """Have *listener* told meanwhile."""
        self._listeners[listener] = None
        try:
            yield
        finally:
            self._listeners.pop(listener, None)
