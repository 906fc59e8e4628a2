"""Products: what the store sells."""

import enum

import strawberry

from schema.customer_products import CustomerProductKind
from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, BooleanFilter, IdFilter, TextFilter
from schema.levels import AccessLevel, AccessLevelFilter
from schema.money import Money
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ALocation
from schema.user_errors import UserErrorCode


@strawberry.enum(description="How often a product is bought.")
class ProductOffer(enum.Enum):
    ONE_OFF = strawberry.enum_value("one-off", description="Once.")
    RECURRING = strawberry.enum_value("recurring", description="Again with every invoice.")
    BOTH = strawberry.enum_value("both", description="As the buyer likes.")


@strawberry.input(description="Conditions on how often a product is bought.")
class ProductOfferFilter:
    eq: ProductOffer | None = condition("Is this.")
    in_: list[ProductOffer] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="Something that the store sells (section store).")
class Product(Node):
    name: str | None = field("The product's name.")
    description: str | None = field("What it is, in Markdown.")
    group: str | None = field("The group that it is shown in.")
    price: Money | None = field("What one costs.")
    available_as: ProductOffer | None = field("How often it is bought.")
    starred: bool | None = field("Whether the store puts it first.")
    grants: CustomerProductKind | None = field(
        "What buying it gives to be used up; null where there is nothing to use."
    )
    granted_units: int | None = field("How often that can be used; null for as often as one likes.")
    granted_days: int | None = field(
        "For how many days, the day of the purchase included; null for ever. Bought every month it "
        "is good for the month."
    )
    viewer_can_purchase: bool | None = field("Whether the viewer may buy one.")
    purchase_refusal: UserErrorCode | None = field(
        "Why the viewer may not buy one; null where they may."
    )
    audience: AccessLevel | None = field("Who may buy it; others see it all the same.")
    location: ALocation | None = field("The location that sells it.")
    stock: int | None = field("How many are left; null for no end.")
    visible: bool | None = field("Whether the store shows it.")
    archived: bool | None = field("Whether it is no longer sold.")


@strawberry.input(description="Conditions that narrow a list of products.")
class ProductFilter:
    name: TextFilter | None = condition("By name.")
    available_as: ProductOfferFilter | None = condition("By how often they are bought.")
    location: IdFilter | None = condition("By location.")
    starred: BooleanFilter | None = condition("By whether the store puts them first.")
    audience: AccessLevelFilter | None = condition("By who may buy them.")
    visible: BooleanFilter | None = condition("By whether the store shows them.")
    archived: BooleanFilter | None = condition("By whether they are no longer sold.")


@strawberry.enum(description="What products can be ordered by.")
class ProductOrderField(enum.Enum):
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of products.")
class ProductOrder:
    field: ProductOrderField = sort_key()
    direction: OrderDirection = ascending()
