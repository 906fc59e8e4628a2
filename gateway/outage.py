"""Whether the database answers, as those who asked it found out: told when it changes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from store.errors import DatabaseUnavailable

log = logging.getLogger("portal.database")

QUIET_SECONDS = 5.0
"""For so long nobody may have been refused before the database is said to answer again."""


class Outage:
    """A time in which requests were refused for the database's sake, or none.

    A gateway of a thousand requests a second would otherwise fill the log with one sentence. Each
    reason is told once, and at the end how long it took and how many were refused.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is wrong yet; *clock* counts seconds."""
        self.away = False
        self.refusals = 0
        self._clock = clock
        self._before = 0
        self._began = self._last = 0.0
        self._told: set[str] = set()

    def note(self, error: DatabaseUnavailable | str, request: str | None = None) -> None:
        """Note why the database did not answer; *request* is the id of who was refused for it."""
        self._last = self._clock()
        if not self.away:
            self.away, self._began, self._before = True, self._last, self.refusals
        reason = str(error)
        if reason not in self._told:
            self._told.add(reason)
            log.warning("the database does not answer: %s", reason)
        if request is not None:
            self.refusals += 1
            log.debug("%s: refused: %s", request, reason, extra={"request": request})

    def answered(self) -> None:
        """Note that it did; to be called while it is `away`."""
        now = self._clock()
        if not self.away or now - self._last < QUIET_SECONDS:
            return
        log.info(
            "the database answers again, after %.0f seconds; requests refused meanwhile: %d",
            now - self._began, self.refusals - self._before,
        )
        self.away = False
        self._told.clear()
