"""The rows behind a resource: its settings, plans, teams, opening times, closings and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

import sqlalchemy as sa

from resolvers.booking.clock import kept_moment
from resolvers.booking.resource import BookingRule, Closing, Resource, Slot
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


async def read_resource(
    connection: Connection, network: str, resource: int, start: dt.datetime, end: dt.datetime
) -> Resource | None:
    """Read a resource without its rules, and the closings that may meet the time asked for."""
    values = {"network": network, "resource": resource, "start": start, "end": end}
    found = await _RESOURCE.fetch(connection, **values)
    if not found:
        return None
    location, audience, *rest = found[0]
    numbers = dict(zip(_NUMBERS, rest, strict=False))
    visible, archived, home_only, requires_confirmation = map(bool, rest[len(_NUMBERS) :])
    return Resource(
        id=resource,
        location=location,
        audience=audience,
        visible=visible,
        archived=archived,
        home_only=home_only,
        requires_confirmation=requires_confirmation,
        **numbers,
        plans=frozenset(row[0] for row in await _PLANS.fetch(connection, **values)),
        teams=frozenset(row[0] for row in await _TEAMS.fetch(connection, **values)),
        slots=tuple(Slot(*row) for row in await _SLOTS.fetch(connection, **values)),
        closings=tuple(
            Closing(kept_moment(since), kept_moment(until), message, bool(every_year))
            for since, until, message, every_year in await _CLOSINGS.fetch(connection, **values)
        ),
    )


async def read_rules(
    connection: Connection,
    network: str,
    resource: int,
    chain: Collection[str],
    admits: Admits,
) -> tuple[BookingRule, ...]:
    """Read the rules for a resource: its location's and those of the locations above, in order."""
    rows = await _RULES.fetch(connection, network=network, resource=resource, chain=chain)
    plans: dict[int, set[int]] = {}
    for rule, plan in await _RULE_PLANS.fetch(
        connection, network=network, asked=[row[0] for row in rows]
    ):
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


def _of_resource(table: sa.Table, *columns: str, key: str = "resource_id") -> sa.Select[Any]:
    return sa.select(*(table.c[name] for name in columns)).where(
        table.c.network_id == NETWORK, table.c[key] == sa.bindparam("resource")
    )


_RESOURCE = Portable(
    lambda _: _of_resource(
        resources, "location_id", "audience", *_NUMBERS, *_FLAGS, key="id"
    )
)
_PLANS = Portable(lambda _: _of_resource(resource_plans, "plan_id"))
_TEAMS = Portable(lambda _: _of_resource(resource_teams, "team_id"))
_SLOTS = Portable(
    lambda _: _of_resource(resource_slots, "weekday", "from_minute", "to_minute")
)
_CLOSINGS = Portable(
    lambda _: _of_resource(
        resource_exceptions, "from_at", "until_at", "message", "every_year"
    ).where(
        sa.or_(
            resource_exceptions.c.every_year.is_(sa.true()),
            sa.and_(
                resource_exceptions.c.from_at < sa.bindparam("end", type_=Instant()),
                resource_exceptions.c.until_at > sa.bindparam("start", type_=Instant()),
            ),
        )
    )
)
_RULES = Portable(
    lambda _: (
        sa.select(
            booking_rules.c.id,
            booking_rules.c.evaluation_order,
            booking_rules.c.stop,
            booking_rules.c.audience,
            booking_rules.c.reject_message,
            *(booking_rules.c[name] for name in _LIMITS),
        )
        .where(
            booking_rules.c.network_id == NETWORK,
            booking_rules.c.enabled.is_(sa.true()),
            OneOf(booking_rules.c.location_id, "chain"),
            sa.or_(
                booking_rules.c.resource_id.is_(None),
                booking_rules.c.resource_id == sa.bindparam("resource"),
            ),
        )
        .order_by(booking_rules.c.evaluation_order, booking_rules.c.id)
    )
)
_RULE_PLANS = Portable(
    lambda _: sa.select(booking_rule_plans.c.booking_rule_id, booking_rule_plans.c.plan_id).where(
        booking_rule_plans.c.network_id == NETWORK,
        OneOf(booking_rule_plans.c.booking_rule_id, "asked"),
    )
)
