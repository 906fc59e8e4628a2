"""Discussion boards, the posts on them, and the comments on those."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity, PartOf
from planning.fields import Column, Pages, Place, Switches, ToOne
from resolvers.publication import is_enabled
from resolvers.words import level
from store.discussion import board_posts, discussion_boards, post_comments
from store.sql import NOW


def stands(written: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether nobody took it off the board."""
    return sa.or_(written.c.removed_at.is_(None), written.c.removed_at > NOW)


DISCUSSION_BOARD = Entity(
    name="DiscussionBoard",
    table=discussion_boards,
    audience="audience",
    published=is_enabled,
    fields={
        "name": Column("name", folded="name_folded"),
        "description": Column("description"),
        "location": Place(),
        "audience": level(),
        "displayOrder": Column("display_order"),
        "enabled": Column("enabled"),
        "posts": Pages("BoardPost", "board_id"),
    },
    sort=("displayOrder", "name"),
    filters=("name", "location", "audience", "enabled"),
)

BOARD_POST = Entity(
    name="BoardPost",
    table=board_posts,
    owner="author_id",
    part_of=PartOf("DiscussionBoard", "board_id"),
    published=stands,
    fields={
        "title": Column("title", folded="title_folded"),
        "body": Column("body"),
        "author": ToOne("Profile", "author_id", key="customer_id"),
        "customer": ToOne("Customer", "author_id"),
        "board": ToOne("DiscussionBoard", "board_id"),
        "location": Place(),
        "postedAt": Column("posted_at"),
        "removedAt": Column("removed_at"),
        "removalReason": Column("removal_reason"),
        "comments": Pages("PostComment", "post_id"),
    },
    sort=("postedAt",),
    descending=True,
    filters=("title", "board", "location", "postedAt"),
)

POST_COMMENT = Entity(
    name="PostComment",
    table=post_comments,
    owner="author_id",
    part_of=PartOf("BoardPost", "post_id"),
    published=stands,
    fields={
        "body": Column("body"),
        "author": ToOne("Profile", "author_id", key="customer_id"),
        "customer": ToOne("Customer", "author_id"),
        "post": ToOne("BoardPost", "post_id"),
        "postedAt": Column("posted_at"),
        "removedAt": Column("removed_at"),
        "removalReason": Column("removal_reason"),
    },
    sort=("postedAt",),
)
