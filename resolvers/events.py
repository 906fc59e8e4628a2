"""Events, their tickets, and who signed up."""

from __future__ import annotations

from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity, PartOf, PlanLink
from planning.fields import Column, Pages, Place, Switches, ToMany, ToOne
from resolvers.money import money
from resolvers.publication import WINDOW, in_window
from resolvers.words import level
from store.content import event_attendees, event_plans, event_tickets, events

EVENT = Entity(
    name="Event",
    table=events,
    audience="audience",
    plans=PlanLink(event_plans, "event_id"),
    published=in_window,
    window=WINDOW,
    fields={
        "title": Column("title", folded="title_folded"),
        "summary": Column("summary"),
        "description": Column("description"),
        "startsAt": Column("starts_at"),
        "endsAt": Column("ends_at"),
        "category": Column("category", folded="category_folded"),
        "venue": Column("venue"),
        "capacity": Column("capacity"),
        "image": Column("image"),
        "location": Place(),
        "activity": ToOne("Activity", "activity_id"),
        "host": ToOne("Profile", "host_id", key="customer_id"),
        "tickets": ToMany("EventTicket", "event_id", order=("display_order",)),
        "attendees": Pages("EventAttendee", "event_id"),
        "audience": level(),
        "publishedAt": Column("published_at"),
        "unpublishedAt": Column("unpublished_at"),
        "internalNotes": Column("internal_notes"),
    },
    sort=("startsAt", "title", "category"),
    filters=("title", "category", "location", "startsAt", "endsAt", "audience", "activity"),
    search=("title",),
)

EVENT_TICKET = Entity(
    name="EventTicket",
    table=event_tickets,
    audience="audience",
    part_of=PartOf("Event", "event_id"),
    fields={
        "name": Column("name"),
        "price": money("price_minor"),
        "audience": level(),
        "allocation": Column("allocation"),
        "maxPerAttendee": Column("max_per_attendee"),
        "displayOrder": Column("display_order"),
        "event": ToOne("Event", "event_id"),
        "location": Place(),
    },
)


def comes(attendee: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the place was not given up."""
    return attendee.c.left_at.is_(None)


EVENT_ATTENDEE = Entity(
    name="EventAttendee",
    table=event_attendees,
    owner="customer_id",
    part_of=PartOf("Event", "event_id"),
    exists=comes,
    fields={
        "profile": ToOne("Profile", "customer_id", key="customer_id"),
        "customer": ToOne("Customer", "customer_id"),
        "event": ToOne("Event", "event_id"),
        "ticket": ToOne("EventTicket", "ticket_id"),
        "location": Place(),
        "registeredAt": Column("registered_at"),
        "attended": Column("attended"),
    },
    sort=("registeredAt",),
)
