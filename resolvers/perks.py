"""Perks: those on offer."""

from __future__ import annotations

from planning.entities import Entity, PlanLink
from planning.fields import Column, Place
from resolvers.publication import is_enabled
from resolvers.words import level
from store.content import perk_plans, perks

PERK = Entity(
    name="Perk",
    table=perks,
    audience="audience",
    plans=PlanLink(perk_plans, "perk_id"),
    published=is_enabled,
    fields={
        "title": Column("title", folded="title_folded"),
        "summary": Column("summary"),
        "description": Column("description"),
        "group": Column("group_name"),
        "partner": Column("partner"),
        "claimUrl": Column("claim_url"),
        "location": Place(),
        "audience": level(),
        "enabled": Column("enabled"),
    },
    sort=("title",),
    filters=("title", "location", "audience", "enabled"),
    search=("title",),
)
