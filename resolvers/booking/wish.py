"""What somebody asks for when they book or change a booking, checked for sense and nothing more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from resolvers.booking.booking_rows import LONGEST
from resolvers.plain_text import has_control
from resolvers.refusals import error

MOST_NOTES = 2_000
FARTHEST = dt.timedelta(days=10 * 366)
INT = 2**31


@dataclass(frozen=True, slots=True)
class Wish:
    """A time for a resource: for whom, for how many, and by which action.

    `customer`  whose booking it is; `team` the team that it is for
    `pool`      the team whose shared credits it may take, if the customer is in that team
    `without`   the booking that is changed, which must not stand in its own way
    `place`     where the resource was seen, if it was looked up
    """

    action: str
    start: dt.datetime
    end: dt.datetime
    customer: int
    attendees: int | None = None
    team: int | None = None
    pool: int | None = None
    without: int | None = None
    place: str | None = None

YEARS = range(2000, 2200)
"""The years that a calendar can be asked about."""


def problems_in(
    given: Mapping[str, Any], start: dt.datetime, end: dt.datetime, now: dt.datetime
) -> Iterator[dict[str, Any]]:
    """Yield an error for each value that no booking could have."""
    if end <= start:
        yield error("INVALID_VALUE", "The end comes after the beginning.", "endsAt")
    elif end - start > LONGEST:
        yield error("INVALID_VALUE", "A booking lasts a year at the most.", "endsAt")
    if start > now + FARTHEST:
        yield error("INVALID_VALUE", "This is too far away.", "startsAt")
    attendees = given.get("attendees")
    if attendees is not None and not 1 <= attendees < INT:
        yield error("INVALID_VALUE", "At least one person comes.", "attendees")
    notes = given.get("notes")
    if notes is not None and (len(notes) > MOST_NOTES or has_control(notes)):
        message = f"Notes are plain text, {MOST_NOTES} characters at the most."
        yield error("INVALID_VALUE", message, "notes")
