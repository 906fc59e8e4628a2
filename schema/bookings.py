"""Bookings: who has which resource when."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, IdFilter, InstantFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ACustomerProduct, ALocation, AResource, ATeam


@strawberry.enum(description="Whether a booking stands.")
class BookingStatus(enum.Enum):
    CONFIRMED = strawberry.enum_value("confirmed", description="It stands.")
    TENTATIVE = strawberry.enum_value(
        "tentative", description="It waits for staff, and keeps the time free until then."
    )
    CANCELLED = strawberry.enum_value("cancelled", description="It was given up.")


@strawberry.input(description="Conditions on whether a booking stands.")
class BookingStatusFilter:
    eq: BookingStatus | None = condition("Is this.")
    in_: list[BookingStatus] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(
    description="A time for which somebody has a resource (section bookings). Others may see that "
    "the resource is busy, not by whom."
)
class Booking(Node):
    starts_at: dt.datetime | None = field("When it begins.")
    ends_at: dt.datetime | None = field("When it ends.")
    resource: AResource | None = field("What is booked.")
    location: ALocation | None = field("The location where it is.")
    status: BookingStatus | None = field("Whether it stands.")
    customer: ACustomer | None = field("Who booked.")
    team: ATeam | None = field("The team that it was booked for.")
    attendees: int | None = field("How many people come.")
    online: bool | None = field("Whether it was made in a portal, and not by staff.")
    notes: str | None = field("What the customer noted.")
    created_at: dt.datetime | None = field("When it was made.")
    paid_with: ACustomerProduct | None = field(
        "What the customer bought earlier that a unit was taken of for it; null where it was paid "
        "in another way, or the unit was given back."
    )


@strawberry.input(description="Conditions that narrow a list of bookings.")
class BookingFilter:
    starts_at: InstantFilter | None = condition("By beginning.")
    ends_at: InstantFilter | None = condition("By end.")
    resource: IdFilter | None = condition("By what is booked.")
    location: IdFilter | None = condition("By location.")
    status: BookingStatusFilter | None = condition("By whether they stand.")
    customer: IdFilter | None = condition("By who booked.")
    team: IdFilter | None = condition("By team.")


@strawberry.enum(description="What bookings can be ordered by.")
class BookingOrderField(enum.Enum):
    STARTS_AT = strawberry.enum_value("startsAt", description="The beginning.")
    CREATED_AT = strawberry.enum_value("createdAt", description="The moment of booking.")


@strawberry.input(description="The order of a list of bookings.")
class BookingOrder:
    field: BookingOrderField = sort_key()
    direction: OrderDirection = ascending()
