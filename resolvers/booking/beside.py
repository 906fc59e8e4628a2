"""The rows that fields about booking read beside a resource, in the resource's own statement.

The work of a booking reads the same ones once turns are taken (`situation_rows.py`). Rows about the
viewer are the same for every resource: a database reads them once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from access.tree import Tree
from planning.fields import Argument, Collection, Context, Query
from resolvers.booking.bought import CARD, pays_for
from resolvers.booking.credits import BENEFIT, CHANGING_TERM, PLAN_CYCLE
from resolvers.booking.people_rows import is_to_come, rests_now
from resolvers.booking.periods import asked_about
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
from resolvers.booking.use_rows import credit_used
from resolvers.commerce.rates import RATE
from resolvers.restrictions import plans_of
from store.benefits import booking_terms, plan_benefits
from store.content import events
from store.contracts import contracts, freezes, plans
from store.customer_products import customer_products
from store.customers import customer_suspensions
from store.membership import in_force, is_live, is_paused
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
from store.sql import NETWORK, VIEWER, AmongFew, Instant, OneOf

SPAN = ("starts_at", "ends_at")


@dataclass(frozen=True, slots=True)
class Places:
    """What the conditions below know of a network's places: what each is below, their clocks."""

    links: list[str]
    zones: frozenset[ZoneInfo]


_PLACES: WeakKeyDictionary[Tree, dict[str, Places]] = WeakKeyDictionary()
"""All places of a network, by network, for as long as a tree is in force."""


def moments_around(context: Context, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Work out what the conditions below compare with, for a time from `start` until `end`."""
    tree = context.tree
    network = tree.root(context.portal)
    known = _PLACES.setdefault(tree, {})
    if network not in known:
        known[network] = places_of(tree, tree.network(network))
    return compared(given, known[network])


def compared(
    given: Mapping[str, Any], places: Places, *, without: int | None = None
) -> dict[str, Any]:
    """Return what the conditions compare with; *without* is a booking that is left aside."""
    return {
        "chains": places.links,
        "periods": asked_about(given["start"], given["end"], places.zones),
        "without": without or 0,
    }


def places_of(tree: Tree, places: Iterable[str]) -> Places:
    """Look at *places* of a tree."""
    known = list(places)
    links = [_link(place, above) for place in known for above in tree.chain(place)]
    return Places(links, frozenset(tree[place].timezone for place in known))


def _link(place: Any, above: Any) -> Any:
    """Say that a place stands at, or below, another; no id holds the sign."""
    return place + ">" + above


def _moment(given: Argument, name: str) -> ColumnElement[Any]:
    return given(name, Instant())


def _own(row: FromClause) -> ColumnElement[bool]:
    return row.c.customer_id == VIEWER


def _rule_is_about(row: FromClause, rule: FromClause, given: Argument) -> ColumnElement[bool]:
    chains = given("chains", sa.Text()).key
    link = _link(row.c.location_id, rule.c.location_id)
    return sa.and_(OneOf(link, chains), is_about(rule, row.c.id))


def _rule_of_link(row: FromClause, link: FromClause, given: Argument) -> ColumnElement[bool]:
    rule = booking_rules.alias()
    about: sa.Select[Any] = sa.select(rule.c.id).where(
        rule.c.network_id == NETWORK, _rule_is_about(row, rule, given)
    )
    return AmongFew(link.c.booking_rule_id, about.correlate(row))


def _held_then(contract: FromClause, given: Argument) -> ColumnElement[bool]:
    return sa.and_(_own(contract), is_live(contract, _moment(given, "start")))


def _uses(_: FromClause, given: Argument) -> sa.Select[Any]:
    contract = contracts.alias()
    used = credit_used(contract, _moment(given, "start"), given("without", sa.BigInteger()))
    return used.where(contract.c.network_id == NETWORK, _held_then(contract, given))


def _among_their_plans(key: ColumnElement[Any], given: Argument) -> ColumnElement[bool]:
    """Whether *key* is a plan, or the next one, of a contract that the viewer holds then.

    Those contracts are few: they are found first, and what is theirs by them.
    """

    def held(name: str) -> sa.Select[Any]:
        contract = contracts.alias()
        found = sa.select(contract.c[name]).where(
            contract.c.network_id == NETWORK, _held_then(contract, given)
        )
        return found.correlate(None)

    return AmongFew(key, sa.union_all(held("plan_id"), held("next_plan_id")))


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
        may_meet(closing, _moment(given, "start"), _moment(given, "end")),
    ),
)
EVENTS = Collection(
    events,
    SPAN,
    lambda row, event, given: is_held_by(
        event, row, _moment(given, "start"), _moment(given, "end")
    ),
)
"""The events that hold the resource around that time, published or not."""

RULES = Collection(booking_rules, RULE, _rule_is_about, order=("evaluation_order", "id"))
RULE_PLANS = Collection(booking_rule_plans, RULE_PLAN, _rule_of_link)

HELD = Collection(
    contracts,
    CHANGING_TERM,
    lambda _, contract, given: _held_then(contract, given),
)
"""The contracts that the viewer holds when it begins, frozen ones among them."""

PAUSED = Collection(
    contracts,
    ("id",),
    lambda _, contract, given: sa.and_(
        _held_then(contract, given), is_paused(contract, _moment(given, "start"))
    ),
)
HELD_PLANS = Collection(
    plans,
    (*PLAN_CYCLE, "key", "minute_week_limit", "minute_month_limit"),
    lambda _, plan, given: _among_their_plans(plan.c.id, given),
)
BENEFITS = Collection(
    plan_benefits,
    BENEFIT,
    lambda _, benefit, given: _among_their_plans(benefit.c.plan_id, given),
)
USES = Query(_uses)
"""What was used of them, around the cycle that it begins in."""

CARDS = Collection(
    customer_products,
    CARD,
    lambda row, bought, given: sa.and_(
        _own(bought),
        pays_for(
            bought,
            row.c.resource_type_id,
            _moment(given, "start"),
            given("without", sa.BigInteger()),
        ),
    ),
)
"""What the viewer bought that pays for a booking of the resource then."""

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
COMING = Collection(
    contracts,
    ("starts_at",),
    lambda _, contract, __: sa.and_(_own(contract), is_to_come(contract)),
    order=("starts_at",),
    limit=1,
)
FREEZES = Collection(
    freezes,
    ("until_at",),
    lambda _, freeze, __: sa.and_(_own(freeze), rests_now(freeze)),
    order=("until_at",),
    limit=1,
)
SUSPENSIONS = Collection(
    customer_suspensions,
    ("until_at",),
    lambda _, suspension, __: sa.and_(_own(suspension), in_force(suspension)),
)

