"""Whether a contract may be changed: each bound, and the first day on either side of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from resolvers.agreements.agreement import Agreement, Terms
from resolvers.agreements.verdicts import No, changing, ending, freezing
from resolvers.commerce.cycles import Cycle

TODAY = dt.date(2026, 11, 22)
TERMS = Terms(notice_days=30, may_end=True, may_change=True, freeze_cycles=2, freezes_a_year=2)
USUAL = Agreement(
    id=1, location="berlin-mitte", customer=1, plan=1, currency="EUR", state="active",
    start=dt.date(2026, 1, 31), end=None, minimum_term=None, renewal=dt.date(2026, 11, 30),
    next_plan=None, cycle=Cycle(months=1), pausable=True, terms=TERMS, freezes=(),
)  # fmt: skip

day = dt.date.fromisoformat


def code(found: object) -> str | None:
    """The code of a refusal; None where it is none."""
    return found.code if isinstance(found, No) else None


def test_a_freeze_begins_with_the_next_cycle() -> None:
    """A contract of the 31st begins its cycles on the last day of shorter months."""
    found = freezing(USUAL, None, day("2026-12-31"), TODAY)
    assert found == (day("2026-11-30"), day("2026-12-31"))
    found = freezing(USUAL, day("2026-12-31"), day("2027-02-28"), TODAY)
    assert found == (day("2026-12-31"), day("2027-02-28"))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-11-22", "2026-12-31", "TOO_EARLY"),  # today
        ("2026-10-31", "2026-12-31", "TOO_EARLY"),  # the cycle that runs
        ("2026-12-01", "2026-12-31", "NOT_A_CYCLE"),
        ("2026-11-30", "2026-12-30", "NOT_A_CYCLE"),
        ("2026-11-30", "2026-11-30", "INVALID_VALUE"),  # of no length
        ("2026-12-31", "2026-11-30", "INVALID_VALUE"),  # backwards
        ("2026-11-30", "2027-01-31", None),
        ("2026-11-30", "2027-02-28", "FREEZE_LIMIT"),  # three cycles
        ("2026-11-30", "9999-12-31", "INVALID_VALUE"),
    ],
)
def test_the_bounds_of_a_freeze(since: str, until: str, expected: str | None) -> None:
    """Both ends are first days of cycles to come; no more of them than the plan lets."""
    assert code(freezing(USUAL, day(since), day(until), TODAY)) == expected


def test_a_freeze_meets_no_other() -> None:
    """Half-open: it may begin on the day on which another ends."""
    held = replace(USUAL, freezes=((day("2026-12-31"), day("2027-01-31")),))
    assert code(freezing(held, day("2026-11-30"), day("2026-12-31"), TODAY)) is None
    assert code(freezing(held, day("2027-01-31"), day("2027-02-28"), TODAY)) is None
    assert code(freezing(held, day("2026-11-30"), day("2027-01-31"), TODAY)) == "ALREADY_FROZEN"


def test_so_many_freezes_begin_in_a_year() -> None:
    """The year is that of the calendar in which the freeze begins."""
    spring = (day("2026-02-28"), day("2026-03-31"))
    summer = (day("2026-06-30"), day("2026-07-31"))
    held = replace(USUAL, freezes=(spring, summer))
    assert code(freezing(held, day("2026-12-31"), day("2027-01-31"), TODAY)) == "FREEZE_LIMIT"
    assert code(freezing(held, day("2027-01-31"), day("2027-02-28"), TODAY)) is None
    free = replace(held, terms=replace(TERMS, freezes_a_year=None))
    assert code(freezing(free, day("2026-12-31"), day("2027-01-31"), TODAY)) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": "scheduled"}, "NOT_RUNNING"),
        ({"state": "on-hold"}, "NOT_RUNNING"),
        ({"state": "ended"}, "NOT_RUNNING"),
        ({"pausable": False}, "NOT_OFFERED"),
        ({"cycle": Cycle(months=0, weeks=0)}, "NOT_OFFERED"),
        ({"terms": Terms()}, "NOT_OFFERED"),
        ({"end": dt.date(2026, 12, 30)}, "ENDING"),
        ({"end": dt.date(2026, 12, 31)}, None),
        ({"state": "frozen", "freezes": ((dt.date(2026, 10, 31), dt.date(2026, 11, 30)),)}, None),
    ],
)
def test_who_may_freeze(changes: dict[str, Any], expected: str | None) -> None:
    """A contract that runs, on a plan that lets it, and not beyond its end."""
    agreement = replace(USUAL, **changes)
    assert code(freezing(agreement, day("2026-11-30"), day("2026-12-31"), TODAY)) == expected


def test_an_end_waits_for_the_notice_and_the_term() -> None:
    """The later of the two; never today."""
    assert ending(USUAL, None, TODAY) == day("2026-12-22")
    assert ending(USUAL, day("2026-12-22"), TODAY) == day("2026-12-22")
    assert code(ending(USUAL, day("2026-12-21"), TODAY)) == "TOO_EARLY"
    bound = replace(USUAL, minimum_term=day("2027-01-31"))
    assert ending(bound, None, TODAY) == day("2027-01-31")
    assert code(ending(bound, day("2027-01-30"), TODAY)) == "TOO_EARLY"
    at_will = replace(USUAL, terms=replace(TERMS, notice_days=0))
    assert ending(at_will, None, TODAY) == day("2026-11-23")
    assert code(ending(USUAL, day("2031-01-01"), TODAY)) == "INVALID_VALUE"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"state": "frozen"}, "CONTRACT_FROZEN"),
        ({"state": "on-hold"}, "NOT_RUNNING"),
        ({"end": dt.date(2026, 12, 30)}, "ENDING"),
        ({"terms": Terms()}, "NOT_OFFERED"),
    ],
)
def test_who_may_end_or_change(changes: dict[str, Any], expected: str | None) -> None:
    """A frozen contract is left alone, as is one that ends; a plan may keep both to staff."""
    agreement = replace(USUAL, **changes)
    assert code(ending(agreement, None, TODAY)) == expected
    assert code(changing(agreement)) == expected


def test_what_is_never_renewed_is_not_changed() -> None:
    """There is no next cycle that it could wait for."""
    assert code(changing(replace(USUAL, renewal=None))) == "NOT_OFFERED"
