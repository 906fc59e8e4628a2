"""Opening times, weeks and months on the days when clocks change, in several zones."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.booking.availability import closings_near, is_open, next_opening
from resolvers.booking.periods import touched
from resolvers.booking.resource import Closing, Slot
from resolvers.clock import minute_of_day, moment_at, month_of, week_of

BERLIN, LISBON = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Lisbon")
NEW_YORK, ADELAIDE = ZoneInfo("America/New_York"), ZoneInfo("Australia/Adelaide")
LORD_HOWE, BEIRUT = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Beirut")


def utc(text: str) -> dt.datetime:
    """A moment, as `2026-03-29 01:00`."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "day", "minute", "moment"),
    [
        (BERLIN, "2026-11-23", 600, "2026-11-23 09:00"),
        (BERLIN, "2026-07-01", 1440, "2026-07-01 22:00"),
        (BERLIN, "2026-03-29", 119, "2026-03-29 00:59"),
        (BERLIN, "2026-03-29", 120, "2026-03-29 01:00"),   # 02:00 to 03:00 is skipped
        (BERLIN, "2026-03-29", 150, "2026-03-29 01:00"),
        (BERLIN, "2026-03-29", 180, "2026-03-29 01:00"),
        (BERLIN, "2026-10-25", 120, "2026-10-25 00:00"),   # 02:00 to 03:00 comes twice
        (BERLIN, "2026-10-25", 179, "2026-10-25 00:59"),
        (BERLIN, "2026-10-25", 180, "2026-10-25 02:00"),
        (NEW_YORK, "2026-03-08", 150, "2026-03-08 07:00"),
        (ADELAIDE, "2026-10-04", 150, "2026-10-03 16:30"),
        (LORD_HOWE, "2026-10-04", 135, "2026-10-03 15:30"),  # skips half an hour
        (BEIRUT, "2026-03-29", 0, "2026-03-28 22:00"),     # skips midnight
    ],
)  # fmt: skip
def test_moments(zone: ZoneInfo, day: str, minute: int, moment: str) -> None:
    """The first moment at which clocks show the time, or the one at which they skip it."""
    assert moment_at(dt.date.fromisoformat(day), minute, zone) == utc(moment)


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)),
    st.integers(0, 1439),
    st.sampled_from([BERLIN, LISBON, NEW_YORK, ADELAIDE, LORD_HOWE, BEIRUT]),
)
def test_a_moment_shows_its_minute_and_the_second_before_does_not(
    day: dt.date, minute: int, zone: ZoneInfo
) -> None:
    """Before it clocks show less than asked for, at it that or, where it is skipped, more."""
    moment = moment_at(day, minute, zone)
    asked = dt.datetime.combine(day, dt.time(minute // 60, minute % 60))
    before = moment - dt.timedelta(seconds=1)
    assert moment.astimezone(zone).replace(tzinfo=None) >= asked
    assert before.astimezone(zone).replace(tzinfo=None) < asked


@pytest.mark.parametrize(
    ("zone", "moment", "week", "month"),
    [
        (BERLIN, "2026-11-22 22:59", ("2026-11-15 23:00", "2026-11-22 23:00"), 720),
        (BERLIN, "2026-11-22 23:00", ("2026-11-22 23:00", "2026-11-29 23:00"), 720),
        (BERLIN, "2026-10-25 12:00", ("2026-10-18 22:00", "2026-10-25 23:00"), 745),
        (BERLIN, "2026-03-29 12:00", ("2026-03-22 23:00", "2026-03-29 22:00"), 743),
        (NEW_YORK, "2026-11-23 04:59", ("2026-11-16 05:00", "2026-11-23 05:00"), 721),
        (ADELAIDE, "2026-11-22 13:30", ("2026-11-22 13:30", "2026-11-29 13:30"), 720),
    ],
)
def test_weeks_and_months(
    zone: ZoneInfo, moment: str, week: tuple[str, str], month: int
) -> None:
    """From Monday's local midnight to the next, and from the first to the first, in real hours."""
    assert week_of(utc(moment), zone) == (utc(week[0]), utc(week[1]))
    since, until = month_of(utc(moment), zone)
    assert (until - since) == dt.timedelta(hours=month)
    assert since <= utc(moment) < until


def test_minutes_are_real_ones() -> None:
    """A booking through the night when clocks go back is an hour longer than they show."""
    night = (utc("2026-10-24 22:00"), utc("2026-10-25 05:00"))  # 00:00 to 06:00 in Berlin
    over_monday = (utc("2026-11-22 22:00"), utc("2026-11-23 01:00"))
    minutes = [
        [
            (min(end, until) - max(start, since)) / dt.timedelta(minutes=1)
            for since, until in touched(start, end, week_of, BERLIN)
        ]
        for start, end in (night, over_monday)
    ]
    assert minutes == [[7 * 60], [60, 120]]
    assert minute_of_day(utc("2026-10-25 01:30"), BERLIN) == 150


SUNDAY_NIGHT = (Slot(7, 2 * 60, 3 * 60),)
ROUND_THE_CLOCK = tuple(Slot(weekday, 0, 1440) for weekday in range(1, 8))
LATE = (Slot(6, 20 * 60, 1440), Slot(7, 0, 2 * 60))


@pytest.mark.parametrize(
    ("slots", "start", "end", "opened"),
    [
        # the Sunday hour is skipped: it never opens
        (SUNDAY_NIGHT, "2026-03-29 01:00", "2026-03-29 01:15", False),
        # it comes twice: it is open for both
        (SUNDAY_NIGHT, "2026-10-25 00:00", "2026-10-25 02:00", True),
        (SUNDAY_NIGHT, "2026-10-25 00:00", "2026-10-25 02:15", False),
        # on other Sundays for one
        (SUNDAY_NIGHT, "2026-11-22 01:00", "2026-11-22 02:00", True),
        (SUNDAY_NIGHT, "2026-11-22 01:00", "2026-11-22 02:15", False),
        # a day joins the next
        (ROUND_THE_CLOCK, "2026-10-23 10:00", "2026-10-26 10:00", True),
        (LATE, "2026-11-21 19:00", "2026-11-22 01:00", True),
        (LATE, "2026-11-21 19:00", "2026-11-22 01:15", False),
        (LATE, "2026-11-21 18:45", "2026-11-21 20:00", False),
    ],
)
def test_opening_times(slots: tuple[Slot, ...], start: str, end: str, opened: bool) -> None:
    """They hold all of a booking or they do not; Berlin."""
    assert is_open(slots, utc(start), utc(end), BERLIN) is opened


def test_the_same_clock_elsewhere() -> None:
    """Nine to ten is another hour in each zone."""
    nine = tuple(Slot(weekday, 540, 600) for weekday in range(1, 8))
    for zone, hour in ((BERLIN, 8), (LISBON, 9), (NEW_YORK, 14)):
        start = utc(f"2026-11-23 {hour:02}:00")
        assert is_open(nine, start, start + dt.timedelta(hours=1), zone)
        assert not is_open(nine, start - dt.timedelta(hours=1), start, zone)


def test_when_it_opens_next() -> None:
    """The next opening after a moment, a week away at the most; None where it never opens."""
    assert next_opening(SUNDAY_NIGHT, utc("2026-11-22 01:00"), BERLIN) == utc("2026-11-29 01:00")
    assert next_opening(LATE, utc("2026-11-22 12:00"), BERLIN) == utc("2026-11-28 19:00")
    assert next_opening((), utc("2026-11-22 12:00"), BERLIN) is None


@pytest.mark.parametrize(
    ("since", "until", "moment", "closed"),
    [
        ("2020-12-23 23:00", "2020-12-26 23:00", "2026-12-24 00:00", True),
        ("2020-12-23 23:00", "2020-12-26 23:00", "2026-12-26 23:00", False),
        ("2020-12-30 23:00", "2021-01-01 23:00", "2027-01-01 12:00", True),  # over New Year
        ("2020-12-30 23:00", "2021-01-01 23:00", "2026-12-31 12:00", True),
        ("2020-06-30 22:00", "2020-07-01 22:00", "2026-06-30 22:30", True),
        ("2024-02-28 23:00", "2024-02-29 23:00", "2028-02-29 12:00", True),
        ("2024-02-28 23:00", "2024-02-29 23:00", "2026-02-27 12:00", False),
        ("2030-12-23 23:00", "2030-12-26 23:00", "2026-12-24 12:00", False),  # not yet
    ],
)
def test_closings_of_every_year(since: str, until: str, moment: str, closed: bool) -> None:
    """They come again on the same days of the local calendar, from their first year on."""
    closing = Closing(utc(since), utc(until), every_year=True)
    near = closings_near(closing, utc(moment), BERLIN)
    assert any(start <= utc(moment) < end for start, end in near) is closed


def test_a_closing_of_once() -> None:
    """It does not come again."""
    closing = Closing(utc("2020-12-23 23:00"), utc("2020-12-26 23:00"))
    assert list(closings_near(closing, utc("2026-12-24 12:00"), BERLIN)) == [
        (closing.from_at, closing.until_at)
    ]
