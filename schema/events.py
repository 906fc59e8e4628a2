"""Events: what happens at a location, and when."""

import datetime as dt
import enum

import strawberry

from schema.attendees import EventAttendeeOrder
from schema.connections import Connection
from schema.fields import condition, connection, field
from schema.filters import IdFilter, InstantFilter, TextFilter
from schema.levels import AccessLevel, AccessLevelFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ALocation, AnActivity, AnAttendee, AProfile
from schema.tickets import EventTicket


@strawberry.type(description="Something that happens at a location (section events).")
class Event(Node):
    title: str | None = field("The event's title.")
    summary: str | None = field("What it is about, in a sentence or two.")
    description: str | None = field("All that there is to say, in Markdown.")
    starts_at: dt.datetime | None = field("When it begins.")
    ends_at: dt.datetime | None = field("When it ends.")
    category: str | None = field("The category that it is listed under.")
    venue: str | None = field("Where in the house it takes place.")
    capacity: int | None = field("How many people fit in; null for no limit.")
    image: str | None = field("The address of a picture.")
    location: ALocation | None = field("The location whose event it is.")
    activity: AnActivity | None = field("The course, class or activity that it belongs to.")
    host: AProfile | None = field("Who invites, as the directory shows them.")
    tickets: list[EventTicket] | None = field("The tickets on sale, in the operator's order.")
    attendees: Connection[AnAttendee] | None = connection(
        "Who signed up.", order=EventAttendeeOrder
    )
    audience: AccessLevel | None = field("Whom the event is for.")
    published_at: dt.datetime | None = field("When it appears in the portals.")
    unpublished_at: dt.datetime | None = field("When it disappears again; null for never.")
    internal_notes: str | None = field("What staff noted; never shown to customers.")


@strawberry.input(description="Conditions that narrow a list of events.")
class EventFilter:
    title: TextFilter | None = condition("By title.")
    category: TextFilter | None = condition("By category.")
    location: IdFilter | None = condition("By location.")
    starts_at: InstantFilter | None = condition("By beginning.")
    ends_at: InstantFilter | None = condition("By end.")
    audience: AccessLevelFilter | None = condition("By whom they are for.")
    activity: IdFilter | None = condition("By course, class or activity.")


@strawberry.enum(description="What events can be ordered by.")
class EventOrderField(enum.Enum):
    STARTS_AT = strawberry.enum_value("startsAt", description="The beginning.")
    TITLE = strawberry.enum_value("title", description="The title.")
    CATEGORY = strawberry.enum_value("category", description="The category.")


@strawberry.input(description="The order of a list of events.")
class EventOrder:
    field: EventOrderField = sort_key()
    direction: OrderDirection = ascending()
