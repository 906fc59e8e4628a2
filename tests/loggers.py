"""Loggers that a test configures, put back as they were."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loggers_as_before() -> Iterator[None]:
    """Put the levels and handlers of our loggers, and of the server's, back at the end."""
    loggers = [logging.getLogger(name) for name in (None, "portal", "uvicorn")]
    before = [(each, each.level, each.handlers[:]) for each in loggers]
    yield
    for each, level, handlers in before:
        each.setLevel(level)
        each.handlers[:] = handlers
