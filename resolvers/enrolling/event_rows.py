"""What an event says of who may come: its people, its tickets, and how many places are taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from store.content import event_attendees, event_plans, event_tickets, events
from store.databases import Connection
from store.moments import kept_moment
from store.portable import Portable
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as enrolling needs it; `plans` are the ids of those that it is kept for."""

    id: int
    location: str
    title: str
    starts_at: dt.datetime
    capacity: int | None
    audience: str
    activity: int | None
    plans: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket of an event: whom it is for, what it costs, and how many there are."""

    id: int
    name: str
    price_minor: int
    currency: str
    audience: str
    allocation: int | None
    max_per_attendee: int | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A place that was taken and not given up."""

    customer: int
    ticket: int | None


async def read_event(connection: Connection, network: str, event: int) -> EventRow:
    """Read an event that there is."""
    rows = await _EVENT.fetch(connection, network=network, event=event)
    key, location, title, starts_at, capacity, audience, activity = rows[0]
    plans = await _PLANS.fetch(connection, network=network, event=event)
    kept_for = tuple(plan for (plan,) in plans)
    return EventRow(
        key, location, title, kept_moment(starts_at), capacity, audience, activity, kept_for
    )


async def read_tickets(connection: Connection, network: str, event: int) -> list[TicketRow]:
    """Read the tickets of an event."""
    rows = await _TICKETS.fetch(connection, network=network, event=event)
    return [TicketRow(*row) for row in rows]


async def read_taken(connection: Connection, network: str, event: int) -> list[Taken]:
    """Read the places at an event that are taken."""
    rows = await _TAKEN.fetch(connection, network=network, event=event)
    return [Taken(customer, ticket) for customer, ticket in rows]


_THE_EVENT: sa.BindParameter[int] = sa.bindparam("event", type_=sa.BigInteger())
_EVENT = Portable(
    lambda _: sa.select(
        events.c.id,
        events.c.location_id,
        events.c.title,
        events.c.starts_at,
        events.c.capacity,
        events.c.audience,
        events.c.activity_id,
    ).where(events.c.network_id == NETWORK, events.c.id == _THE_EVENT)
)
_PLANS = Portable(
    lambda _: (
        sa.select(event_plans.c.plan_id)
        .where(event_plans.c.network_id == NETWORK, event_plans.c.event_id == _THE_EVENT)
        .order_by(event_plans.c.plan_id)
    )
)
_TICKETS = Portable(
    lambda _: (
        sa.select(*(event_tickets.c[name] for name in TicketRow.__dataclass_fields__))
        .where(event_tickets.c.network_id == NETWORK, event_tickets.c.event_id == _THE_EVENT)
        .order_by(event_tickets.c.id)
    )
)
_TAKEN = Portable(
    lambda _: sa.select(event_attendees.c.customer_id, event_attendees.c.ticket_id).where(
        event_attendees.c.network_id == NETWORK,
        event_attendees.c.event_id == _THE_EVENT,
        event_attendees.c.left_at.is_(None),
    )
)
