"""Discussion boards: what people post, and what others say to it."""

from __future__ import annotations

from store.metadata import (
    audience,
    flag,
    folded,
    instant,
    located,
    network_table,
    number,
    reference,
    text,
)

discussion_boards = network_table(
    "discussion_boards",
    located(sort=["display_order", "name_folded"]),
    folded("name"),
    text("description", null=True),
    number("display_order", least=None),
    flag("enabled", True),
    audience(),
)

board_posts = network_table(
    "board_posts",
    reference("board_id", "discussion_boards", then=["posted_at"]),
    located(sort=["posted_at"]),
    reference("author_id", "customers", then=["posted_at"]),
    folded("title"),
    text("body"),
    instant("posted_at"),
    instant("removed_at", null=True),
    text("removal_reason", null=True),
)
"""`removed_at` is when staff took it off the board; its author still reads it, and why."""

post_comments = network_table(
    "post_comments",
    reference("post_id", "board_posts", then=["posted_at"]),
    located(),
    reference("author_id", "customers", then=["posted_at"]),
    text("body"),
    instant("posted_at"),
    instant("removed_at", null=True),
    text("removal_reason", null=True),
)
