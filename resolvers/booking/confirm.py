"""Confirming a booking that waits for staff."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CONFIRM_BOOKING
from resolvers.audit import audit_row
from resolvers.booking.booking_rows import BookingRow, read_booking, update_booking
from resolvers.booking.cancel import CANCELLED
from resolvers.booking.change import GIVEN_UP
from resolvers.booking.constraints import conflict
from resolvers.booking.credit_rows import give_back, take_credits
from resolvers.booking.locks import take_turn
from resolvers.booking.outcomes import UNKNOWN_BOOKING, made, refused_by, wrong
from resolvers.booking.own_booking import Held
from resolvers.booking.party import in_the_name_of
from resolvers.booking.reading import read_situation
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Step, refuse
from resolvers.booking.wish import Wish
from resolvers.bookings import BOOKING
from resolvers.commerce.booking_charges import STANDS, recharge_booking
from resolvers.happenings import tell_of_booking
from resolvers.refusals import not_allowed


async def confirm_booking(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a booking stand that has not begun, if its time is still free; twice is once.

    Staff decide, so the other rules are not asked again. What credits pay for, and the discount,
    is as it is now; the rest is owed from now on.
    """
    held = await _hold(work, arguments["input"])
    if not isinstance(held, Held):
        return wrong(held)
    if held.row.status == CANCELLED:
        return wrong(GIVEN_UP)
    if held.row.status == STANDS:
        return made(held.id)
    if held.row.starts_at <= work.now:
        return refused_by(refuse(Step.TIMING, Code.NO_PAST_BOOKINGS))
    situation = await _situation(work, held)
    if situation is None:
        return wrong(UNKNOWN_BOOKING)
    refusal = conflict(situation)
    if refusal is not None:
        return refused_by(refusal)
    network, row = work.tree.root(work.portal), replace(held.row, status=STANDS)
    await give_back(work.connection, network, held.id, work.now)
    await take_credits(work.connection, network, held.id, situation.spending, work.now)
    await update_booking(work.connection, network, held.id, row)
    await audit_row(work, CONFIRM_BOOKING, "Booking", held.id, held.row, row)
    await tell_of_booking(work, held.id, held.row, row)
    await recharge_booking(work, held.id, row, situation)
    return made(held.id)


async def _hold(work: Work, given: dict[str, Any]) -> Held | dict[str, Any]:
    """Find the booking and take turns for it; or return what is wrong.

    The permission counts where the booking is. Without it, a booking that the viewer does not see
    and one that there is not are the same.
    """
    network = work.tree.root(work.portal)
    booking = await find_visible(work, BOOKING, given["bookingId"])
    row = None if booking is None else await read_booking(work.connection, network, booking)
    if booking is None or row is None or row.location_id not in work.tree:
        decision = work.decide(CONFIRM_BOOKING)
        return UNKNOWN_BOOKING if decision else not_allowed(decision)
    decision = work.policies.decide(CONFIRM_BOOKING, work.viewer, row.location_id, work.now)
    if not decision:
        return not_allowed(decision)
    people = {row.customer_id}
    await take_turn(work.connection, network, row.resource_id, people, team=row.team_id)
    locked: BookingRow | None = await read_booking(work.connection, network, booking)
    return UNKNOWN_BOOKING if locked is None else Held(booking, locked)


async def _situation(work: Work, held: Held) -> Situation | None:
    """Read the situation in the customer's name, the booking itself left aside."""
    row = held.row
    wish = Wish(
        CONFIRM_BOOKING,
        row.starts_at,
        row.ends_at,
        row.customer_id,
        attendees=row.attendees,
        pool=row.team_id,
        without=held.id,
        place=row.location_id,
    )
    return await read_situation(
        await in_the_name_of(work, row.customer_id), row.resource_id, wish
    )


CONFIRM_A_BOOKING = Mutation(confirm_booking, records={"booking": "Booking"}, leaves_viewer=True)
