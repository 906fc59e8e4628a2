"""The rows behind a resource: its settings, plans, teams, opening times, closings and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from resolvers.booking.resource import BookingRule, Closing, Resource, Slot
from resolvers.clock import kept_moment
from store.content import event_resources, events
from store.databases import Connection
from store.portable import Portable
from store.resources import (
    booking_rule_plans,
    booking_rules,
    resource_exceptions,
    resource_plans,
    resource_slots,
    resource_teams,
    resources,
)
from store.sql import NETWORK, Instant, OneOf

Admits = Callable[[str | None, frozenset[int]], bool]
"""`(level, plan ids) -> whether the customer is among them` when the booking begins."""

_NUMBERS = (
    "capacity",
    "minimum_minutes",
    "maximum_minutes",
    "step_minutes",
    "buffer_minutes",
    "advance_minutes",
    "lead_minutes",
)
_FLAGS = ("visible", "archived", "home_only", "requires_confirmation")
_LIMITS = ("minimum_minutes", "maximum_minutes", "advance_minutes", "lead_minutes")

SETTINGS = ("id", "resource_type_id", "location_id", "audience", *_NUMBERS, *_FLAGS)
"""The columns of a resource that the rules read."""

SLOT = ("weekday", "from_minute", "to_minute")
CLOSING = ("from_at", "until_at", "message", "every_year")
RULE = ("id", "evaluation_order", "stop", "audience", "reject_message", *_LIMITS)
RULE_PLAN = ("booking_rule_id", "plan_id")

Rows = Iterable[Sequence[Any]]


async def read_resource(
    connection: Connection, network: str, resource: int, start: dt.datetime, end: dt.datetime
) -> Resource | None:
    """Read a resource without its rules, and the closings that may meet the time asked for."""
    values = {"network": network, "resource": resource, "start": start, "end": end}
    found = await _RESOURCE.fetch(connection, **values)
    if not found:
        return None
    return resource_from(
        found[0],
        plans=await _PLANS.fetch(connection, **values),
        teams=await _TEAMS.fetch(connection, **values),
        slots=await _SLOTS.fetch(connection, **values),
        closings=await _CLOSINGS.fetch(connection, **values),
        held=await _EVENTS.fetch(connection, **values),
    )


def resource_from(
    settings: Sequence[Any],
    *,
    plans: Rows = (),
    teams: Rows = (),
    slots: Rows = (),
    closings: Rows = (),
    held: Rows = (),
) -> Resource:
    """Make a resource of its own columns, the `SETTINGS`, and the rows that belong to it."""
    named = dict(zip(SETTINGS, settings, strict=True))
    flags: dict[str, Any] = {name: bool(named[name]) for name in _FLAGS}
    numbers: dict[str, Any] = {name: named[name] for name in _NUMBERS}
    return Resource(
        id=named["id"],
        category=named["resource_type_id"],
        location=named["location_id"],
        audience=named["audience"],
        **flags,
        **numbers,
        plans=frozenset(row[0] for row in plans),
        teams=frozenset(row[0] for row in teams),
        slots=slots_from(slots),
        closings=closings_from(closings),
        events=times_from(held),
    )


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


async def read_rules(
    connection: Connection,
    network: str,
    resource: int,
    chain: Collection[str],
    admits: Admits,
) -> tuple[BookingRule, ...]:
    """Read the rules for a resource: its location's and those of the locations above, in order."""
    rows = await _RULES.fetch(connection, network=network, resource=resource, chain=chain)
    links = await _RULE_PLANS.fetch(connection, network=network, asked=[row[0] for row in rows])
    return rules_from(rows, links, admits)


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
    resource: ColumnElement[Any],
    start: ColumnElement[Any],
    end: ColumnElement[Any],
) -> ColumnElement[bool]:
    """Whether an event holds the resource, and meets a time."""
    link = event_resources.alias()
    of_resource: sa.Select[Any] = sa.select(link.c.event_id).where(
        link.c.network_id == event.c.network_id, link.c.resource_id == resource
    )
    return sa.and_(
        event.c.id.in_(of_resource.correlate_except(link)),
        event.c.starts_at < end,
        event.c.ends_at > start,
    )


def is_about(rule: FromClause, resource: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a rule is in use, and about one resource or about all of its location and below."""
    return sa.and_(
        rule.c.enabled.is_(sa.true()),
        sa.or_(rule.c.resource_id.is_(None), rule.c.resource_id == resource),
    )


def _of_resource(table: sa.Table, *columns: str, key: str = "resource_id") -> sa.Select[Any]:
    return sa.select(*(table.c[name] for name in columns)).where(
        table.c.network_id == NETWORK, table.c[key] == sa.bindparam("resource")
    )


_RESOURCE = Portable(
    lambda _: _of_resource(resources, *SETTINGS, key="id")
)
_PLANS = Portable(lambda _: _of_resource(resource_plans, "plan_id"))
_TEAMS = Portable(lambda _: _of_resource(resource_teams, "team_id"))
_SLOTS = Portable(
    lambda _: _of_resource(resource_slots, *SLOT)
)
_CLOSINGS = Portable(
    lambda _: _of_resource(resource_exceptions, *CLOSING).where(
        may_meet(
            resource_exceptions,
            sa.bindparam("start", type_=Instant()),
            sa.bindparam("end", type_=Instant()),
        )
    )
)
_EVENTS = Portable(
    lambda _: sa.select(events.c.starts_at, events.c.ends_at).where(
        events.c.network_id == NETWORK,
        is_held_by(
            events,
            sa.bindparam("resource", type_=sa.BigInteger()),
            sa.bindparam("start", type_=Instant()),
            sa.bindparam("end", type_=Instant()),
        ),
    )
)
_RULES = Portable(
    lambda _: (
        sa.select(*(booking_rules.c[name] for name in RULE))
        .where(
            booking_rules.c.network_id == NETWORK,
            OneOf(booking_rules.c.location_id, "chain"),
            is_about(booking_rules, sa.bindparam("resource", type_=sa.BigInteger())),
        )
        .order_by(booking_rules.c.evaluation_order, booking_rules.c.id)
    )
)
_RULE_PLANS = Portable(
    lambda _: sa.select(*(booking_rule_plans.c[name] for name in RULE_PLAN)).where(
        booking_rule_plans.c.network_id == NETWORK,
        OneOf(booking_rule_plans.c.booking_rule_id, "asked"),
    )
)
