"""Moments and days, as clients write and read them."""

from __future__ import annotations

import datetime as dt

import pytest
from graphql import GraphQLError

from schema.scalars import read_day, read_moment, write_day, write_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-01T08:00:00Z", "2026-10-01T08:00:00Z"),
        ("2026-10-01t08:00:00z", "2026-10-01T08:00:00Z"),
        ("2026-10-01T08:00:00+02:00", "2026-10-01T06:00:00Z"),
        ("2026-10-01T00:30:00-05:00", "2026-10-01T05:30:00Z"),
        ("2026-10-01T08:00:00.999Z", "2026-10-01T08:00:00Z"),
        ("2026-10-01T08:00:00.123456789Z", "2026-10-01T08:00:00Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ("1000-01-01T00:00:00Z", "1000-01-01T00:00:00Z"),
    ],
)
def test_moments_are_read_in_utc_to_the_second(text: str, moment: str) -> None:
    """Whatever the offset, the moment is the same one in UTC."""
    assert write_moment(read_moment(text)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-10-01",
        "2026-10-01T08:00:00",
        "2026-10-01 08:00:00Z",
        "2026-10-01T08:00Z",
        "2026-10-01T24:00:00Z",
        "2026-02-29T08:00:00Z",
        "2026-10-01T08:00:00+99:00",
        "9999-12-31T23:59:59-14:00",
        "0999-12-31T23:59:59Z",
        "20261001T080000Z",
        "２０２６-10-01T08:00:00Z",
        "2026-10-01T08:00:00Z\n",
        20261001,
        None,
        True,
    ],
)
def test_what_is_no_moment_is_refused_in_a_clients_words(text: object) -> None:
    """The message shows what to write, and nothing of Python's."""
    with pytest.raises(GraphQLError) as refusal:
        read_moment(text)
    assert refusal.value.message == (
        "A DateTime is a date, a time and an offset from UTC, like `2026-10-01T08:00:00Z`."
    )


def test_days_are_read_as_they_are_written() -> None:
    """A day has no time and no zone."""
    assert read_day("2026-10-01") == dt.date(2026, 10, 1)
    assert write_day(read_day("2028-02-29")) == "2028-02-29"


@pytest.mark.parametrize(
    "text",
    ["", "2026-10-1", "20261001", "2026-W40-4", "2026-02-29", "0001-01-01", "2026-10-01T00:00Z", 7],
)
def test_what_is_no_day_is_refused_in_a_clients_words(text: object) -> None:
    """The message shows what to write."""
    with pytest.raises(GraphQLError, match="like `2026-10-01`"):
        read_day(text)


def test_text_from_the_database_is_written_as_it_is() -> None:
    """Rows come with moments and days as text already."""
    assert write_moment("2026-10-01T08:00:00Z") == "2026-10-01T08:00:00Z"
    assert write_day("2026-10-01") == "2026-10-01"
