"""The rows behind a resource: its settings, plans, teams, opening times, closings and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from resolvers.booking.resource import BookingRule, Closing, Resource, Slot
from store.content import event_resources
from store.moments import kept_moment
from store.resource_links import in_the_way_of
from store.sql import AmongFew, Unindexed

Admits = Callable[[str | None, frozenset[int]], bool]
"""`(level, plan ids) -> whether the customer is among them` when the booking begins."""

_NUMBERS = (
    "capacity",
    "minimum_minutes",
    "maximum_minutes",
    "step_minutes",
    "buffer_minutes",
    "no_return_minutes",
    "advance_minutes",
    "lead_minutes",
)
_FLAGS = ("visible", "archived", "home_only", "requires_confirmation")
_LIMITS = ("minimum_minutes", "maximum_minutes", "advance_minutes", "lead_minutes")

_WORDS = ("name", "location_id", "audience", "no_return_of")

SETTINGS = ("id", "resource_type_id", *_WORDS, *_NUMBERS, *_FLAGS)
"""The columns of a resource that the rules read."""

SLOT = ("weekday", "from_minute", "to_minute")
CLOSING = ("from_at", "until_at", "message", "every_year")
RULE = ("id", "evaluation_order", "stop", "audience", "reject_message", *_LIMITS)
RULE_PLAN = ("booking_rule_id", "plan_id")

Rows = Iterable[Sequence[Any]]


def resource_from(
    settings: Sequence[Any],
    *,
    plans: Rows = (),
    teams: Rows = (),
    slots: Rows = (),
    closings: Rows = (),
    linked: Rows = (),
    held: Rows = (),
) -> Resource:
    """Make a resource of its own columns, the `SETTINGS`, and the rows that belong to it."""
    named = dict(zip(SETTINGS, settings, strict=True))
    flags: dict[str, Any] = {name: bool(named[name]) for name in _FLAGS}
    numbers: dict[str, Any] = {name: named[name] for name in _NUMBERS}
    numbers["buffer_minutes"] = longest(numbers["buffer_minutes"], *(row[0] for row in linked))
    return Resource(
        id=named["id"],
        category=named["resource_type_id"],
        name=named["name"],
        location=named["location_id"],
        audience=named["audience"],
        no_return_of=named["no_return_of"],
        **flags,
        **numbers,
        plans=frozenset(row[0] for row in plans),
        teams=frozenset(row[0] for row in teams),
        slots=slots_from(slots),
        closings=closings_from(closings),
        events=times_from(held),
    )


def longest(*minutes: int | None) -> int | None:
    """Return the longest of several times, None where there is none."""
    return max((each for each in minutes if each is not None), default=None)


def slots_from(rows: Rows) -> tuple[Slot, ...]:
    """Make opening times of their rows."""
    return tuple(Slot(*row) for row in rows)


def closings_from(rows: Rows) -> tuple[Closing, ...]:
    """Make closings of their rows."""
    return tuple(
        Closing(kept_moment(since), kept_moment(until), message, bool(every_year))
        for since, until, message, every_year in rows
    )


def times_from(rows: Rows) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    """Make times of the rows of what begins and ends."""
    return tuple((kept_moment(since), kept_moment(until)) for since, until in rows)


def rules_from(rows: Rows, links: Rows, admits: Admits) -> tuple[BookingRule, ...]:
    """Make rules of their rows, in order, and of the plans that they are for."""
    plans: dict[int, set[int]] = {}
    for rule, plan in links:
        plans.setdefault(rule, set()).add(plan)
    return tuple(
        BookingRule(
            order=order,
            applies=admits(audience, frozenset(plans.get(rule, ()))),
            stop=bool(stop),
            reject_message=message,
            **dict(zip(_LIMITS, limits, strict=True)),
        )
        for rule, order, stop, audience, message, *limits in rows
    )


def may_meet(
    closing: FromClause, start: ColumnElement[Any], end: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Whether a closing meets a time, or comes again each year and so may."""
    return sa.or_(
        closing.c.every_year.is_(sa.true()),
        sa.and_(closing.c.from_at < end, closing.c.until_at > start),
    )


def is_held_by(
    event: FromClause,
    resource: FromClause,
    start: ColumnElement[Any],
    end: ColumnElement[Any],
) -> ColumnElement[bool]:
    """Whether an event holds the resource, or what is booked with it, and meets a time."""
    link = event_resources.alias()
    of_resource: sa.Select[Any] = sa.select(link.c.event_id).where(
        link.c.network_id == resource.c.network_id,
        AmongFew(link.c.resource_id, in_the_way_of(resource)),
    )
    return sa.and_(
        AmongFew(event.c.id, of_resource.correlate_except(link)),
        Unindexed(event.c.starts_at) < end,  # they are few, and found by what they hold
        event.c.ends_at > start,
    )


def is_about(rule: FromClause, resource: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a rule is in use, and about one resource or about all of its location and below."""
    return sa.and_(
        rule.c.enabled.is_(sa.true()),
        sa.or_(rule.c.resource_id.is_(None), rule.c.resource_id == resource),
    )
