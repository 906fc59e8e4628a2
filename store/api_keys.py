"""Keys of servers that ask in a portal's name."""

from __future__ import annotations

from store.metadata import check, instant, located, network_table, text, unique

api_keys = network_table(
    "api_keys",
    text("name"),
    text("prefix"),
    text("digest"),
    located(),
    instant("from_at"),
    instant("until_at", null=True),
    text("by_whom"),
    text("ended_by", null=True),
    check("ends_after_start", "until_at >= from_at"),
    unique("prefix"),
    unique("digest"),
)
"""A key is good at its location and below. Its SHA-256 and its beginning are all that is kept."""
