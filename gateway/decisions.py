"""The decision log: which answers were made under which rules and mask, and what they refused.

One JSON object a line, to standard error; names and codes, never a value. It may lose lines, and
counts them; it never holds up an answer.
"""

from __future__ import annotations

import datetime as dt
import queue
import random
import sys
import threading
import time
from typing import Any, TextIO

import orjson

from gateway.settings import Decisions
from planning.answers import Decided

MOST_WAITING = 1_000
"""Lines that may wait to be written; who writes may be slow, whoever asks is not kept."""

MOST_REFUSED = 100
"""Fields that one line names."""


class DecisionLog:
    """Takes note of answers, and writes them down in a thread of its own."""

    def __init__(self, settings: Decisions, stream: TextIO | None = None) -> None:
        """Write to *stream*, which is standard error if nothing else is said."""
        self._share = 1.0 if settings.log == "all" else 1.0 / settings.one_in
        self._each_second = settings.lines_a_second
        self._stream = stream
        self._waiting: queue.Queue[dict[str, Any] | None] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None
        self._second = 0
        self._taken = 0  # in this second
        self.written = 0
        self.dropped = 0

    def start(self) -> None:
        """Begin to write."""
        self._thread = threading.Thread(target=self._write, name="decisions", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 1.0) -> None:
        """Write what waits, for so many *seconds* at most, and end."""
        if self._thread is None:
            return
        try:
            self._waiting.put(None, timeout=seconds)
        except queue.Full:
            return  # nobody reads what is written; the thread ends with the process
        self._thread.join(seconds)
        self._thread = None

    def note(self, request_id: str, policies: str, decided: Decided) -> None:
        """Take note of one answer, if it is one of those that are told."""
        if self._share < 1.0 and random.random() >= self._share:  # noqa: S311 - no secret
            return
        if not self._may_take():
            self.dropped += 1
            return
        refused = dict(decided.refused)
        entry: dict[str, Any] = {
            "time": dt.datetime.now(dt.UTC).isoformat(),
            "logger": "portal.decisions",
            "request": request_id,
            "policies": policies,
            "portal": decided.mask.portal,
            "mask": decided.mask.key,
            "refused": dict(list(refused.items())[:MOST_REFUSED]),
        }
        if len(refused) > MOST_REFUSED:
            entry["more"] = len(refused) - MOST_REFUSED
        if self.dropped:
            entry["dropped"] = self.dropped
        try:
            self._waiting.put_nowait(entry)
        except queue.Full:
            self.dropped += 1

    def _may_take(self) -> bool:
        """Whether this second has room for one more line."""
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._taken = second, 0
        self._taken += 1
        return self._taken <= self._each_second

    def _write(self) -> None:
        """Write whatever comes, until None does."""
        while (entry := self._waiting.get()) is not None:
            stream = self._stream or sys.stderr
            try:
                stream.write(orjson.dumps(entry).decode() + "\n")
                stream.flush()
                self.written += 1
            except (OSError, ValueError):  # the stream is closed, or its disk is full
                self.dropped += 1
