"""Articles: those in print."""

from __future__ import annotations

from planning.entities import Entity, PlanLink
from planning.fields import Column, Place
from resolvers.publication import WINDOW, in_window
from resolvers.words import level
from store.content import article_plans, articles

ARTICLE = Entity(
    name="Article",
    table=articles,
    audience="audience",
    plans=PlanLink(article_plans, "article_id"),
    published=in_window,
    window=WINDOW,
    fields={
        "title": Column("title", folded="title_folded"),
        "summary": Column("summary"),
        "body": Column("body"),
        "language": Column("language"),
        "category": Column("category", folded="category_folded"),
        "author": Column("author"),
        "location": Place(),
        "audience": level(),
        "publishedAt": Column("published_at"),
        "unpublishedAt": Column("unpublished_at"),
    },
    sort=("publishedAt", "title", "category"),
    descending=True,
    filters=("title", "category", "location", "publishedAt", "audience"),
    search=("title",),
)
