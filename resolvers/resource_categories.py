"""Categories of resources, and what a booking of each costs."""

from __future__ import annotations

from planning.entities import Entity
from planning.fields import Column, Place, ToMany, ToOne
from resolvers.money import money
from resolvers.words import choice, level
from store.resources import resource_rates, resource_types

PERIODS = ("booking", "hour", "half-day", "day", "week", "month")

RESOURCE_CATEGORY = Entity(
    name="ResourceCategory",
    table=resource_types,
    fields={
        "name": Column("name", folded="name_folded"),
        "location": Place(),
        "rates": ToMany("Rate", "resource_type_id"),
    },
    sort=("name",),
    filters=("name", "location"),
)

RATE = Entity(
    name="Rate",
    table=resource_rates,
    audience="audience",
    fields={
        "name": Column("name"),
        "price": money("price_minor"),
        "per": choice("per", PERIODS),
        "audience": level(),
        "category": ToOne("ResourceCategory", "resource_type_id"),
        "location": Place(),
    },
)
