"""Contracts and their freezes: reached as own, as the team's, and by staff."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Collection, Column, Computed, Derived, Place, Switches, ToMany, ToOne
from resolvers.auto_pay import is_auto_paid, is_auto_pay_suspended
from resolvers.benefits import CONTRACT_BENEFITS
from resolvers.money import money
from resolvers.plan_members import PLAN_KINDS, member_count, plan_kind
from resolvers.recurring import recurring_price
from resolvers.words import wire_names
from store.contracts import contracts, freezes, plans
from store.membership import contract_state, is_live
from store.sql import NOW

STATES = ("scheduled", "on-hold", "active", "frozen", "ended")


def is_kept(contract: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the contract was not removed: a removed one is as if it had never been."""
    return sa.or_(contract.c.removed_at.is_(None), contract.c.removed_at > NOW)


def plan_name(contract: FromClause) -> ColumnElement[str]:
    """The name of the contract's plan, wherever that plan is on show."""
    plan = plans.alias()
    return (
        sa.select(plan.c.name)
        .where(plan.c.network_id == contract.c.network_id, plan.c.id == contract.c.plan_id)
        .correlate(contract)
        .scalar_subquery()
    )


def billing_day(contract: FromClause) -> ColumnElement[int]:
    """The day of the month on which cycles begin; NULL where they are no months, or there is one.

    Cycles follow from the first day alone, whatever an import may have said once.
    """
    plan = plans.alias()
    none: ColumnElement[int] = sa.literal_column("0")
    return (
        sa.select(sa.cast(sa.extract("day", contract.c.start_date), sa.Integer()))
        .where(
            plan.c.network_id == contract.c.network_id,
            plan.c.id == contract.c.plan_id,
            plan.c.invoice_every_months > none,
        )
        .correlate(contract)
        .scalar_subquery()
    )


PLAN_OF = Collection(
    plans,
    ("price_minor", "currency", "invoice_every_months", "invoice_every_weeks"),
    lambda contract, plan, _argument: plan.c.id == contract.c.plan_id,
    limit=1,
)
"""What the contract's plan costs, and how often."""

CONTRACT = Entity(
    name="Contract",
    table=contracts,
    owner="customer_id",
    team="team_id",
    exists=is_kept,
    fields={
        "state": Derived(contract_state, wire_names(STATES)),
        "current": Derived(is_live),
        "autoPay": Derived(is_auto_paid),
        "autoPaySuspended": Derived(is_auto_pay_suspended),
        "planKind": Derived(plan_kind, wire_names(PLAN_KINDS)),
        "memberCount": Derived(member_count),
        "recurringPrice": Computed(
            ("price_minor", "currency", "quantity"), recurring_price, (PLAN_OF,)
        ),
        "plan": ToOne("Plan", "plan_id"),
        "planName": Derived(plan_name),
        "nextPlan": ToOne("Plan", "next_plan_id"),
        "location": Place(),
        "customer": ToOne("Customer", "customer_id"),
        "team": ToOne("Team", "team_id"),
        "startsAt": Column("starts_at"),
        "endsAt": Column("ends_at"),
        "startDate": Column("start_date"),
        "cancellationDate": Column("cancellation_date"),
        "minimumTermDate": Column("minimum_term_date"),
        "renewalDate": Column("renewal_date"),
        "billingDay": Derived(billing_day),
        "price": money("price_minor"),
        "quantity": Column("quantity"),
        "notes": Column("notes"),
        "benefits": CONTRACT_BENEFITS,
        "freezes": ToMany("Freeze", "contract_id", order=("from_at",)),
    },
    sort=("startsAt",),
    descending=True,
    filters=("state", "plan", "location", "customer", "startsAt", "endsAt"),
)

FREEZE = Entity(
    name="Freeze",
    table=freezes,
    owner="customer_id",
    fields={
        "contract": ToOne("Contract", "contract_id"),
        "customer": ToOne("Customer", "customer_id"),
        "location": Place(),
        "fromDate": Column("from_date"),
        "untilDate": Column("until_date"),
        "startsAt": Column("from_at"),
        "endsAt": Column("until_at"),
        "notes": Column("notes"),
    },
)
