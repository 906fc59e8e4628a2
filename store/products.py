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
    text,
)

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

product_plans = link_table("product_plans", ("product_id", "products"), ("plan_id", "plans"))
