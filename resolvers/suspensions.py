"""Suspensions as their customers read of them, and staff."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Derived, ToOne
from resolvers.placed import placed
from resolvers.words import wire_names
from store.customers import customer_suspensions, customers
from store.sql import word
from store.suspensions import OCCASIONS, suspension_causes

SUSPENSIONS = placed(customer_suspensions, customers, "customer_id")


def occasion(suspension: FromClause) -> ColumnElement[str]:
    """What occasioned the suspension; somebody's hand where nothing else did."""
    return sa.func.coalesce(_of_cause(suspension, "occasion"), word("manual"))


def message(suspension: FromClause) -> ColumnElement[str]:
    """The words that the customer reads."""
    return _of_cause(suspension, "said")


def _of_cause(suspension: FromClause, column: str) -> ColumnElement[str]:
    cause = suspension_causes.alias()
    return (
        sa.select(cause.c[column])
        .where(
            cause.c.network_id == suspension.c.network_id,
            cause.c.suspension_id == suspension.c.id,
        )
        .correlate(suspension)
        .scalar_subquery()
    )


SUSPENSION = Entity(
    name="Suspension",
    table=SUSPENSIONS,
    owner="customer_id",
    fields={
        "since": Column("from_at"),
        "until": Column("until_at"),
        "occasion": Derived(occasion, wire_names(OCCASIONS)),
        "message": Derived(message),
        "reason": Column("why"),
        "byWhom": Column("by_whom"),
        "customer": ToOne("Customer", "customer_id"),
    },
)
