"""The search over everything that has a title or a name."""

import enum
from typing import Annotated

import strawberry

from schema.articles import Article
from schema.events import Event
from schema.faqs import Faq
from schema.perks import Perk
from schema.plans import Plan
from schema.products import Product
from schema.profiles import Profile
from schema.resources import Resource
from schema.teams import Team

SearchResult = Annotated[
    Event | Article | Perk | Faq | Plan | Product | Resource | Profile | Team,
    strawberry.union("SearchResult", description="A record that matches a search."),
]


@strawberry.enum(description="What can be searched.")
class SearchType(enum.Enum):
    EVENT = strawberry.enum_value("Event", description="Events.")
    ARTICLE = strawberry.enum_value("Article", description="Articles.")
    PERK = strawberry.enum_value("Perk", description="Perks.")
    FAQ = strawberry.enum_value("Faq", description="Frequent questions.")
    PLAN = strawberry.enum_value("Plan", description="Plans.")
    PRODUCT = strawberry.enum_value("Product", description="Products.")
    RESOURCE = strawberry.enum_value("Resource", description="Resources.")
    PROFILE = strawberry.enum_value("Profile", description="People in the directory.")
    TEAM = strawberry.enum_value("Team", description="Teams.")
