"""The rows about a resource that fields about booking read in the resource's own statement.

The work of a booking reads the same ones once turns are taken, see `situation_rows`.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.fields import Argument, Collection
from resolvers.booking.places import stands_below
from resolvers.booking.resource_rows import (
    CLOSING,
    RULE,
    RULE_PLAN,
    SETTINGS,
    SLOT,
    is_about,
    is_held_by,
    may_meet,
)
from resolvers.commerce.rates import RATE
from resolvers.restrictions import plans_of
from store.benefits import booking_terms
from store.content import events
from store.resource_links import held_with, linked_with
from store.resources import (
    booking_rule_plans,
    booking_rules,
    resource_exceptions,
    resource_plans,
    resource_rates,
    resource_slots,
    resource_teams,
    resources,
)
from store.sql import NETWORK, AmongFew, Instant, OneOf

SPAN = ("starts_at", "ends_at")


def _rule_is_about(row: FromClause, rule: FromClause, given: Argument) -> ColumnElement[bool]:
    chains = given("chains", sa.Text()).key
    link = stands_below(row.c.location_id, rule.c.location_id)
    return sa.and_(OneOf(link, chains), is_about(rule, row.c.id))


def _rule_of_link(row: FromClause, link: FromClause, given: Argument) -> ColumnElement[bool]:
    rule = booking_rules.alias()
    about: sa.Select[Any] = sa.select(rule.c.id).where(
        rule.c.network_id == NETWORK, _rule_is_about(row, rule, given)
    )
    return AmongFew(link.c.booking_rule_id, about.correlate(row))


SETTINGS_OF_ITS_OWN = Collection(
    resources, SETTINGS, lambda row, own, _: own.c.id == row.c.id, limit=1
)
"""The resource itself: as columns of the row they would be selected once more for each guard."""

LINKED = Collection(
    resources, ("buffer_minutes",), lambda row, other, _: AmongFew(other.c.id, linked_with(row))
)
"""How long is kept free around bookings of what is booked with the resource."""

TEAMS = Collection(
    resource_teams, ("team_id",), lambda row, link, _: link.c.resource_id == row.c.id
)
PLANS = plans_of(resource_plans, "resource_id")
SLOTS = Collection(resource_slots, SLOT, lambda row, slot, _: slot.c.resource_id == row.c.id)
CLOSINGS = Collection(
    resource_exceptions,
    CLOSING,
    lambda row, closing, given: sa.and_(
        AmongFew(closing.c.resource_id, held_with(row)),
        may_meet(closing, given("start", Instant()), given("end", Instant())),
    ),
)
EVENTS = Collection(
    events,
    SPAN,
    lambda row, event, given: is_held_by(
        event, row, given("start", Instant()), given("end", Instant())
    ),
)
"""The events that hold the resource around that time, published or not."""

RULES = Collection(booking_rules, RULE, _rule_is_about, order=("evaluation_order", "id"))
RULE_PLANS = Collection(booking_rule_plans, RULE_PLAN, _rule_of_link)
TERMS = Collection(
    booking_terms,
    ("requires_credit", "late_cancellation_minutes"),
    lambda row, terms, _: terms.c.resource_id == row.c.id,
    limit=1,
)
RATES = Collection(
    resource_rates,
    RATE,
    lambda row, rate, _: rate.c.resource_type_id == row.c.resource_type_id,
    order=("id",),
)
