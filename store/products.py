"""What the store sells."""

from __future__ import annotations

from store.metadata import (
    audience,
    choice,
    currency,
    flag,
    folded,
    link_table,
    located,
    money,
    network_table,
    number,
    reference,
    text,
    unique,
)

PRODUCT_KINDS = ("service", "membership", "video")

products = network_table(
    "products",
    located(sort=["name_folded", "price_minor"]),
    folded("name"),
    text("description", null=True),
    text("group_name", null=True),
    money("price_minor"),
    currency(),
    choice("available_as", ("one-off", "recurring", "both")),
    number("stock", null=True),
    flag("starred", False),
    flag("visible", True),
    flag("archived", False),
    audience(),
)
"""Without a stock there is no end of it."""

product_grants = network_table(
    "product_grants",
    reference("product_id", "products"),
    choice("kind", PRODUCT_KINDS),
    number("units", null=True, least=1),
    number("days", null=True, least=1),
    unique("product_id"),
)
"""What whoever buys the product gets to use up; NULL: as often, or as long, as they like.

Bought every month it is good for the month, whatever its days.
"""

product_activities = link_table(
    "product_activities", ("product_id", "products"), ("activity_id", "activities")
)
"""The activities that a product is good for; without any it is for all of its location's."""

product_categories = link_table(
    "product_categories", ("product_id", "products"), ("resource_type_id", "resource_types")
)
"""The types of resources whose bookings a product pays for; without any it pays for none."""

product_plans = link_table("product_plans", ("product_id", "products"), ("plan_id", "plans"))
