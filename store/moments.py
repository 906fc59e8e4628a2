"""Where a local day begins: the way from an operator's date to the moment that decides."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def start_of_day(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the first moment of *day* in *zone*, in UTC.

    Where clocks go forward at midnight it is the first moment after the gap, where they go back
    over midnight it is the earlier of the two.
    """
    return dt.datetime.combine(day, dt.time.min, zone).astimezone(dt.UTC)
