"""When a resource is free: what steps 7 and 8 leave of its opening times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from planning.fields import Computed, Context
from resolvers.booking.availability import closings_near, openings
from resolvers.booking.beside_resource import CLOSINGS, EVENTS, LINKED, SLOTS
from resolvers.booking.constraints import kept_free, kept_from_all
from resolvers.booking.others import TAKEN
from resolvers.booking.resource import Resource
from resolvers.booking.resource_rows import (
    Rows,
    closings_from,
    longest,
    slots_from,
    times_from,
)
from resolvers.booking.situation import Interval
from resolvers.booking.wish import YEARS
from store.moments import kept_moment
from store.sql import instant_text

MOST_DAYS = dt.timedelta(days=62)
"""How far one look at a calendar reaches: two months."""


def wrong_stretch(given: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a stretch of time, in words for the client's developer."""
    start, end = given["from"], given["until"]
    if end <= start:
        return "The end comes after the beginning."
    if start.year not in YEARS or end.year not in YEARS:
        return "This is too far away."
    too_long = end - start > MOST_DAYS
    return f"Ask for {MOST_DAYS.days} days at the most." if too_long else None


def free_times(
    resource: Resource, taken: Iterable[Interval], asked: Interval, zone: ZoneInfo
) -> Iterator[Interval]:
    """Yield the times, in order and apart, at any part of which nothing else would be in the way.

    A booking that lies in one of them passes the rules about opening times, closings, events and
    other bookings; one that does not lie in any of them fails. Opening times that touch are one.
    """
    closed = [
        time
        for closing in resource.closings
        for moment in asked
        for time in closings_near(closing, moment, zone)
    ]
    busy = sorted([*closed, *resource.events, *kept_free(taken, kept_from_all(resource))])
    for start, end in _joined(_open(resource, asked, zone)):
        free_from = start
        for since, until in busy:
            if since >= end:
                break
            if since > free_from:
                yield free_from, since
            free_from = max(free_from, until)
        if free_from < end:
            yield free_from, end


def _open(resource: Resource, asked: Interval, zone: ZoneInfo) -> Iterator[Interval]:
    """Yield the opening times within the time asked about, all of it where there are none."""
    start, end = asked
    times = openings(resource.slots, start, end, zone) if resource.slots else [asked]
    for since, until in times:
        if max(since, start) < min(until, end):
            yield max(since, start), min(until, end)


def _joined(times: Iterable[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for start, end in sorted(times):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def availability(
    context: Context,
    location: str,
    buffer_minutes: int | None,
    no_return_minutes: int | None,
    no_return_of: str | None,
    slots: Rows,
    linked: Rows,
    closings: Rows,
    events: Rows,
    taken: Rows,
    **given: Any,
) -> list[dict[str, Any]] | None:
    """List the free times from now on; null where the resource is at no known place."""
    if location not in context.tree:
        return None
    resource = Resource(
        location=location,
        buffer_minutes=longest(buffer_minutes, *(row[0] for row in linked)),
        no_return_minutes=no_return_minutes,
        no_return_of=no_return_of,
        slots=slots_from(slots),
        closings=closings_from(closings),
        events=times_from(events),
    )
    start = max(given["from"], context.now)
    if start >= given["until"]:
        return []
    zone = context.tree[location].timezone
    booked = [(kept_moment(since), kept_moment(until)) for since, until in taken]
    return [
        {"startsAt": instant_text(since), "endsAt": instant_text(until)}
        for since, until in free_times(resource, booked, (start, given["until"]), zone)
    ]


def _as_time(_: Context, given: Mapping[str, Any]) -> Mapping[str, Any]:
    asked = {"start": given["from"], "end": given["until"]}
    return {**asked, "without": 0}


AVAILABILITY = Computed(
    ("location_id", "buffer_minutes", "no_return_minutes", "no_return_of"),
    availability,
    (SLOTS, LINKED, CLOSINGS, EVENTS, TAKEN),
    check=wrong_stretch,
    parameters=_as_time,
)
