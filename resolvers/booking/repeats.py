"""When a booking is repeated: at the same time on the clock, also after clocks change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from resolvers.booking.situation import Interval
from resolvers.clock import moment_at
from resolvers.refusals import error

MOST = 60
"""A series has no more bookings, so that one request asks for no more than a year of weeks."""

DAYS = {"daily": 1, "weekly": 7, "fortnightly": 14}

COUNT = error("INVALID_VALUE", f"From 2 to {MOST} times.", "count")
ONE_END = error("INVALID_VALUE", "Say how often, or until when, and not both.", "untilDate")
TOO_MANY = error("INVALID_VALUE", f"This would be more than {MOST} times.", "untilDate")
TOO_FEW = error("INVALID_VALUE", "Until then it is but once.", "untilDate")


def occurrences(
    given: Mapping[str, Any], every: str, zone: ZoneInfo
) -> list[Interval] | dict[str, Any]:
    """Return the times of a series, the first as given; or what is wrong with how it ends.

    It ends after `count` times, or with the last that begins on `untilDate` or before, on the
    calendar of *zone*.
    """
    count, until = given.get("count"), given.get("untilDate")
    times = repeated(given["startsAt"], given["endsAt"], DAYS[every], zone)
    if count is not None and until is None:
        return list(islice(times, count)) if 2 <= count <= MOST else COUNT
    if until is None or count is not None:
        return ONE_END
    found = []
    for start, end in islice(times, MOST + 1):
        if start.astimezone(zone).date() > until:
            break
        found.append((start, end))
    if len(found) > MOST:
        return TOO_MANY
    return found if len(found) > 1 else TOO_FEW


def repeated(
    start: dt.datetime, end: dt.datetime, days: int, zone: ZoneInfo
) -> Iterator[Interval]:
    """Yield a time and the times that show the same on clocks in *zone*, *days* apart, for ever.

    Where clocks skip it, it begins or ends at the moment at which they skip.
    """
    yield start, end
    walls = [moment.astimezone(zone) for moment in (start, end)]
    step = 0
    while True:
        step += days
        begins, ends = (_later(wall, step, zone) for wall in walls)
        yield begins, ends


def _later(wall: dt.datetime, days: int, zone: ZoneInfo) -> dt.datetime:
    day, minute = wall.date() + dt.timedelta(days=days), wall.hour * 60 + wall.minute
    return moment_at(day, minute, zone) + dt.timedelta(seconds=wall.second)
