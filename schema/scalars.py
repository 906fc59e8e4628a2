"""Moments and days as clients write and read them."""

import datetime as dt
import re
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\Z", re.ASCII
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_FIRST_YEAR = 1000
"""Earlier years are nobody's, and have too few digits to be compared as text."""


def read_moment(value: object) -> dt.datetime:
    """Read a moment with its offset from UTC; fractions of a second are dropped.

    Raises:
        GraphQLError: in a client's words, where *value* is no such moment.
    """
    if isinstance(value, str) and _MOMENT.match(value):
        try:
            moment = dt.datetime.fromisoformat(value.upper()).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            pass
        else:
            if moment.year >= _FIRST_YEAR:
                return moment.replace(microsecond=0)
    raise GraphQLError(
        "A DateTime is a date, a time and an offset from UTC, like `2026-10-01T08:00:00Z`."
    )


def write_moment(value: Any) -> str:
    """Write a moment in UTC; text is one already."""
    if isinstance(value, str):
        return value
    moment: dt.datetime = value
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_day(value: object) -> dt.date:
    """Read a day of the calendar.

    Raises:
        GraphQLError: in a client's words, where *value* is no such day.
    """
    if isinstance(value, str) and _DAY.match(value):
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            pass
        else:
            if day.year >= _FIRST_YEAR:
                return day
    raise GraphQLError("A Date is a year, a month and a day, like `2026-10-01`.")


def write_day(value: Any) -> str:
    """Write a day; text is one already."""
    return value if isinstance(value, str) else value.isoformat()


DATE_TIME: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description="A moment in UTC, to the second: `2026-10-01T08:00:00Z` (RFC 3339).",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time.html",
    serialize=write_moment,
    parse_value=read_moment,
)

DATE: ScalarDefinition = strawberry.scalar(
    name="Date",
    description="A day as the location's calendar shows it: `2026-10-01`.",
    specified_by_url="https://scalars.graphql.org/andimarek/local-date.html",
    serialize=write_day,
    parse_value=read_day,
)

SCALARS: dict[object, ScalarDefinition] = {dt.datetime: DATE_TIME, dt.date: DATE}
