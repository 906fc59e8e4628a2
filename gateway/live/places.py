"""Places for connections that stay open: so many in all, and so many of one address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.credentials.attempts import neighbourhood
from gateway.http.capacity import busy
from gateway.refusals import Refused


class Places:
    """A connection without a place is refused at once. `taken` says how many have one."""

    def __init__(self, most: int, each: int) -> None:
        """Have *most* places, and *each* for one address: of IPv6, for one network of 64 bits."""
        self._most = most
        self._each = each
        self._of: Counter[str] = Counter()
        self.taken = 0

    @contextmanager
    def place(self, address: str | None) -> Iterator[None]:
        """Take a place for whoever connects from *address*.

        Raises:
            Refused: 503, where none is free; 429, where the address has too many.
        """
        whose = neighbourhood(address)
        if self.taken >= self._most:
            raise busy()
        if self._of[whose] >= self._each:
            raise Refused(
                429,
                "TOO_MANY_CONNECTIONS",
                f"One address keeps at most {self._each} connections open. Close one first.",
            )
        self.taken += 1
        self._of[whose] += 1
        try:
            yield
        finally:
            self.taken -= 1
            self._of[whose] -= 1
            if not self._of[whose]:
                del self._of[whose]
