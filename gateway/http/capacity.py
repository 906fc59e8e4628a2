"""Capacity: so many requests at once, and an honest word to whoever comes beyond that."""

from __future__ import annotations

from gateway.refusals import Refused

RETRY_SECONDS = 1


def busy() -> Refused:
    """Say that there is too much to do just now, and when to come again."""
    return Refused(
        503,
        "SERVER_BUSY",
        "The gateway has more to do than it can just now. Try again in a moment.",
        headers={"retry-after": str(RETRY_SECONDS)},
    )


class Capacity:
    """Places for requests that are being answered; a request without one is refused at once.

    Whoever has a place is served: the places are as many as can be answered in good time. A
    `with` block holds one; the class is its own block, since a generator costs more to enter.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.taken = 0

    def __enter__(self) -> None:
        """Take a place.

        Raises:
            Refused: 503, where none is free.
        """
        if self.taken >= self._most:
            raise busy()
        self.taken += 1

    def __exit__(self, *_: object) -> None:
        """Give it back."""
        self.taken -= 1
