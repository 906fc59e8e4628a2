"""Plans: those on sale."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Column, Derived, Entity, Place
from resolvers.benefits import PLAN_BENEFITS
from resolvers.money import money
from resolvers.publication import is_offered
from store.contracts import plan_terms, plans


def _term(column: str) -> Derived:
    """Declare a field over a column of the plan's terms; null where it has none."""

    def of(plan: FromClause) -> ColumnElement[Any]:
        terms = plan_terms.alias()
        return (
            sa.select(terms.c[column])
            .where(terms.c.network_id == plan.c.network_id, terms.c.plan_id == plan.c.id)
            .correlate(plan)
            .scalar_subquery()
        )

    return Derived(of)


PLAN = Entity(
    name="Plan",
    table=plans,
    published=is_offered,
    fields={
        "key": Column("key"),
        "name": Column("name", folded="name_folded"),
        "group": Column("group_name"),
        "description": Column("description"),
        "terms": Column("terms"),
        "price": money("price_minor"),
        "invoiceEveryMonths": Column("invoice_every_months"),
        "invoiceEveryWeeks": Column("invoice_every_weeks"),
        "bookingMinutesPerWeek": Column("minute_week_limit"),
        "bookingMinutesPerMonth": Column("minute_month_limit"),
        "canBePaused": Column("can_be_paused"),
        "freezeCycles": _term("freeze_cycles"),
        "freezesPerYear": _term("freezes_a_year"),
        "endsOnline": _term("may_end"),
        "changesOnline": _term("may_change"),
        "noticeDays": _term("notice_days"),
        "benefits": PLAN_BENEFITS,
        "location": Place(),
        "displayOrder": Column("display_order"),
        "visible": Column("visible"),
        "archived": Column("archived"),
    },
    sort=("displayOrder", "name"),
    filters=("name", "location", "canBePaused", "visible", "archived"),
    search=("name",),
)
