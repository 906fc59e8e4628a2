"""What can be booked, when and by which rules; and the bookings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.selectable import FromClause

from store.metadata import (
    audience,
    check,
    choice,
    currency,
    flag,
    folded,
    instant,
    link_table,
    located,
    money,
    network_table,
    number,
    reference,
    text,
)
from store.reckoning import Seconds
from store.sql import Instant

KINDS = (
    "meeting-room",
    "hot-desk",
    "dedicated-desk",
    "private-office",
    "event-space",
    "studio",
    "lab",
    "kitchen",
    "treatment-room",
    "storage",
    "machine",
    "day-pass",
    "phone-booth",
    "other",
)
STATUSES = ("confirmed", "tentative", "cancelled")
NO_RETURNS = ("same-resource", "all-resources", "all-users")

resource_types = network_table(
    "resource_types",
    located(sort=["name_folded"]),
    folded("name"),
)

resource_rates = network_table(
    "resource_rates",
    reference("resource_type_id", "resource_types"),
    located(),
    text("name"),
    money("price_minor"),
    currency(),
    choice("per", ("booking", "hour", "half-day", "day", "week", "month")),
    audience(),
)
"""What a booking of this type costs, and for whom."""

resources = network_table(
    "resources",
    located(sort=["display_order", "name_folded"]),
    reference("resource_type_id", "resource_types", then=["display_order"]),
    folded("name"),
    choice("kind", KINDS),
    text("group_name", null=True),
    text("description", null=True),
    number("capacity", null=True),
    sa.Column("amenities", sa.Text(), nullable=False, server_default="[]"),
    text("image", null=True),
    flag("visible", True),
    flag("archived", False),
    flag("requires_confirmation", False),
    number("minimum_minutes", null=True),
    number("maximum_minutes", null=True),
    number("step_minutes", null=True),
    number("buffer_minutes", null=True),
    number("advance_minutes", null=True),
    number("lead_minutes", null=True),
    flag("home_only", False),
    number("display_order", least=None),
    audience(),
    number("no_return_minutes", null=True, least=1),
    choice("no_return_of", NO_RETURNS, null=True),
    check("no_return_has_both", "(no_return_minutes IS NULL) = (no_return_of IS NULL)"),
)
"""A bookable room, desk or thing; `amenities` is a JSON list of words.

Between two bookings lie `no_return_minutes`: of one customer's of this resource, of one customer's
of this and any other, or of all users' of this.
"""

resource_links = link_table(
    "resource_links", ("resource_id", "resources"), ("linked_id", "resources")
)
"""What a booking of a resource holds beside it: booked are all of them, or none."""

resource_plans = link_table("resource_plans", ("resource_id", "resources"), ("plan_id", "plans"))
resource_teams = link_table("resource_teams", ("resource_id", "resources"), ("team_id", "teams"))

resource_slots = network_table(
    "resource_slots",
    reference("resource_id", "resources", then=["weekday", "from_minute"]),
    located(),
    number("weekday", least=1),
    number("from_minute"),
    number("to_minute"),
    check("weekday_ends", "weekday <= 7"),
    check("ends_after_start", "to_minute > from_minute AND to_minute <= 1440"),
)
"""When it can be booked, in minutes of the local day, Monday 1 to Sunday 7; none means always."""

resource_exceptions = network_table(
    "resource_exceptions",
    reference("resource_id", "resources", then=["from_at"]),
    located(),
    instant("from_at"),
    instant("until_at"),
    text("message", null=True),
    flag("every_year", False),
    check("ends_after_start", "until_at > from_at"),
)
"""When it cannot, and what the portal says then."""

booking_rules = network_table(
    "booking_rules",
    located(sort=["evaluation_order"]),
    reference("resource_id", "resources", null=True, then=["evaluation_order"]),
    number("evaluation_order", least=None),
    flag("stop", False),
    audience(null=True),
    number("minimum_minutes", null=True),
    number("maximum_minutes", null=True),
    number("advance_minutes", null=True),
    number("lead_minutes", null=True),
    text("reject_message", null=True),
    flag("enabled", True),
)
"""Limits that replace a resource's own; without a resource, for all of the location and below."""

booking_rule_plans = link_table(
    "booking_rule_plans", ("booking_rule_id", "booking_rules"), ("plan_id", "plans")
)

DAY_SECONDS = 24 * 60 * 60


def lasts_long(booking: FromClause) -> sa.ColumnElement[bool]:
    """Whether a booking lasts longer than a day: these few have indexes of their own."""
    return _lasts_long(booking.c.starts_at, booking.c.ends_at)


def _lasts_long(
    starts_at: sa.ColumnElement[Any], ends_at: sa.ColumnElement[Any]
) -> sa.ColumnElement[bool]:
    return Seconds(starts_at, ends_at) > sa.literal_column(str(DAY_SECONDS))


_LONG = _lasts_long(sa.column("starts_at", Instant()), sa.column("ends_at", Instant()))


def _of_long_ones(column: str) -> sa.Index:
    return sa.Index(
        f"ix_bookings_long_{column}", "network_id", column, "ends_at",
        postgresql_where=_LONG, sqlite_where=_LONG,
    )  # fmt: skip


bookings = network_table(
    "bookings",
    reference("resource_id", "resources", then=["starts_at"]),
    located(sort=["starts_at", "created_at"]),
    reference("customer_id", "customers", then=["starts_at"]),
    reference("team_id", "teams", null=True, then=["starts_at"]),
    instant("starts_at"),
    instant("ends_at"),
    number("attendees", null=True, least=1),
    choice("status", STATUSES),
    flag("online", False),
    text("notes", null=True),
    instant("created_at"),
    instant("late_since", null=True),
    check("ends_after_start", "ends_at > starts_at"),
    sa.Index(None, "network_id", "resource_id", "created_at", "id"),
    sa.Index(None, "network_id", "customer_id", "created_at", "id"),
    _of_long_ones("resource_id"),
    _of_long_ones("customer_id"),
)
"""Who has what, and when. What meets a time begins a day before it at most, or lasts long.

`late_since` is the moment from which giving it up was late, where it was moved, made for another
number of people or given up after that; NULL where nothing of the kind was done too late.
"""
