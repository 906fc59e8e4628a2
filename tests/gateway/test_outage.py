"""A database that is away: the log says why, once, and what came of it."""

from __future__ import annotations

import logging

import pytest

from gateway.outage import QUIET_SECONDS, Outage
from store.errors import DatabaseUnavailable


class Watch:
    """A clock that is set by hand, in seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """What it shows."""
        return self.seconds


def test_each_reason_is_told_once_and_the_end(caplog: pytest.LogCaptureFixture) -> None:
    """However many requests are refused, and however often one gets through in between."""
    watch = Watch()
    outage = Outage(watch)
    with caplog.at_level(logging.INFO, "portal.database"):
        for number in range(1_000):
            outage.note(DatabaseUnavailable("too many" if number % 2 else "busy"), str(number))
            outage.answered()
        assert outage.away
        watch.seconds = 60 + QUIET_SECONDS
        outage.answered()
        outage.answered()
    assert not outage.away
    assert outage.refusals == 1_000
    assert caplog.messages == [
        "the database does not answer: busy",
        "the database does not answer: too many",
        "the database answers again, after 65 seconds; requests refused meanwhile: 1000",
    ]


def test_the_next_outage_is_told_anew(caplog: pytest.LogCaptureFixture) -> None:
    """With its own refusals: those of before are counted for `/metrics` alone."""
    watch = Watch()
    outage = Outage(watch)
    with caplog.at_level(logging.INFO, "portal.database"):
        for _ in range(2):
            outage.note("gone", "a request")
            watch.seconds += QUIET_SECONDS
            outage.answered()
    assert caplog.messages[-1].endswith("requests refused meanwhile: 1")
    assert caplog.messages.count("the database does not answer: gone") == 2
    assert outage.refusals == 2


def test_looking_is_no_request() -> None:
    """Whoever watches over the process is not counted among those who were refused."""
    outage = Outage()
    outage.note("gone")
    assert (outage.away, outage.refusals) == (True, 0)
