"""Step 7: opening times, closings and events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from resolvers.booking.resource import Closing, Slot
from resolvers.booking.situation import Interval, Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse
from resolvers.clock import local_day, moment_at

STEP = Step.AVAILABILITY
DAY = dt.timedelta(days=1)
WEEK = 7


def availability(situation: Situation) -> Refusal | None:
    """Refuse where a closing or an event meets the booking, or it is not all in opening times."""
    start, end, zone = situation.start, situation.end, situation.zone
    met = [
        (until, closing.message)
        for closing in situation.resource.closings
        for since, until in closings_near(closing, start, zone)
        if since < end and until > start
    ]
    if met:
        until, message = max(met, key=lambda each: each[0])
        return refuse(STEP, Code.EXCEPTION, message, until)
    held = [until for since, until in situation.resource.events if since < end and until > start]
    if held:
        return refuse(STEP, Code.EVENT_CONFLICT, None, max(held))
    slots = situation.resource.slots
    if not slots or is_open(slots, start, end, zone):
        return None
    return refuse(STEP, Code.NOT_AVAILABLE, None, next_opening(slots, start, zone))


def closings_near(closing: Closing, moment: dt.datetime, zone: ZoneInfo) -> Iterator[Interval]:
    """Yield a closing as it is, or the years around *moment* in which it comes again."""
    if not closing.every_year:
        yield closing.from_at, closing.until_at
        return
    since, until = closing.from_at.astimezone(zone), closing.until_at.astimezone(zone)
    year = moment.astimezone(zone).year
    lasts = until.year - since.year
    for each in range(year - lasts - 1, year + 2):
        if each >= since.year:
            yield _in_year(since, each, zone), _in_year(until, each + lasts, zone)


def _in_year(wall: dt.datetime, year: int, zone: ZoneInfo) -> dt.datetime:
    """Return the moment when clocks show the same in another year; 29 February may be 1 March."""
    try:
        day = wall.date().replace(year=year)
    except ValueError:
        day = dt.date(year, 3, 1)
    return moment_at(day, wall.hour * 60 + wall.minute, zone)


def is_open(
    slots: tuple[Slot, ...], start: dt.datetime, end: dt.datetime, zone: ZoneInfo
) -> bool:
    """Whether the opening times hold all of the time, one joining the next where need be."""
    reached = start
    for since, until in sorted(openings(slots, start, end, zone)):
        if since > reached:
            return False
        reached = max(reached, until)
        if reached >= end:
            return True
    return False


def openings(
    slots: tuple[Slot, ...], start: dt.datetime, end: dt.datetime, zone: ZoneInfo
) -> Iterator[Interval]:
    """Yield the opening times that end after *start*, on the days up to *end*."""
    day, last = local_day(start, zone), local_day(end, zone)
    while day <= last:
        for slot in slots:
            if slot.weekday == day.isoweekday():
                since = moment_at(day, slot.from_minute, zone)
                until = moment_at(day, slot.to_minute, zone)
                if until > start:
                    yield since, until
        day += DAY


def next_opening(
    slots: tuple[Slot, ...], moment: dt.datetime, zone: ZoneInfo
) -> dt.datetime | None:
    """Return when it opens next after *moment*."""
    ahead = openings(slots, moment, moment + (WEEK + 1) * DAY, zone)
    return min((since for since, _ in ahead if since > moment), default=None)
