"""Billing cycles, day by day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from resolvers.commerce.cycles import Cycle, months_after, share

D = dt.date.fromisoformat
DAYS = some.dates(D("2000-01-01"), D("2060-01-01"))
CYCLES = some.sampled_from([Cycle(1), Cycle(3), Cycle(12), Cycle(0, 1), Cycle(0, 4)])


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-03-15", 0, "2026-03-15"),
    ],
)
def test_months_after(day: str, months: int, found: str) -> None:
    """The same day of another month, or the last one of a month that is too short."""
    assert months_after(D(day), months) == D(found)


@pytest.mark.parametrize(
    ("cycle", "first", "since", "until", "found"),
    [
        (Cycle(1), "2026-01-31", "2026-01-31", "2026-03-31",
         ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (Cycle(1), "2026-01-31", "2026-02-01", "2026-03-30", ["2026-02-28"]),
        (Cycle(3), "2026-01-10", "2026-01-11", "2026-12-31",
         ["2026-04-10", "2026-07-10", "2026-10-10"]),
        (Cycle(0, 2), "2026-11-02", "2026-11-02", "2026-11-30",
         ["2026-11-02", "2026-11-16", "2026-11-30"]),
        (Cycle(1), "2026-12-01", "2026-11-01", "2026-11-30", []),
    ],
)  # fmt: skip
def test_cycles_between(
    cycle: Cycle, first: str, since: str, until: str, found: list[str]
) -> None:
    """Each that begins in the stretch, the last day included."""
    begun = [begins for begins, _ in cycle.between(D(first), D(since), D(until))]
    assert begun == [D(day) for day in found]


@given(CYCLES, DAYS, some.integers(0, 2_000))
def test_cycles_leave_no_day_out(cycle: Cycle, first: dt.date, days: int) -> None:
    """Every day belongs to one cycle: it begins that day or before, the next one after it."""
    day = first + dt.timedelta(days=days)
    latest = cycle.latest(first, day)
    assert latest is not None
    assert latest <= day < cycle.after(first, day)
    (alone,) = cycle.between(first, latest, day)
    assert alone == (latest, cycle.after(first, day))
    assert cycle.latest(first, first - dt.timedelta(days=1)) is None


@given(some.integers(0, 10**15), some.integers(1, 366), some.integers(0, 366))
def test_a_share_is_exact_to_half_a_unit(amount: int, whole: int, part: int) -> None:
    """It is never farther off than half a minor unit; all of it is all, and nothing is nothing."""
    part = min(part, whole)
    found = share(amount, part, whole)
    assert abs(2 * (found * whole - amount * part)) <= whole
    assert share(amount, whole, whole) == amount
    assert share(amount, 0, whole) == 0
    assert (share(1, 1, 2), share(3, 1, 2)) == (1, 2)  # a half is rounded up
