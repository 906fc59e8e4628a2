"""Step 9: how long ahead a booking may, and must, be made."""

from __future__ import annotations

import datetime as dt

from resolvers.booking.limits import limits_of
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse

STEP = Step.TIMING


def timing(situation: Situation) -> Refusal | None:
    """Refuse what has begun, what is too far away, and what is too near."""
    now, start = situation.now, situation.start
    limits = limits_of(situation.resource)
    if start < now:
        return refuse(STEP, Code.NO_PAST_BOOKINGS)
    if limits.advance is not None:
        opens = start - dt.timedelta(minutes=limits.advance.minutes)
        if now < opens:
            return refuse(STEP, Code.START_TIME_TOO_EARLY, limits.advance.message, opens)
    if limits.lead is not None:
        earliest = now + dt.timedelta(minutes=limits.lead.minutes)
        if start < earliest:
            return refuse(STEP, Code.START_TIME_TOO_LATE, limits.lead.message, earliest)
    return None
