"""Plans: those on sale."""

from __future__ import annotations

from functools import partial
from typing import Any

from planning.entities import Entity
from planning.fields import Column, Computed, Place
from resolvers.benefits import PLAN_BENEFITS
from resolvers.beside import beside
from resolvers.joining.offer import offer_of
from resolvers.money import money
from resolvers.publication import is_offered
from store.contracts import plan_terms, plans


def begins_online(context: Any, key: str, location: str) -> bool:
    """Whether the plan's location lets people choose it by themselves."""
    return location in context.tree and key in offer_of(context.tree[location]).plans


_term = partial(beside, plan_terms, "plan_id")

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
        "beginsOnline": Computed(("key", "location_id"), begins_online),
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
