"""Attendees: who signed up for an event."""

import datetime as dt
import enum

import strawberry

from schema.fields import field
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ALocation, AnEvent, AProfile
from schema.tickets import EventTicket


@strawberry.type(description="Somebody's place at an event.")
class EventAttendee(Node):
    profile: AProfile | None = field("The person as the directory shows them.")
    customer: ACustomer | None = field("The person as a customer.")
    event: AnEvent | None = field("The event.")
    ticket: EventTicket | None = field("The ticket taken; null where there was none to take.")
    location: ALocation | None = field("The location whose event it is.")
    registered_at: dt.datetime | None = field("When the person signed up.")
    attended: dt.datetime | None = field("When the person came; null if they did not.")


@strawberry.enum(description="What attendees can be ordered by.")
class EventAttendeeOrderField(enum.Enum):
    REGISTERED_AT = strawberry.enum_value("registeredAt", description="The moment of signing up.")


@strawberry.input(description="The order of a list of attendees.")
class EventAttendeeOrder:
    field: EventAttendeeOrderField = sort_key()
    direction: OrderDirection = ascending()
