"""Booking a resource."""

from __future__ import annotations

from typing import Any

from planning.lookups import is_closed, read_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import BOOK_FOR_CUSTOMER, CREATE_BOOKING
from resolvers.audit import audit_row
from resolvers.booking.booking_rows import BookingRow, insert_booking
from resolvers.booking.credit_rows import take_credits
from resolvers.booking.locks import take_turn
from resolvers.booking.nine_rules import ask_rules, door
from resolvers.booking.outcomes import (
    UNKNOWN_RESOURCE,
    made,
    refused_by,
    wrong,
)
from resolvers.booking.party import Party, find_party, key_of_record, may_have_party
from resolvers.booking.reading import read_door, read_situation
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, Verdict, refuse
from resolvers.booking.wish import Wish, problems_in
from resolvers.commerce.booking_charges import charge_booking
from resolvers.happenings import tell_of_booking
from resolvers.keys import came_to, keep_key, key_of
from resolvers.refusals import not_allowed
from resolvers.resources import RESOURCE


async def book_resource(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Look the resource up, take turns, ask the nine rules, and write the booking."""
    given = arguments["input"]
    start, end = given["startsAt"], given["endsAt"]
    if not may_have_party(work, given) or is_closed(work, RESOURCE):
        return await nothing_to_book(work, given)
    if problems := list(problems_in(given, start, end, work.now)):
        return wrong(*problems)
    seen = await read_visible(work, RESOURCE, given["resourceId"], ["location_id"])
    if seen is None:
        return wrong(UNKNOWN_RESOURCE)
    resource, place = seen
    party = await find_party(work, given, place)
    if not isinstance(party, Party):
        return wrong(party)
    team = None if given.get("teamId") is None else key_of_record(given["teamId"], "Team")
    wish = Wish(
        CREATE_BOOKING,
        start,
        end,
        customer=party.customer,
        attendees=given.get("attendees"),
        team=team,
        pool=team,
        place=place,
    )
    network, people = work.tree.root(work.portal), {party.booker, party.customer}
    await take_turn(work.connection, network, resource, people, team=team)

    key = key_of(party.booker, CREATE_BOOKING, given)
    before = await came_to(work, key)
    if before is not None:
        return made(before) if isinstance(before, int) else wrong(before)
    booked = await book_one(work, party, resource, wish, given.get("notes"))
    if booked is None:
        return wrong(UNKNOWN_RESOURCE)
    booking, verdict = booked
    if verdict.refusal is not None or booking is None:
        assert verdict.refusal is not None, "what is not refused is booked"
        return refused_by(verdict.refusal, verdict)
    await keep_key(work, key, booking)
    return made(booking, verdict)


async def book_one(
    work: Work, party: Party, resource: int, wish: Wish, notes: str | None
) -> tuple[int | None, Verdict] | None:
    """Ask the nine rules and write the booking if nothing refuses; return its id and the verdict.

    None where the resource is gone. Whoever calls has taken turns.
    """
    situation = await read_situation(party.asking, resource, wish)
    if situation is None:
        return None
    verdict = ask_rules(situation)
    if verdict.refusal is not None:
        return None, verdict
    network = work.tree.root(work.portal)
    row = _row(situation, wish, notes, online=party.online, tentative=verdict.tentative)
    booking = await insert_booking(work.connection, network, row)
    await take_credits(work.connection, network, booking, situation.spending, work.now)
    await audit_row(work, CREATE_BOOKING, "Booking", booking, None, row)
    await tell_of_booking(work, booking, None, row)
    await charge_booking(work, booking, row, situation)
    return booking, verdict


async def nothing_to_book(work: Work, given: dict[str, Any]) -> Outcome:
    """Say why the viewer would not even see the resources; to staff, whether they may book."""
    if work.viewer.customer is None and may_have_party(work, given):
        decision = work.decide(BOOK_FOR_CUSTOMER)
        return wrong(UNKNOWN_RESOURCE if decision else not_allowed(decision))
    refusal = await closed_door(work, CREATE_BOOKING)
    return wrong(UNKNOWN_RESOURCE) if refusal is None else refused_by(refusal)


async def closed_door(work: Work, action: str) -> Refusal | None:
    """Say why the viewer would not even see the resources; None where it is not about them."""
    situation = await read_door(work, action)
    refusal = door(situation)
    if refusal is None and situation.booker.customer is None:
        return refuse(Step.PORTAL_ACCESS, Code.LOGIN_REQUIRED)
    return refusal


def _row(
    situation: Situation, wish: Wish, notes: str | None, *, online: bool, tentative: bool
) -> BookingRow:
    return BookingRow(
        resource_id=situation.resource.id,
        location_id=situation.resource.location,
        customer_id=wish.customer,
        team_id=wish.team,
        starts_at=wish.start,
        ends_at=wish.end,
        attendees=wish.attendees,
        status="tentative" if tentative else "confirmed",
        online=online,
        notes=notes,
        created_at=situation.now,
    )


BOOK_RESOURCE = Mutation(book_resource, records={"booking": "Booking"}, leaves_viewer=True)
