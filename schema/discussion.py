"""Discussion boards, the posts on them, and the comments on those."""

import datetime as dt
import enum

import strawberry

from schema.connections import Connection
from schema.fields import condition, connection, field
from schema.filters import BooleanFilter, IdFilter, InstantFilter, TextFilter
from schema.levels import AccessLevel, AccessLevelFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ABoardPost, ACustomer, ADiscussionBoard, ALocation, AProfile


@strawberry.type(description="Somebody's comment on a post.")
class PostComment(Node):
    body: str | None = field("What they say.")
    author: AProfile | None = field("Who says it, as the directory shows them.")
    customer: ACustomer | None = field("Who says it, as a customer.")
    post: ABoardPost | None = field("The post that it is about.")
    posted_at: dt.datetime | None = field("When it was said.")
    removed_at: dt.datetime | None = field("When staff took it away; null while it stands.")
    removal_reason: str | None = field("Why staff took it away.")


@strawberry.enum(description="What comments can be ordered by.")
class PostCommentOrderField(enum.Enum):
    POSTED_AT = strawberry.enum_value("postedAt", description="The moment of writing.")


@strawberry.input(description="The order of a list of comments.")
class PostCommentOrder:
    field: PostCommentOrderField = sort_key()
    direction: OrderDirection = ascending()


@strawberry.input(description="Conditions that narrow a list of posts.")
class BoardPostFilter:
    title: TextFilter | None = condition("By title.")
    board: IdFilter | None = condition("By board.")
    location: IdFilter | None = condition("By location.")
    posted_at: InstantFilter | None = condition("By the moment of writing.")


@strawberry.enum(description="What posts can be ordered by.")
class BoardPostOrderField(enum.Enum):
    POSTED_AT = strawberry.enum_value("postedAt", description="The moment of writing.")


@strawberry.input(description="The order of a list of posts.")
class BoardPostOrder:
    field: BoardPostOrderField = sort_key()
    direction: OrderDirection = ascending()


@strawberry.type(description="Something that somebody posted on a board.")
class BoardPost(Node):
    title: str | None = field("What it is about.")
    body: str | None = field("What it says.")
    author: AProfile | None = field("Who wrote it, as the directory shows them.")
    customer: ACustomer | None = field("Who wrote it, as a customer.")
    board: ADiscussionBoard | None = field("The board that it is on.")
    location: ALocation | None = field("The location whose board it is.")
    posted_at: dt.datetime | None = field("When it was written.")
    removed_at: dt.datetime | None = field("When staff took it away; null while it stands.")
    removal_reason: str | None = field("Why staff took it off the board.")
    comments: Connection[PostComment] | None = connection(
        "What others say to it, the earliest first.", order=PostCommentOrder
    )


@strawberry.type(description="A board on which people talk (section discussion).")
class DiscussionBoard(Node):
    name: str | None = field("The board's name.")
    description: str | None = field("What it is for.")
    location: ALocation | None = field("The location whose board it is.")
    audience: AccessLevel | None = field("Whom it is for.")
    display_order: int | None = field("Where it stands among the boards.")
    enabled: bool | None = field("Whether it is on show.")
    posts: Connection[BoardPost] | None = connection(
        "What was posted, the latest first.", filter=BoardPostFilter, order=BoardPostOrder
    )


@strawberry.input(description="Conditions that narrow a list of boards.")
class DiscussionBoardFilter:
    name: TextFilter | None = condition("By name.")
    location: IdFilter | None = condition("By location.")
    audience: AccessLevelFilter | None = condition("By whom they are for.")
    enabled: BooleanFilter | None = condition("By whether they are on show.")


@strawberry.enum(description="What boards can be ordered by.")
class DiscussionBoardOrderField(enum.Enum):
    DISPLAY_ORDER = strawberry.enum_value("displayOrder", description="The operator's order.")
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of boards.")
class DiscussionBoardOrder:
    field: DiscussionBoardOrderField = sort_key()
    direction: OrderDirection = ascending()
