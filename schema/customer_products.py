"""What customers bought and use up."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, IdFilter, InstantFilter, TextFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ALocation, AnEnrolment, AnInvoice, AProduct


@strawberry.enum(description="What kind of product a customer bought.")
class CustomerProductKind(enum.Enum):
    SERVICE = strawberry.enum_value("service", description="A single service, or some of them.")
    MEMBERSHIP = strawberry.enum_value("membership", description="Visits for a stretch of time.")
    VIDEO = strawberry.enum_value("video", description="Something to watch.")


@strawberry.enum(description="Whether a customer's product can be used now.")
class CustomerProductState(enum.Enum):
    EXPIRED = strawberry.enum_value("expired", description="Its days are over.")
    UPCOMING = strawberry.enum_value("upcoming", description="Its days have not begun.")
    USED_UP = strawberry.enum_value("used-up", description="No units are left.")
    CURRENT = strawberry.enum_value("current", description="It can be used.")


@strawberry.input(description="Conditions on the kind of a customer's product.")
class CustomerProductKindFilter:
    eq: CustomerProductKind | None = condition("Is this.")
    in_: list[CustomerProductKind] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.input(description="Conditions on the state of a customer's product.")
class CustomerProductStateFilter:
    eq: CustomerProductState | None = condition("Is this.")
    in_: list[CustomerProductState] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="Something that a customer bought, to be used on certain days.")
class CustomerProduct(Node):
    name: str | None = field("What it was called when it was sold.")
    kind: CustomerProductKind | None = field("What kind of product it is.")
    state: CustomerProductState | None = field("Whether it can be used now.")
    from_date: dt.date | None = field("The first day on which it is valid, where it was sold.")
    until_date: dt.date | None = field("The first day on which it no longer is; null for never.")
    starts_at: dt.datetime | None = field("From when it is valid: the start of `fromDate`.")
    ends_at: dt.datetime | None = field("Until when it is valid: the start of `untilDate`.")
    units: int | None = field("How often it can be used; null where nobody counts.")
    units_left: int | None = field("How often it can still be used; null where nobody counts.")
    usable: bool | None = field(
        "Whether it can be used now: it is current, and the customer not suspended."
    )
    sold_at: dt.datetime | None = field("When it was sold.")
    product: AProduct | None = field("The product in the store; null where it is not on show.")
    invoice: AnInvoice | None = field("The invoice that it stands on.")
    customer: ACustomer | None = field("Who bought it.")
    location: ALocation | None = field("The location that sold it.")
    visits: list[AnEnrolment] | None = field("What it was used for, the latest first.")


@strawberry.input(description="Conditions that narrow a list of customers' products.")
class CustomerProductFilter:
    name: TextFilter | None = condition("By name.")
    kind: CustomerProductKindFilter | None = condition("By kind.")
    state: CustomerProductStateFilter | None = condition("By state.")
    location: IdFilter | None = condition("By the location that sold it.")
    sold_at: InstantFilter | None = condition("By the moment of the sale.")


@strawberry.enum(description="What customers' products can be ordered by.")
class CustomerProductOrderField(enum.Enum):
    SOLD_AT = strawberry.enum_value("soldAt", description="The moment of the sale.")


@strawberry.input(description="The order of a list of customers' products.")
class CustomerProductOrder:
    field: CustomerProductOrderField = sort_key()
    direction: OrderDirection = ascending()
