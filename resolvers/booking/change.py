"""Changing when a booking is, for how many, and its notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planning.ids import global_id
from planning.lookups import read_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CHANGE_BOOKING, CHANGE_FOR_CUSTOMER
from resolvers.audit import audit_row
from resolvers.booking.book import closed_door
from resolvers.booking.booking_rows import BookingRow, update_booking
from resolvers.booking.cancel import CANCELLED, late_since
from resolvers.booking.credit_rows import give_back, take_credits
from resolvers.booking.nine_rules import ask_rules
from resolvers.booking.outcomes import UNKNOWN_BOOKING, made, refused_by, wrong
from resolvers.booking.own_booking import Held, hold_booking
from resolvers.booking.party import in_the_name_of
from resolvers.booking.reading import read_situation
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Step, refuse
from resolvers.booking.wish import Wish, problems_in
from resolvers.commerce.booking_charges import recharge_booking
from resolvers.happenings import tell_of_booking
from resolvers.refusals import error
from resolvers.resources import RESOURCE

GIVEN_UP = error("INVALID_VALUE", "This booking was cancelled.", "bookingId")


async def change_booking(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Change what was given; a new time or number of people is asked of all nine rules.

    Staff change customers' bookings by the rules that hold for these: the rules are asked as if
    the customer did it.
    """
    given, network = arguments["input"], work.tree.root(work.portal)
    refusal = await closed_door(work, CHANGE_BOOKING)
    if refusal is not None and not work.viewer.is_staff:
        return refused_by(refusal)
    held = await hold_booking(work, given, CHANGE_FOR_CUSTOMER)
    if not isinstance(held, Held):
        return wrong(held)
    if refusal is not None and not held.by_staff:
        return refused_by(refusal)
    if held.row.status == CANCELLED:
        return wrong(GIVEN_UP)
    if held.row.starts_at <= work.now:
        return refused_by(refuse(Step.TIMING, Code.NO_PAST_BOOKINGS))
    row = changed(held.row, given)
    if problems := list(problems_in(given, row.starts_at, row.ends_at, work.now)):
        return wrong(*problems)
    situation = verdict = None
    if is_another(row, held.row):
        situation = await _situation(work, held, row)
        if situation is None:
            return wrong(UNKNOWN_BOOKING)
        verdict = ask_rules(situation)
        if verdict.refusal is not None:
            return refused_by(verdict.refusal, verdict)
        await give_back(work.connection, network, held.id, work.now)
        await take_credits(
            work.connection, network, held.id, situation.spending, work.now
        )
        status = "tentative" if verdict.tentative else row.status
        row = replace(row, status=status, late_since=await late_since(work, held.row))
    if row != held.row:
        await update_booking(work.connection, network, held.id, row)
        action = CHANGE_FOR_CUSTOMER if held.by_staff else CHANGE_BOOKING
        await audit_row(work, action, "Booking", held.id, held.row, row)
        await tell_of_booking(work, held.id, held.row, row)
        if is_another(row, held.row):
            await recharge_booking(work, held.id, row, situation)
    return made(held.id, verdict)


def changed(row: BookingRow, given: Mapping[str, Any]) -> BookingRow:
    """Return *row* with what was given in its place; a time cannot be taken away."""
    return replace(
        row,
        starts_at=given.get("startsAt") or row.starts_at,
        ends_at=given.get("endsAt") or row.ends_at,
        attendees=given.get("attendees", row.attendees),
        notes=given.get("notes", row.notes),
    )


def is_another(row: BookingRow, before: BookingRow) -> bool:
    """Whether it is at another time or for another number of people."""
    return (row.starts_at, row.ends_at, row.attendees) != (
        before.starts_at,
        before.ends_at,
        before.attendees,
    )


async def _situation(work: Work, held: Held, row: BookingRow) -> Situation | None:
    """Read the situation; None where the resource is not shown to the viewer any more."""
    named = global_id(RESOURCE.name, row.resource_id)
    seen = await read_visible(work, RESOURCE, named, ["location_id"])
    if seen is None:
        return None
    resource, place = seen
    asking = await in_the_name_of(work, row.customer_id) if held.by_staff else work
    wish = Wish(
        CHANGE_BOOKING,
        row.starts_at,
        row.ends_at,
        row.customer_id,
        attendees=row.attendees,
        team=None if row.customer_id == asking.viewer.customer else row.team_id,
        pool=row.team_id,
        without=held.id,
        place=place,
    )
    return await read_situation(asking, resource, wish)


CHANGE_A_BOOKING = Mutation(change_booking, records={"booking": "Booking"}, leaves_viewer=True)
