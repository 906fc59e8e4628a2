"""Moments and days: as rows give them to Python, and the moment at which a local day begins."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo


def instant(stored: Any) -> dt.datetime | None:
    """Return a stored instant as a moment in UTC, or None; SQLite's driver gives text."""
    return dt.datetime.fromisoformat(stored) if isinstance(stored, str) else stored


def date(stored: Any) -> dt.date | None:
    """Return a stored date as a date, or None; SQLite's driver gives text."""
    return dt.date.fromisoformat(stored) if isinstance(stored, str) else stored


def kept_moment(stored: Any) -> dt.datetime:
    """Return an instant likewise, from a column that is never NULL."""
    found = instant(stored)
    assert found is not None, "the column is never NULL"
    return found


def kept_day(stored: Any) -> dt.date:
    """Return a date likewise, from a column that is never NULL."""
    found = date(stored)
    assert found is not None, "the column is never NULL"
    return found


def start_of_day(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the first moment of *day* in *zone*, in UTC.

    Where clocks go forward at midnight it is the first moment after the gap, where they go back
    over midnight it is the earlier of the two.
    """
    return dt.datetime.combine(day, dt.time.min, zone).astimezone(dt.UTC)
