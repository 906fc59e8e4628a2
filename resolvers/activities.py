"""Courses, classes and other activities: events of one series, and who teaches them."""

from __future__ import annotations

from planning.entities import Entity
from planning.fields import Column, Pages, Place, ToMany, ToOne
from resolvers.beside import beside, is_set
from resolvers.publication import is_enabled, is_published
from resolvers.words import choice, level
from store.activities import ACTIVITY_KINDS, activities, activity_terms, teachers

ACTIVITY = Entity(
    name="Activity",
    table=activities,
    audience="audience",
    published=is_enabled,
    fields={
        "title": Column("title", folded="title_folded"),
        "kind": choice("kind", ACTIVITY_KINDS),
        "summary": Column("summary"),
        "teacher": ToOne("Teacher", "teacher_id"),
        "location": Place(),
        "audience": level(),
        "enabled": Column("enabled"),
        "events": Pages("Event", "activity_id"),
        "requiresProduct": is_set(activity_terms, "activity_id", "requires_product"),
        "lateMinutes": beside(activity_terms, "activity_id", "late_minutes"),
    },
    sort=("title",),
    filters=("title", "kind", "teacher", "location", "audience", "enabled"),
)

TEACHER = Entity(
    name="Teacher",
    table=teachers,
    owner="customer_id",
    published=is_published,
    fields={
        "name": Column("name", folded="name_folded"),
        "summary": Column("summary"),
        "photo": Column("photo"),
        "location": Place(),
        "published": Column("published"),
        "customer": ToOne("Customer", "customer_id"),
        "activities": ToMany("Activity", "teacher_id", order=("title_folded",)),
    },
    sort=("name",),
    filters=("name", "location", "published"),
)
