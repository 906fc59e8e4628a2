"""Charges, and what is bought again and again."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, IdFilter, InstantFilter
from schema.money import Money
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import (
    ABooking,
    AContract,
    ACustomer,
    ALocation,
    AnInvoice,
    AProduct,
)


@strawberry.enum(description="What a charge is for.")
class ChargeKind(enum.Enum):
    PLAN = strawberry.enum_value("plan", description="A billing cycle of a plan.")
    PRODUCT = strawberry.enum_value("product", description="Something bought in the store.")
    BOOKING = strawberry.enum_value("booking", description="A booking.")
    OTHER = strawberry.enum_value("other", description="Something else.")


@strawberry.input(description="Conditions on what a charge is for.")
class ChargeKindFilter:
    eq: ChargeKind | None = condition("Is this.")
    in_: list[ChargeKind] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="A product that is bought again every month (section payments).")
class Subscription(Node):
    product: AProduct | None = field("The product; null where it is no longer on show.")
    customer: ACustomer | None = field("Who buys it.")
    quantity: int | None = field("How many.")
    unit_price: Money | None = field("What one costs a month.")
    start_date: dt.date | None = field("The day on which it was first bought.")
    next_date: dt.date | None = field("The day on which it is bought next.")
    end_date: dt.date | None = field("The day from which on it is not; null for no end.")
    location: ALocation | None = field("The location that sells it.")


@strawberry.type(
    description="One thing that a customer owes for; it waits for an invoice, or stands on one "
    "(section payments)."
)
class Charge(Node):
    kind: ChargeKind | None = field("What it is for.")
    description: str | None = field("What it is for, in words.")
    quantity: int | None = field("How many.")
    unit_price: Money | None = field("What one costs.")
    total: Money | None = field("What all of them cost.")
    owed_at: dt.datetime | None = field("When it came to be owed.")
    owed_date: dt.date | None = field("The day that the location's calendar showed then.")
    from_date: dt.date | None = field("The first day that it is for.")
    until_date: dt.date | None = field("The first day after the time that it is for.")
    customer: ACustomer | None = field("Who owes it.")
    contract: AContract | None = field("The contract, where it is for a plan.")
    product: AProduct | None = field("The product, where it is for one that is on show.")
    subscription: Subscription | None = field("What buys it again and again.")
    booking: ABooking | None = field("The booking, where it is for one.")
    invoice: AnInvoice | None = field("The invoice that it stands on; null while it waits.")
    location: ALocation | None = field("The location that is owed.")


@strawberry.input(description="Conditions that narrow a list of charges.")
class ChargeFilter:
    kind: ChargeKindFilter | None = condition("By what they are for.")
    owed_at: InstantFilter | None = condition("By when they came to be owed.")
    location: IdFilter | None = condition("By location.")
    customer: IdFilter | None = condition("By customer.")


@strawberry.enum(description="What charges can be ordered by.")
class ChargeOrderField(enum.Enum):
    OWED_AT = strawberry.enum_value("owedAt", description="When they came to be owed.")


@strawberry.input(description="The order of a list of charges.")
class ChargeOrder:
    field: ChargeOrderField = sort_key()
    direction: OrderDirection = ascending()
