"""Courses, classes and other activities that events belong to, and who teaches them."""

from __future__ import annotations

from store.metadata import (
    audience,
    choice,
    flag,
    folded,
    located,
    network_table,
    number,
    reference,
    text,
    unique,
)

ACTIVITY_KINDS = ("course", "class", "activity")

teachers = network_table(
    "teachers",
    reference("customer_id", "customers"),
    located(sort=["name_folded"]),
    folded("name"),
    text("summary", null=True),
    text("photo", null=True),
    flag("published", True),
    unique("customer_id"),
)
"""A customer who teaches, as the location presents them: one profile each."""

activities = network_table(
    "activities",
    located(sort=["title_folded"]),
    folded("title"),
    choice("kind", ACTIVITY_KINDS),
    text("summary", null=True),
    reference("teacher_id", "teachers", null=True, then=["title_folded"]),
    flag("enabled", True),
    audience(),
)
"""What events of a series have in common; the events say when it takes place."""

activity_terms = network_table(
    "activity_terms",
    reference("activity_id", "activities"),
    flag("requires_product", False),
    number("late_minutes", null=True),
    unique("activity_id"),
)
"""What a place takes, and how long before the event it is too late to get it back; NULL: never."""
