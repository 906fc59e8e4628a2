"""The rows about the viewer that fields about booking read in the resource's own statement.

They are the same for every resource: a database reads them once. The work of a booking reads the
same ones once turns are taken, of the customer whom it is for, see `situation_rows`.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.fields import Argument, Collection, Query
from resolvers.booking.bought import CARD, pays_for
from resolvers.booking.included_rows import BENEFIT, CHANGING_TERM, PLAN_CYCLE
from resolvers.booking.people_rows import is_to_come, rests_now
from resolvers.booking.use_rows import credit_used
from store.benefits import plan_benefits
from store.contracts import contracts, freezes, plans
from store.customer_products import customer_products
from store.customers import customer_suspensions
from store.membership import in_force, is_live, is_paused
from store.sql import NETWORK, VIEWER, AmongFew, Instant


def _own(row: FromClause) -> ColumnElement[bool]:
    return row.c.customer_id == VIEWER


def _held_then(contract: FromClause, given: Argument) -> ColumnElement[bool]:
    return sa.and_(_own(contract), is_live(contract, given("start", Instant())))


def _uses(_: FromClause, given: Argument) -> sa.Select[Any]:
    contract = contracts.alias()
    used = credit_used(contract, given("start", Instant()), given("without", sa.BigInteger()))
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
        _held_then(contract, given), is_paused(contract, given("start", Instant()))
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
            given("start", Instant()),
            given("without", sa.BigInteger()),
        ),
    ),
)
"""What the viewer bought that pays for a booking of the resource then."""
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
