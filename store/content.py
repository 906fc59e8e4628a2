"""What a location tells its people: events, articles, perks and frequent questions."""

from __future__ import annotations

import sqlalchemy as sa

from store.metadata import (
    audience,
    check,
    choice,
    currency,
    flag,
    folded,
    instant,
    link_table,
    located,
    money,
    network_table,
    number,
    reference,
    text,
)

CHANNELS = ("online", "by-staff")
"""How somebody signed up."""

_TAKEN_BACK = sa.text("unpublished_at IS NOT NULL")

events = network_table(
    "events",
    located(sort=["starts_at", "title_folded", "category_folded"]),
    folded("title"),
    text("summary", null=True),
    text("description", null=True),
    instant("starts_at"),
    instant("ends_at"),
    folded("category"),
    text("venue", null=True),
    number("capacity", null=True),
    reference("host_id", "customers", null=True),
    text("image", null=True),
    instant("published_at"),
    instant("unpublished_at", null=True),
    audience(),
    text("internal_notes", null=True),
    reference("activity_id", "activities", null=True, then=["starts_at"]),
    sa.Index(None, "network_id", "published_at"),
    sa.Index(
        "ix_events_taken_back_by_end",
        "network_id",
        "ends_at",
        postgresql_where=_TAKEN_BACK,
        sqlite_where=_TAKEN_BACK,
    ),
    check("ends_after_start", "ends_at >= starts_at"),
)

event_plans = link_table("event_plans", ("event_id", "events"), ("plan_id", "plans"))
"""The plans that an event is kept for; an event without any is for every plan, and for none."""

event_resources = link_table(
    "event_resources", ("event_id", "events"), ("resource_id", "resources")
)
"""What an event takes place in, or with: nobody books that meanwhile."""

event_tickets = network_table(
    "event_tickets",
    reference("event_id", "events", then=["display_order"]),
    located(),
    text("name"),
    money("price_minor"),
    currency(),
    audience(),
    number("allocation", null=True),
    number("max_per_attendee", null=True, least=1),
    number("display_order", least=None),
)

event_attendees = network_table(
    "event_attendees",
    reference("event_id", "events", then=["registered_at"]),
    sa.Index(None, "network_id", "event_id", "id"),  # for those who may not read when
    located(sort=["registered_at"]),
    reference("customer_id", "customers", then=["registered_at"]),
    reference("ticket_id", "event_tickets", null=True),
    instant("registered_at"),
    instant("attended", null=True),
    choice("channel", CHANNELS, null=True),
    reference("customer_product_id", "customer_products", null=True, then=["registered_at"]),
    reference("charge_id", "charges", null=True),
    instant("left_at", null=True),
)
"""Somebody who signed up; `attended` is the moment they came, `left_at` the moment they gave it up.

`channel` is NULL for sign-ups from before it was kept, `charge_id` where nothing is owed.
"""

articles = network_table(
    "articles",
    located(sort=["published_at", "title_folded", "category_folded"]),
    folded("title"),
    text("summary", null=True),
    text("body", null=True),
    text("language", null=True),
    folded("category"),
    text("author", null=True),
    instant("published_at"),
    instant("unpublished_at", null=True),
    audience(),
)

article_plans = link_table("article_plans", ("article_id", "articles"), ("plan_id", "plans"))

perks = network_table(
    "perks",
    located(sort=["title_folded"]),
    folded("title"),
    text("summary", null=True),
    text("description", null=True),
    text("group_name", null=True),
    text("claim_url", null=True),
    text("partner", null=True),
    flag("enabled", True),
    audience(),
)
"""What partners give to the location's people."""

perk_plans = link_table("perk_plans", ("perk_id", "perks"), ("plan_id", "plans"))

faqs = network_table(
    "faqs",
    located(sort=["display_order", "question_folded"]),
    folded("question"),
    text("answer", null=True),
    text("group_name", null=True),
    number("display_order", least=None),
    flag("enabled", True),
    audience(),
)

faq_plans = link_table("faq_plans", ("faq_id", "faqs"), ("plan_id", "plans"))
