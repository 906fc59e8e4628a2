"""Articles: the news and stories of a location."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, field
from schema.filters import IdFilter, InstantFilter, TextFilter
from schema.levels import AccessLevel, AccessLevelFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ALocation


@strawberry.type(description="A piece of news or a story (section articles).")
class Article(Node):
    title: str | None = field("The article's title.")
    summary: str | None = field("What it is about, in a sentence or two.")
    body: str | None = field("The whole text, in Markdown.")
    language: str | None = field("The language that it is written in, e.g. `de`.")
    category: str | None = field("The category that it is listed under.")
    author: str | None = field("Who wrote it.")
    location: ALocation | None = field("The location that published it.")
    audience: AccessLevel | None = field("Whom the article is for.")
    published_at: dt.datetime | None = field("When it appears in the portals.")
    unpublished_at: dt.datetime | None = field("When it disappears again; null for never.")


@strawberry.input(description="Conditions that narrow a list of articles.")
class ArticleFilter:
    title: TextFilter | None = condition("By title.")
    category: TextFilter | None = condition("By category.")
    location: IdFilter | None = condition("By location.")
    published_at: InstantFilter | None = condition("By the moment of publication.")
    audience: AccessLevelFilter | None = condition("By whom they are for.")


@strawberry.enum(description="What articles can be ordered by.")
class ArticleOrderField(enum.Enum):
    PUBLISHED_AT = strawberry.enum_value("publishedAt", description="The moment of publication.")
    TITLE = strawberry.enum_value("title", description="The title.")
    CATEGORY = strawberry.enum_value("category", description="The category.")


@strawberry.input(description="The order of a list of articles.")
class ArticleOrder:
    field: ArticleOrderField = sort_key()
    direction: OrderDirection = ascending()
