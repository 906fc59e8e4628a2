"""The weeks and months that a plan's minutes count in: which a booking touches, what is booked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.fields import Argument, Query
from resolvers.booking.booking_rows import meeting
from resolvers.clock import month_of, week_of
from store.contracts import contracts, plans
from store.membership import is_live
from store.reckoning import Seconds
from store.sql import NETWORK, VIEWER, Each, Instant, instant_text

Period = Callable[[dt.datetime, ZoneInfo], tuple[dt.datetime, dt.datetime]]
PERIODS: tuple[Period, ...] = (week_of, month_of)

MOMENT = len("2026-10-01T08:00:00Z")


def touched(
    start: dt.datetime, end: dt.datetime, period: Period, zone: ZoneInfo
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield the weeks, or months, that a booking touches, in order."""
    moment = start
    while moment < end:
        around = period(moment, zone)
        yield around
        moment = around[1]


def asked_about(start: dt.datetime, end: dt.datetime, zones: Collection[ZoneInfo]) -> list[str]:
    """Write down all the weeks and months that a booking touches by any of these clocks, once."""
    found = {
        f"{instant_text(since)}/{instant_text(until)}"
        for zone in zones
        for period in PERIODS
        for since, until in touched(start, end, period, zone)
    }
    return sorted(found)


def minutes_from(rows: Iterable[Sequence[Any]]) -> Mapping[tuple[dt.datetime, dt.datetime], float]:
    """Return the minutes by period, of rows of what was asked about and the seconds in it."""
    found = {}
    for written, seconds in rows:
        since, until = written.split("/")
        found[dt.datetime.fromisoformat(since), dt.datetime.fromisoformat(until)] = seconds / 60
    return found


def _booked(_: FromClause, given: Argument) -> sa.Select[Any]:
    """Add up how much of each period the viewer has booked; of none where no plan minds."""
    period = Each.rows(given("periods", sa.Text()).key)
    since, until = _moment(period, 1), _moment(period, MOMENT + 2)
    booked = meeting(since, until, lambda booking: own(booking, given))
    shared = Seconds(
        sa.case((booked.c.starts_at > since, booked.c.starts_at), else_=since),
        sa.case((booked.c.ends_at < until, booked.c.ends_at), else_=until),
    )
    seconds = sa.func.coalesce(sa.func.sum(shared), sa.literal_column("0"))
    inside = sa.select(sa.cast(seconds, sa.BigInteger())).correlate(period).scalar_subquery()
    return sa.select(period.c.value, inside.label("seconds")).where(sa.exists(_limited(given)))


def own(booking: FromClause, given: Argument) -> ColumnElement[bool]:
    """Whether a booking is another one of the viewer's."""
    others = booking.c.id != given("without", sa.BigInteger())
    return sa.and_(booking.c.customer_id == VIEWER, others)


def _limited(given: Argument) -> sa.Select[Any]:
    """Select the plans, also next ones, that the viewer has then which limit minutes."""
    contract, plan = contracts.alias(), plans.alias()
    return sa.select(sa.literal_column("1")).where(
        contract.c.network_id == NETWORK,
        contract.c.customer_id == VIEWER,
        is_live(contract, given("start", Instant())),
        plan.c.network_id == contract.c.network_id,
        sa.or_(plan.c.id == contract.c.plan_id, plan.c.id == contract.c.next_plan_id),
        sa.or_(plan.c.minute_week_limit.is_not(None), plan.c.minute_month_limit.is_not(None)),
    )


def _moment(period: FromClause, first: int) -> ColumnElement[Any]:
    """Read the moment that stands in the text from its character *first* on."""
    part = sa.func.substr(
        period.c.value, sa.literal_column(str(first)), sa.literal_column(str(MOMENT))
    )
    return sa.cast(part, Instant())


BOOKED = Query(_booked)
