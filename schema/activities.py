"""Courses, classes and other activities: what events of a series have in common."""

import enum

import strawberry

from schema.connections import Connection
from schema.events import EventFilter, EventOrder
from schema.fields import condition, condition_in, connection, field
from schema.filters import IS_NULL, BooleanFilter, IdFilter, TextFilter
from schema.levels import AccessLevel, AccessLevelFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ALocation, AnEvent, ATeacher


@strawberry.enum(description="What kind of series an activity is.")
class ActivityKind(enum.Enum):
    COURSE = strawberry.enum_value("course", description="With a beginning, an end, and a place.")
    CLASS = strawberry.enum_value("class", description="Again and again, for whoever comes.")
    ACTIVITY = strawberry.enum_value("activity", description="Anything else that recurs.")


@strawberry.input(description="Conditions on the kind of an activity.")
class ActivityKindFilter:
    eq: ActivityKind | None = condition("Is this.")
    in_: list[ActivityKind] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="A course, class or other activity; its events say when it is.")
class Activity(Node):
    title: str | None = field("The title.")
    kind: ActivityKind | None = field("What kind of series it is.")
    summary: str | None = field("What it is about, in a sentence or two.")
    teacher: ATeacher | None = field("Who teaches it.")
    location: ALocation | None = field("The location that puts it on.")
    audience: AccessLevel | None = field("Whom it is for.")
    requires_product: bool | None = field(
        "Whether a place takes a product that covers it, or a ticket that costs something."
    )
    late_minutes: int | None = field(
        "From how many minutes before an event on a place that is given up keeps what it took; "
        "null for never."
    )
    enabled: bool | None = field("Whether it is on show.")
    events: Connection[AnEvent] | None = connection(
        "Its events, the earliest first.", filter=EventFilter, order=EventOrder
    )


@strawberry.input(description="Conditions that narrow a list of activities.")
class ActivityFilter:
    title: TextFilter | None = condition("By title.")
    kind: ActivityKindFilter | None = condition("By kind.")
    teacher: IdFilter | None = condition("By teacher.")
    location: IdFilter | None = condition("By location.")
    audience: AccessLevelFilter | None = condition("By whom they are for.")
    enabled: BooleanFilter | None = condition("By whether they are on show.")


@strawberry.enum(description="What activities can be ordered by.")
class ActivityOrderField(enum.Enum):
    TITLE = strawberry.enum_value("title", description="The title.")


@strawberry.input(description="The order of a list of activities.")
class ActivityOrder:
    field: ActivityOrderField = sort_key()
    direction: OrderDirection = ascending()
