"""Calendar months, for terms and billing cycles."""

from __future__ import annotations

import datetime as dt

_LAST_SAFE_DAY = 28  # a day that every month has


def months_after(day: dt.date, count: int) -> dt.date:
    """Return the same day of the month *count* months later, the 28th at the latest.

    >>> months_after(dt.date(2026, 10, 31), 4)
    datetime.date(2027, 2, 28)
    """
    months = day.year * 12 + day.month - 1 + count
    return dt.date(months // 12, months % 12 + 1, min(day.day, _LAST_SAFE_DAY))
