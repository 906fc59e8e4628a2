"""Frequent questions: those that are shown."""

from __future__ import annotations

from planning.entities import Entity, PlanLink
from planning.fields import Column, Place
from resolvers.publication import is_enabled
from resolvers.words import level
from store.content import faq_plans, faqs

FAQ = Entity(
    name="Faq",
    table=faqs,
    audience="audience",
    plans=PlanLink(faq_plans, "faq_id"),
    published=is_enabled,
    fields={
        "question": Column("question", folded="question_folded"),
        "answer": Column("answer"),
        "group": Column("group_name"),
        "location": Place(),
        "displayOrder": Column("display_order"),
        "audience": level(),
        "enabled": Column("enabled"),
    },
    sort=("displayOrder", "question"),
    filters=("question", "location", "audience", "enabled"),
    search=("question",),
)
