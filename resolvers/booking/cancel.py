"""Cancelling a booking."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CANCEL_BOOKING, CANCEL_FOR_CUSTOMER
from resolvers.audit import audit_row
from resolvers.booking.booking_rows import BookingRow, update_booking
from resolvers.booking.credit_rows import give_back, read_terms
from resolvers.booking.outcomes import made, refusal_of, refused_by, wrong
from resolvers.booking.own_booking import Held, hold_booking
from resolvers.booking.verdict import Code, Step, refuse
from resolvers.commerce.booking_charges import recharge_booking
from resolvers.happenings import tell_of_booking

CANCELLED = "cancelled"


async def cancel_booking(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Give a booking up that has not begun; one that was given up before stays so, late or not.

    What it took comes back, and nothing is owed for it, unless it is too late by the resource's
    terms. Staff give up bookings of customers, whatever these may do themselves.
    """
    decision = work.decide(CANCEL_BOOKING)
    if not (decision or work.viewer.is_staff):
        return refused_by(refusal_of(decision))
    held = await hold_booking(work, arguments["input"], CANCEL_FOR_CUSTOMER)
    if not isinstance(held, Held):
        return wrong(held)
    if not (decision or held.by_staff):
        return refused_by(refusal_of(decision))
    if held.row.status == CANCELLED:
        return made(held.id, late=held.row.late_since is not None)
    if held.row.starts_at <= work.now:
        return refused_by(refuse(Step.TIMING, Code.NO_PAST_BOOKINGS))
    action = CANCEL_FOR_CUSTOMER if held.by_staff else CANCEL_BOOKING
    return made(held.id, late=await give_up(work, held.id, held.row, action))


async def give_up(work: Work, booking: int, before: BookingRow, action: str) -> bool:
    """Let a booking that has not begun stand no longer; return whether that comes late.

    Whoever calls has taken turns for its customer, and *action* is what the viewer did.
    """
    network = work.tree.root(work.portal)
    row = replace(before, status=CANCELLED, late_since=await late_since(work, before))
    await update_booking(work.connection, network, booking, row)
    if row.late_since is None:
        await give_back(work.connection, network, booking, work.now)
        await recharge_booking(work, booking, row)
    await audit_row(work, action, "Booking", booking, before, row)
    await tell_of_booking(work, booking, before, row)
    return row.late_since is not None


async def late_since(work: Work, row: BookingRow) -> dt.datetime | None:
    """Return since when giving the booking up is late; None while it is not.

    Once a booking was moved too late it stays so: or else moving it would be giving it up in time.
    """
    if row.late_since is not None:
        return row.late_since
    terms = await read_terms(work.connection, work.tree.root(work.portal), row.resource_id)
    return terms.late_since(row.starts_at, work.now)


CANCEL_A_BOOKING = Mutation(cancel_booking, records={"booking": "Booking"}, leaves_viewer=True)
