"""Enrolments: what somebody takes part in, by the times of the events."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, IdFilter, InstantFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ACustomerProduct, ALocation, AnEvent
from schema.tickets import EventTicket


@strawberry.enum(description="How somebody signed up.")
class EnrolmentChannel(enum.Enum):
    ONLINE = strawberry.enum_value("online", description="By themselves, in a portal.")
    BY_STAFF = strawberry.enum_value("by-staff", description="Staff signed them up.")


@strawberry.input(description="Conditions on how somebody signed up.")
class EnrolmentChannelFilter:
    eq: EnrolmentChannel | None = condition("Is this.")
    in_: list[EnrolmentChannel] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="Somebody's place at an event: a line of an agenda, or of the past.")
class Enrolment(Node):
    event: AnEvent | None = field("The event; null where the portal does not show it.")
    title: str | None = field("The event's title, also where the portal does not show it.")
    starts_at: dt.datetime | None = field("When the event begins.")
    ends_at: dt.datetime | None = field("When the event ends.")
    is_today: bool | None = field("Whether it is today, where it takes place.")
    location: ALocation | None = field("The location whose event it is.")
    customer: ACustomer | None = field("Who takes part.")
    channel: EnrolmentChannel | None = field("How they signed up; null where nobody noted it.")
    product: ACustomerProduct | None = field("What they used for it; null where there was nothing.")
    ticket: EventTicket | None = field("The ticket taken; null where there was none to take.")
    enrolled_at: dt.datetime | None = field("When they signed up.")
    attended: dt.datetime | None = field("When they came; null if they did not.")
    left_at: dt.datetime | None = field("When they gave the place up; null if they did not.")


@strawberry.input(description="Conditions that narrow a list of enrolments.")
class EnrolmentFilter:
    starts_at: InstantFilter | None = condition("By the event's beginning: what is past or ahead.")
    ends_at: InstantFilter | None = condition("By the event's end.")
    event: IdFilter | None = condition("By event.")
    location: IdFilter | None = condition("By location.")
    channel: EnrolmentChannelFilter | None = condition("By how they signed up.")
    product: IdFilter | None = condition("By what they used for it.")
    attended: InstantFilter | None = condition("By whether, and when, they came.")
    left_at: InstantFilter | None = condition("By whether, and when, they gave the place up.")


@strawberry.enum(description="What enrolments can be ordered by.")
class EnrolmentOrderField(enum.Enum):
    STARTS_AT = strawberry.enum_value("startsAt", description="The event's beginning.")


@strawberry.input(description="The order of a list of enrolments.")
class EnrolmentOrder:
    field: EnrolmentOrderField = sort_key()
    direction: OrderDirection = ascending()
