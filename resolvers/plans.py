"""Plans: those on sale."""

from __future__ import annotations

from planning.entities import Column, Entity, Place
from resolvers.money import money
from resolvers.publication import is_offered
from store.contracts import plans

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
        "location": Place(),
        "displayOrder": Column("display_order"),
        "visible": Column("visible"),
        "archived": Column("archived"),
    },
    sort=("displayOrder", "name"),
    filters=("name", "location", "canBePaused", "visible", "archived"),
    search=("name",),
)
