"""Step 8: booking rules, how long a booking may be, and who was there first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from resolvers.booking.limits import limits_of
from resolvers.booking.resource import Resource
from resolvers.booking.resource_rows import longest
from resolvers.booking.situation import Interval, Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse
from resolvers.clock import minute_of_day
from store.resources import NO_RETURNS

STEP = Step.CONSTRAINTS
*_, ALL_USERS = NO_RETURNS


def constraints(situation: Situation) -> Refusal | None:
    """Refuse by rule, by length, by step, and where another booking is too near."""
    limits, minutes = limits_of(situation.resource), situation.minutes
    if limits.rejected is not None:
        return refuse(STEP, Code.CUSTOM_MESSAGE, limits.rejected.reject_message)
    if limits.minimum is not None and minutes < limits.minimum.minutes:
        return refuse(STEP, Code.TOO_SHORT, limits.minimum.message)
    if limits.maximum is not None and minutes > limits.maximum.minutes:
        return refuse(STEP, Code.TOO_LONG, limits.maximum.message)
    step = situation.resource.step_minutes
    if step and (minutes % step or minute_of_day(situation.start, situation.zone) % step):
        return refuse(STEP, Code.INVALID_INTERVAL)
    return conflict(situation) or no_return(situation)


def no_return(situation: Situation) -> Refusal | None:
    """Refuse where it, or what it is counted with, was booked or will be too short a while away."""
    minutes = situation.resource.no_return_minutes
    if minutes is None:
        return None
    of_all = situation.resource.no_return_of == ALL_USERS
    counted = situation.taken if of_all else situation.too_near
    gap = dt.timedelta(minutes=minutes)
    too_near = [
        end + gap
        for start, end in counted
        if start - gap < situation.end and end + gap > situation.start
    ]
    return refuse(STEP, Code.NO_RETURN_POLICY, None, max(too_near)) if too_near else None


def conflict(situation: Situation) -> Refusal | None:
    """Refuse where another booking is too near."""
    free_at = _free_at(situation)
    return None if free_at is None else refuse(STEP, Code.BOOKING_CONFLICT, None, free_at)


def _free_at(situation: Situation) -> dt.datetime | None:
    """Return when the last booking in the way has gone, the time kept free after it included."""
    in_the_way = [
        until
        for since, until in kept_free(situation.taken, situation.resource.buffer_minutes)
        if since < situation.end and until > situation.start
    ]
    return max(in_the_way, default=None)


def kept_from_all(resource: Resource) -> int | None:
    """Return for how many minutes around a booking nobody may have another."""
    returns = resource.no_return_minutes if resource.no_return_of == ALL_USERS else None
    return longest(resource.buffer_minutes, returns)


def kept_free(taken: Iterable[Interval], minutes: int | None) -> Iterator[Interval]:
    """Yield the times that nobody else may meet: bookings, and what is kept free around them."""
    gap = dt.timedelta(minutes=minutes or 0)
    for start, end in taken:
        yield start - gap, end + gap
