"""Enrolments: somebody's places at events, seen from the person's side, by the events' times."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa

from planning.entities import Entity
from planning.fields import Column, Computed, Context, Place, ToOne
from resolvers.words import choice
from store.content import CHANNELS, event_attendees, events

_OF_EVENT = sa.and_(
    events.c.network_id == event_attendees.c.network_id, events.c.id == event_attendees.c.event_id
)
ENROLMENTS = cast(
    sa.Table,
    sa.select(*event_attendees.c, events.c.title, events.c.starts_at, events.c.ends_at)
    .select_from(event_attendees.join(events, _OF_EVENT))
    .subquery("enrolments"),
)
"""Who signed up, with the event's title and times; the planner takes aliases of what it gets."""


def is_today(
    context: Context,
    location: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    left_at: dt.datetime | None,
) -> bool:
    """Whether the event takes place, or goes on, on the day that it is now where it happens.

    A place that was given up is on nobody's agenda.
    """
    found = context.tree.locations.get(location)
    if found is None or left_at is not None:
        return False
    still_on = max(starts_at, ends_at - dt.timedelta(seconds=1))  # at midnight it is over
    return bool(found.day(starts_at) <= found.day(context.now) <= found.day(still_on))


ENROLMENT = Entity(
    name="Enrolment",
    table=ENROLMENTS,
    owner="customer_id",
    fields={
        "event": ToOne("Event", "event_id"),
        "title": Column("title"),
        "startsAt": Column("starts_at"),
        "endsAt": Column("ends_at"),
        "isToday": Computed(("location_id", "starts_at", "ends_at", "left_at"), is_today),
        "location": Place(),
        "customer": ToOne("Customer", "customer_id"),
        "channel": choice("channel", CHANNELS),
        "product": ToOne("CustomerProduct", "customer_product_id"),
        "ticket": ToOne("EventTicket", "ticket_id"),
        "enrolledAt": Column("registered_at"),
        "attended": Column("attended"),
        "leftAt": Column("left_at"),
    },
    sort=("startsAt",),
    filters=(
        *("startsAt", "endsAt", "event", "location", "channel", "product", "attended", "leftAt"),
    ),
)
