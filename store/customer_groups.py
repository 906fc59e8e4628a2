"""Groups that staff sort customers into."""

from __future__ import annotations

from store.metadata import folded, located, network_table, text

customer_groups = network_table(
    "customer_groups",
    located(sort=["name_folded"]),
    folded("name"),
    text("description", null=True),
)
"""A customer is in one of them at the most, see `customers.group_id`."""
