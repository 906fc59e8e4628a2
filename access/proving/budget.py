"""How many viewer states a promise may take: a proof ends, or is refused, and never runs on."""

from __future__ import annotations

MOST_STATES = 200_000
"""Viewer states that proving one promise may ask about; a second's work."""


class Exhausted(Exception):
    """A promise takes more states than it may."""


class Budget:
    """The states that one promise may still take."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.spent = 0

    def spend(self) -> None:
        """Take one state.

        Raises:
            Exhausted: there is none left.
        """
        self.spent += 1
        if self.spent > self.most:
            raise Exhausted
