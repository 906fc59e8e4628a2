"""What lies before a customer: bookings of their own, and places at events."""

from __future__ import annotations

import sqlalchemy as sa

from planning.mutations import Work
from resolvers.booking.booking_rows import read_booking
from resolvers.booking.cancel import CANCELLED, give_up
from resolvers.enrolling.enrolment_rows import read_enrolment
from resolvers.enrolling.event_rows import read_event
from resolvers.enrolling.finding import Held
from resolvers.enrolling.leave import give_place_up
from store.content import event_attendees, events
from store.portable import Portable
from store.resources import bookings
from store.sql import NETWORK, NOW


async def give_up_what_comes(work: Work, customer: int, action: str) -> None:
    """Cancel what a customer booked and has not begun, and give up their places at events.

    It is given up as the customer would: in time, what it took comes back. What was booked for a
    team stays the team's. Whoever calls has taken turns for the customer.
    """
    network = work.tree.root(work.portal)
    asked = {"network": network, "customer": customer, "now": work.now}
    for (booking,) in await _BOOKINGS.fetch(work.connection, **asked):
        row = await read_booking(work.connection, network, booking)
        if row is not None:
            await give_up(work, booking, row, action)
    for enrolment, event in await _ENROLMENTS.fetch(work.connection, **asked):
        place = Held(
            enrolment, await read_enrolment(work.connection, network, enrolment), action
        )
        await give_place_up(work, place, await read_event(work.connection, network, event))


_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())
_BOOKINGS = Portable(
    lambda _: (
        sa.select(bookings.c.id)
        .where(
            bookings.c.network_id == NETWORK,
            bookings.c.customer_id == _CUSTOMER,
            bookings.c.team_id.is_(None),
            bookings.c.status != CANCELLED,
            bookings.c.starts_at > NOW,
        )
        .order_by(bookings.c.id)
    )
)
_ENROLMENTS = Portable(
    lambda _: (
        sa.select(event_attendees.c.id, event_attendees.c.event_id)
        .select_from(
            event_attendees.join(
                events,
                sa.and_(
                    events.c.network_id == event_attendees.c.network_id,
                    events.c.id == event_attendees.c.event_id,
                ),
            )
        )
        .where(
            event_attendees.c.network_id == NETWORK,
            event_attendees.c.customer_id == _CUSTOMER,
            event_attendees.c.left_at.is_(None),
            events.c.starts_at > NOW,
        )
        .order_by(event_attendees.c.id)
    )
)
