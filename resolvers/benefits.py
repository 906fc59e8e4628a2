"""What plans include, and what a contract has left of it: minutes, passes, money, discounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.fields import Argument, Collection, Computed, Context, Query
from resolvers.booking.credits import DISCOUNT, MONEY
from resolvers.booking.included import Benefit, Included
from resolvers.booking.included_rows import BENEFIT, PLAN_CYCLE, TERM, included_from
from resolvers.booking.use_rows import credit_used, money_used
from resolvers.words import wire_names
from store.benefits import BENEFITS, plan_benefits
from store.contracts import contracts, plans
from store.customers import customers
from store.membership import is_suspended, is_usable
from store.resources import resource_types
from store.sql import NOW

Rows = Sequence[tuple[Any, ...]]
KINDS = wire_names(BENEFITS)


def plan_benefits_of(
    context: Context, place: str, currency: str, benefits: Rows, categories: Rows
) -> list[dict[str, Any]]:
    """List what a contract on the plan would include if its cycle began today."""
    if place not in context.tree:
        return []
    today = context.tree[place].day(context.now)
    named: dict[int, str] = dict(categories)
    written = {row[0]: row[-1] for row in benefits}
    found = included_from([], [], [row[:-1] for row in benefits], [])
    return [
        _included(each, written[each.id], named, currency)
        for each in found.benefits
        if each.holds_on(today)
    ]


def contract_benefits(context: Context, *values: Any) -> list[dict[str, Any]]:
    """List what the contract has in its cycle around now; `usable` where it can be used now."""
    term, rows = values[: len(TERM)], values[len(TERM) :]
    cycles, benefits, uses, money, categories, usable = rows
    currency = cycles[0][-1]
    written = {row[0]: row[-1] for row in benefits}
    included = included_from(
        [term],
        [row[:-1] for row in cycles],
        [row[:-1] for row in benefits],
        [*uses, *money],
    )
    return [
        {
            **_included(benefit, written[benefit.id], dict(categories), currency),
            **_left(included, each, benefit, begins),
            "renewsOn": None if renews is None else renews.isoformat(),
            "usable": bool(usable),
        }
        for each, benefit, begins, renews in included.on(context.tree, context.now)
    ]


def _included(
    benefit: Benefit, name: str, categories: dict[int, str], currency: str
) -> dict[str, Any]:
    return {
        "kind": KINDS[benefit.kind],
        "name": name,
        "amount": benefit.amount,
        "currency": currency if benefit.kind == MONEY else None,
        "category": None if benefit.category is None else categories.get(benefit.category),
        "paysCycles": benefit.pays_cycles,
    }


def _left(included: Included, term: Any, benefit: Benefit, begins: dt.date) -> dict[str, Any]:
    if benefit.kind == DISCOUNT:
        return {"left": None}
    return {
        "amount": benefit.amount * term.quantity,
        "left": included.left(term, benefit, begins),
    }


def _categories(key: str) -> Collection:
    """Read the names of the types of resources that the benefits are for."""

    def named(row: FromClause, kind: FromClause, _: Argument) -> ColumnElement[bool]:
        benefit = plan_benefits.alias()
        return sa.exists(
            sa.select(sa.literal_column("1"))
            .where(
                benefit.c.network_id == kind.c.network_id,
                benefit.c.plan_id == row.c[key],
                benefit.c.resource_type_id == kind.c.id,
            )
            .correlate(row, kind)
        )

    return Collection(resource_types, ("id", "name"), named)


def _benefits(key: str) -> Collection:
    return Collection(
        plan_benefits,
        (*BENEFIT, "name"),
        lambda row, benefit, _: benefit.c.plan_id == row.c[key],
        order=("id",),
    )


def _is_usable(row: FromClause, contract: FromClause, _: Argument) -> ColumnElement[bool]:
    """Whether the contract is in force, not frozen, and its customer not suspended."""
    customer = customers.alias()
    acts = sa.exists(
        sa.select(sa.literal_column("1"))
        .where(
            customer.c.network_id == contract.c.network_id,
            customer.c.id == contract.c.customer_id,
            sa.not_(is_suspended(customer)),
        )
        .correlate(contract)
    )
    return sa.and_(contract.c.id == row.c.id, is_usable(contract), acts)


PLAN_BENEFITS = Computed(
    ("location_id", "currency"), plan_benefits_of, (_benefits("id"), _categories("id"))
)
CONTRACT_BENEFITS = Computed(
    TERM,
    contract_benefits,
    (
        Collection(
            plans, (*PLAN_CYCLE, "currency"), lambda row, plan, _: plan.c.id == row.c.plan_id
        ),
        _benefits("plan_id"),
        Query(lambda row, _: credit_used(row, NOW)),
        Query(lambda row, _: money_used(row, NOW)),
        _categories("plan_id"),
        Collection(contracts, ("id",), _is_usable, limit=1),
    ),
)
