"""Clocks on walls: local days, weeks and months as moments, right on the days clocks change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

SECOND = dt.timedelta(seconds=1)


def moment_at(day: dt.date, minute: int, zone: ZoneInfo) -> dt.datetime:
    """Return the first moment at which clocks in *zone* show *minute* of *day* or later.

    Where clocks skip that time it is the moment at which they skip; where they show it twice, the
    first time. Minute 1440 is the midnight that ends the day.
    """
    wall = dt.datetime.combine(day, dt.time.min) + dt.timedelta(minutes=minute)
    earlier = wall.replace(tzinfo=zone, fold=1).astimezone(dt.UTC)
    later = wall.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)
    if earlier >= later:
        return later  # shown once, or twice: then fold 0 is the first time
    # Skipped: between the two, the offset changes at the moment looked for.
    after = earlier.astimezone(zone).utcoffset()
    while later - earlier > SECOND:
        middle = (earlier + (later - earlier) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == after:
            earlier = middle
        else:
            later = middle
    return later


def local_day(moment: dt.datetime, zone: ZoneInfo) -> dt.date:
    """Return the day that the calendar shows."""
    return moment.astimezone(zone).date()


def minute_of_day(moment: dt.datetime, zone: ZoneInfo) -> float:
    """Return the minute of the day that the clock shows."""
    wall = moment.astimezone(zone)
    return wall.hour * 60 + wall.minute + wall.second / 60


def week_of(moment: dt.datetime, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the week around *moment*: from Monday to Monday."""
    day = local_day(moment, zone)
    monday = day - dt.timedelta(days=day.weekday())
    return moment_at(monday, 0, zone), moment_at(monday + dt.timedelta(days=7), 0, zone)


def month_of(moment: dt.datetime, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the month around *moment*: from the first to the first of the next."""
    first = local_day(moment, zone).replace(day=1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return moment_at(first, 0, zone), moment_at(following, 0, zone)
