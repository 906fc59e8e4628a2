"""Step 8: booking rules, how long a booking may be, and who was there first."""

from __future__ import annotations

import datetime as dt

from resolvers.booking.clock import minute_of_day
from resolvers.booking.limits import limits_of
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse

STEP = Step.CONSTRAINTS


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
    free_at = _free_at(situation)
    return None if free_at is None else refuse(STEP, Code.BOOKING_CONFLICT, None, free_at)


def _free_at(situation: Situation) -> dt.datetime | None:
    """Return when the last booking in the way has gone, the time kept free after it included."""
    gap = dt.timedelta(minutes=situation.resource.buffer_minutes or 0)
    in_the_way = [
        end + gap
        for start, end in situation.taken
        if start - gap < situation.end and end + gap > situation.start
    ]
    return max(in_the_way, default=None)
