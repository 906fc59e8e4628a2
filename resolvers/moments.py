"""Moments as people write them: on a portal's clock, if they do not say on which."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

YEARS = range(2000, 2100)


class NoMoment(ValueError):
    """A text that names no moment, or one too far away."""


def read_moment(text: str, timezone: ZoneInfo) -> dt.datetime:
    """Read `2026-10-03` or `2026-10-03T09:00`, in *timezone* where it names none; return it in UTC.

    Raises:
        NoMoment: it is none, or not of this century.
    """
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise NoMoment(text) from None
    if moment.year not in YEARS:
        raise NoMoment(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone)
    return moment.astimezone(dt.UTC).replace(microsecond=0)
