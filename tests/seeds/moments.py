"""Moments as tests write them, and what is shown just before one and at it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.seeds.demo import Demo

SECOND = dt.timedelta(seconds=1)


def utc(text: str) -> dt.datetime:
    """A moment, as `2027-03-28T01:00`."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def seen(house: Demo, question: str, who: str, at: str, moment: dt.datetime) -> tuple[Any, Any]:
    """What somebody is shown a second before a moment, and at it."""
    return house.see(question, who, at, moment - SECOND), house.see(question, who, at, moment)
