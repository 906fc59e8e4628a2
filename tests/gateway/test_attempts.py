"""Attempts at signing in: bounded alike for everybody, whether they exist or not."""

from __future__ import annotations

import datetime as dt

import pytest

from gateway import attempts as module
from gateway.attempts import FOR_ANYBODY, FROM_ANYWHERE, Attempts
from gateway.refusals import Refused


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture(name="clock")
def _clock() -> Clock:
    """Noon."""
    return Clock()


@pytest.fixture(name="attempts")
def _attempts(clock: Clock) -> Attempts:
    """Three attempts in ten minutes."""
    return Attempts(3, 10, clock)


def fail(attempts: Attempts, email: str, client: str = "192.0.2.1", times: int = 1) -> None:
    """Try wrong passwords."""
    for _ in range(times):
        attempts.begin("harbour", email, client)


def refused(attempts: Attempts, email: str, client: str = "192.0.2.1") -> Refused | None:
    """The refusal of one more attempt, which is then taken back."""
    try:
        attempts.begin("harbour", email, client)
    except Refused as refusal:
        return refusal
    attempts.succeeded("harbour", email, client)
    return None


def test_so_many_and_no_more(attempts: Attempts) -> None:
    """Then the answer is 429, and says when to come again."""
    fail(attempts, "una@x", times=3)
    refusal = refused(attempts, "una@x")
    assert refusal is not None
    assert (refusal.status, refusal.code) == (429, "TOO_MANY_ATTEMPTS")
    assert refusal.headers == {"retry-after": "600"}


def test_others_are_not_locked_out(attempts: Attempts) -> None:
    """Neither who is somewhere else, nor another person, nor a namesake of another network."""
    fail(attempts, "una@x", times=3)
    assert refused(attempts, "una@x", "192.0.2.2") is None
    assert refused(attempts, "tess@x") is None
    attempts.begin("plenum", "una@x", "192.0.2.1")


def test_it_passes(attempts: Attempts, clock: Clock) -> None:
    """After the minutes of the settings."""
    fail(attempts, "una@x", times=3)
    clock.now += dt.timedelta(minutes=9, seconds=59)
    assert refused(attempts, "una@x") is not None
    clock.now += dt.timedelta(seconds=1)
    assert refused(attempts, "una@x") is None


def test_the_right_password_does_not_count(attempts: Attempts) -> None:
    """Who signs in all day is never locked out."""
    for _ in range(100):
        attempts.begin("harbour", "una@x", "192.0.2.1")
        attempts.succeeded("harbour", "una@x", "192.0.2.1")
    assert refused(attempts, "una@x") is None


def test_attempts_at_once_are_counted_before_they_are_judged(attempts: Attempts) -> None:
    """A hundred side by side are no way around."""
    with pytest.raises(Refused):
        fail(attempts, "una@x", times=100)


def test_one_person_from_everywhere(attempts: Attempts) -> None:
    """A guess that is spread over many addresses ends, too."""
    for number in range(3 * FROM_ANYWHERE):
        fail(attempts, "una@x", f"198.51.100.{number}")
    assert refused(attempts, "una@x", "203.0.113.7") is not None
    assert refused(attempts, "tess@x", "203.0.113.7") is None


def test_everybody_from_one_place(attempts: Attempts) -> None:
    """One password tried with many e-mail addresses ends, too."""
    for number in range(3 * FOR_ANYBODY):
        fail(attempts, f"{number}@x")
    assert refused(attempts, "una@x") is not None
    assert refused(attempts, "una@x", "192.0.2.2") is None


def test_a_household_of_the_sixth_version_is_one_place(attempts: Attempts) -> None:
    """It has more addresses than there are attempts."""
    for number in range(3):
        fail(attempts, "una@x", f"2001:db8::{number}")
    assert refused(attempts, "una@x", "2001:db8::ffff") is not None
    assert refused(attempts, "una@x", "2001:db8:0:1::1") is None


def test_memory_is_bounded(attempts: Attempts, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are tried."""
    monkeypatch.setattr(module, "MOST_REMEMBERED", 50)
    for number in range(500):
        fail(attempts, f"{number}@x", f"10.0.{number // 250}.{number % 250}")
    assert len(attempts._counts) <= 50
