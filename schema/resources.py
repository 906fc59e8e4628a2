"""Resources: the rooms, desks and things that can be booked."""

import datetime as dt
import enum

import strawberry

from schema.booking_verdicts import FreeTime, ResourceAccess
from schema.bookings import BookingFilter, BookingOrder
from schema.connections import Connection
from schema.fields import argument, condition, condition_in, connection, field
from schema.filters import IS_NULL, BooleanFilter, IdFilter, IntFilter, TextFilter
from schema.levels import AccessLevel, AccessLevelFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ABooking, ALocation, AResource
from schema.resource_categories import Rate, ResourceCategory


@strawberry.enum(description="What a resource is.")
class ResourceKind(enum.Enum):
    MEETING_ROOM = strawberry.enum_value("meeting-room", description="A meeting room.")
    HOT_DESK = strawberry.enum_value("hot-desk", description="A desk for whoever comes.")
    DEDICATED_DESK = strawberry.enum_value("dedicated-desk", description="A desk of one's own.")
    PRIVATE_OFFICE = strawberry.enum_value("private-office", description="An office with a door.")
    EVENT_SPACE = strawberry.enum_value("event-space", description="A space for events.")
    STUDIO = strawberry.enum_value("studio", description="A studio.")
    LAB = strawberry.enum_value("lab", description="A laboratory.")
    KITCHEN = strawberry.enum_value("kitchen", description="A kitchen.")
    TREATMENT_ROOM = strawberry.enum_value("treatment-room", description="A treatment room.")
    STORAGE = strawberry.enum_value("storage", description="Room for things.")
    MACHINE = strawberry.enum_value("machine", description="A machine or a tool.")
    DAY_PASS = strawberry.enum_value("day-pass", description="A pass for a day.")
    PHONE_BOOTH = strawberry.enum_value("phone-booth", description="A booth for calls.")
    OTHER = strawberry.enum_value("other", description="Something else.")


@strawberry.enum(description="Between which bookings of a resource some time has to lie.")
class NoReturn(enum.Enum):
    SAME_RESOURCE = strawberry.enum_value(
        "same-resource", description="One customer's bookings of this resource."
    )
    ALL_RESOURCES = strawberry.enum_value(
        "all-resources", description="One customer's bookings of this and of any other resource."
    )
    ALL_USERS = strawberry.enum_value(
        "all-users", description="All bookings of this resource, whoever made them."
    )


@strawberry.input(description="Conditions on what a resource is.")
class ResourceKindFilter:
    eq: ResourceKind | None = condition("Is this.")
    in_: list[ResourceKind] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="A room, a desk or a thing that can be booked (section bookings).")
class Resource(Node):
    name: str | None = field("The resource's name.")
    kind: ResourceKind | None = field("What it is.")
    category: ResourceCategory | None = field("Its category, which says what a booking costs.")
    group: str | None = field("The group that it is shown in.")
    description: str | None = field("What there is to know, in Markdown.")
    capacity: int | None = field("How many people fit in; null where that makes no sense.")
    amenities: list[str] | None = field("What it has: a screen, daylight, a kettle.")
    image: str | None = field("The address of a picture.")
    location: ALocation | None = field("The location where it is.")
    rates: list[Rate] | None = field("What a booking costs, for whom.")
    linked_resources: list[AResource] | None = field(
        "What is booked with it, all or none: the rooms that a hall is made of. Those that the "
        "viewer may see, in the operator's order."
    )
    viewer_can_book: bool | None = field(
        "Whether the viewer may book at all, and the resource is for people like them. "
        "Plans, opening times and other bookings are looked at when it is booked."
    )
    access: ResourceAccess | None = field(
        "Whether the viewer could book it at a time, and if not, which step says no and why.",
        argument("start", dt.datetime, "When the booking would begin."),
        argument("end", dt.datetime, "When it would end."),
        argument("attendees", int | None, "How many people would come."),
    )
    availability: list[FreeTime] | None = field(
        "When it is open and free, from now on; whether the viewer may book then says `access`.",
        argument("from", dt.datetime, "From when on."),
        argument("until", dt.datetime, "Until when, 62 days later at the most."),
    )
    audience: AccessLevel | None = field("Who may book it; others see it all the same.")
    requires_confirmation: bool | None = field("Whether staff must confirm a booking.")
    home_only: bool | None = field("Whether only customers at home here may book it.")
    requires_credit: bool | None = field(
        "Whether it can be booked only as far as a plan's minutes or passes pay for it."
    )
    late_cancellation_minutes: int | None = field(
        "From how many minutes before the beginning on a cancelled booking keeps what it took; "
        "null where all of it always comes back."
    )
    minimum_minutes: int | None = field("The shortest booking, in minutes.")
    maximum_minutes: int | None = field("The longest booking, in minutes.")
    step_minutes: int | None = field("The step in which a booking begins and lasts, in minutes.")
    buffer_minutes: int | None = field("The time kept free between two bookings, in minutes.")
    advance_minutes: int | None = field("How long ahead it can be booked at the most, in minutes.")
    lead_minutes: int | None = field("How long ahead it must be booked at the least, in minutes.")
    no_return_minutes: int | None = field(
        "How many minutes lie at least between two bookings that count with each other; null where "
        "it may be booked again at once."
    )
    no_return_of: NoReturn | None = field("Which bookings count with each other.")
    display_order: int | None = field("Its place in the list of resources.")
    visible: bool | None = field("Whether the portal shows it.")
    archived: bool | None = field("Whether it is out of use.")
    bookings: Connection[ABooking] | None = connection(
        "Its bookings: the calendar.", filter=BookingFilter, order=BookingOrder
    )


@strawberry.input(description="Conditions that narrow a list of resources.")
class ResourceFilter:
    name: TextFilter | None = condition("By name.")
    kind: ResourceKindFilter | None = condition("By what they are.")
    category: IdFilter | None = condition("By category.")
    location: IdFilter | None = condition("By location.")
    capacity: IntFilter | None = condition("By how many people fit in.")
    audience: AccessLevelFilter | None = condition("By who may book them.")
    requires_confirmation: BooleanFilter | None = condition("By whether staff must confirm.")
    visible: BooleanFilter | None = condition("By whether the portal shows them.")
    archived: BooleanFilter | None = condition("By whether they are out of use.")


@strawberry.enum(description="What resources can be ordered by.")
class ResourceOrderField(enum.Enum):
    DISPLAY_ORDER = strawberry.enum_value("displayOrder", description="The operator's order.")
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of resources.")
class ResourceOrder:
    field: ResourceOrderField = sort_key()
    direction: OrderDirection = ascending()
