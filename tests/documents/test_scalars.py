"""What an unquoted word means."""

from __future__ import annotations

import pytest

from documents.scalars import Unreadable, is_plain_number, resolve

TABLE = [
    ("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None),
    ("true", True), ("True", True), ("TRUE", True),
    ("false", False), ("False", False), ("FALSE", False),
    ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("Yes", "Yes"), ("NO", "NO"),
    ("y", "y"), ("n", "n"), ("nUll", "nUll"), ("tRue", "tRue"),
    ("0", 0), ("8080", 8080), ("-3", -3), ("+3", 3), ("010", 10), ("08", 8),
    ("0o17", 15), ("0x1F", 31), ("0b11", "0b11"), ("-0x1F", "-0x1F"), ("0o8", "0o8"),
    ("1_000", "1_000"), ("1,000", "1,000"), ("08:00", "08:00"), ("190:20:30", "190:20:30"),
    ("1.5", 1.5), ("-.5", -0.5), ("1.", 1.0), ("1e3", 1000.0), ("1.5E-3", 0.0015),
    (".", "."), ("-", "-"), ("+", "+"), ("1e", "1e"), ("1.2.3", "1.2.3"),
    ("2026-10-01", "2026-10-01"), ("2026-10-01T08:00:00Z", "2026-10-01T08:00:00Z"),
    ("<<", "<<"), ("=", "="), ("logged-in", "logged-in"), ("1\n", "1\n"), ("٣", "٣"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), TABLE)
def test_the_core_schema_and_nothing_beyond_it(text: str, value: object) -> None:
    """YAML 1.2 core: no `yes`, no dates, no base sixty, no underscores, ASCII digits alone."""
    resolved = resolve(text)
    assert (resolved, type(resolved)) == (value, type(value))


@pytest.mark.parametrize("text", [".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e999", "9" * 31])
def test_what_nothing_can_count_with_is_refused(text: str) -> None:
    """Infinity, not-a-number and endless digits are no value of anything."""
    with pytest.raises(Unreadable):
        resolve(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("0", True), ("8080", True), ("-3", True), ("1.5", True),
        ("08", False), ("+3", False), ("0x1F", False), ("0o17", False), ("1e3", False),
        ("1.", False), (".5", False),
    ],
)  # fmt: skip
def test_plain_numbers_are_read_alike_by_every_program(text: str, plain: bool) -> None:
    """A leading zero, a sign, another base, an exponent: some program reads it otherwise."""
    assert is_plain_number(text) is plain
