"""Categories of resources, and what a booking of each costs."""

import enum

import strawberry

from schema.fields import condition, field
from schema.filters import IdFilter, TextFilter
from schema.levels import AccessLevel
from schema.money import Money
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ALocation, AResourceCategory


@strawberry.enum(description="What a rate is charged for.")
class RatePeriod(enum.Enum):
    BOOKING = strawberry.enum_value("booking", description="A booking, however long.")
    HOUR = strawberry.enum_value("hour", description="An hour.")
    HALF_DAY = strawberry.enum_value("half-day", description="Half a day.")
    DAY = strawberry.enum_value("day", description="A day.")
    WEEK = strawberry.enum_value("week", description="A week.")
    MONTH = strawberry.enum_value("month", description="A month.")


@strawberry.type(description="What booking a resource costs, and for whom (section bookings).")
class Rate(Node):
    name: str | None = field("The rate's name.")
    price: Money | None = field("The price of one period.")
    per: RatePeriod | None = field("The period that the price is for.")
    audience: AccessLevel | None = field("Whom the rate is for.")
    category: AResourceCategory | None = field("The category of resources that it is for.")
    location: ALocation | None = field("The location that charges it.")


@strawberry.type(description="Resources that cost the same to book (section bookings).")
class ResourceCategory(Node):
    name: str | None = field("The category's name.")
    location: ALocation | None = field("The location that has it.")
    rates: list[Rate] | None = field("What a booking costs, for whom.")


@strawberry.input(description="Conditions that narrow a list of categories.")
class ResourceCategoryFilter:
    name: TextFilter | None = condition("By name.")
    location: IdFilter | None = condition("By location.")


@strawberry.enum(description="What categories can be ordered by.")
class ResourceCategoryOrderField(enum.Enum):
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of categories.")
class ResourceCategoryOrder:
    field: ResourceCategoryOrderField = sort_key()
    direction: OrderDirection = ascending()
