"""Booking a resource."""

from __future__ import annotations

from typing import Any

from planning.ids import parse_id, row_key
from planning.lookups import find_visible, is_closed
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.booking_rows import BookingRow, insert_booking
from resolvers.booking.credit_rows import take_credits
from resolvers.booking.keys import find_key, keep_key, key_of
from resolvers.booking.ladder import door, ladder
from resolvers.booking.locks import take_turn
from resolvers.booking.outcomes import (
    OTHER_REQUEST,
    UNKNOWN_RESOURCE,
    made,
    refused_by,
    wrong,
)
from resolvers.booking.reading import read_door, read_situation
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse
from resolvers.booking.wish import Wish, problems_in
from resolvers.commerce.booking_charges import charge_booking
from resolvers.resources import RESOURCE
from store.audit_trail import Change, record_change

NOBODY = -1
"""No customer's id: a person that an id does not name is nobody's mate."""


async def book_resource(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Look the resource up, take turns, go up the ladder, and write the booking."""
    given = arguments["input"]
    start, end, booker = given["startsAt"], given["endsAt"], work.viewer.customer
    if booker is None or is_closed(work, RESOURCE):
        refusal = await closed_door(work, CREATE_BOOKING)
        return wrong(UNKNOWN_RESOURCE) if refusal is None else refused_by(refusal)
    if problems := list(problems_in(given, start, end, work.now)):
        return wrong(*problems)
    resource = await find_visible(work, RESOURCE, given["resourceId"])
    if resource is None:
        return wrong(UNKNOWN_RESOURCE)
    team = None if given.get("teamId") is None else _key(given, "Team")
    wish = Wish(
        CREATE_BOOKING,
        start,
        end,
        customer=booker if given.get("forCustomerId") is None else _key(given, "Customer"),
        attendees=given.get("attendees"),
        team=team,
        pool=team,
    )
    network = work.tree.root(work.portal)
    await take_turn(work.connection, network, resource, {booker, wish.customer}, team=team)

    key = key_of(booker, CREATE_BOOKING, given)
    before = None if key is None else await find_key(work.connection, network, key)
    if key is not None and before is not None:
        return made(before[1]) if before[0] == key.asked else wrong(OTHER_REQUEST)
    situation = await read_situation(work, resource, wish)
    if situation is None:
        return wrong(UNKNOWN_RESOURCE)
    verdict = ladder(situation)
    if verdict.refusal is not None:
        return refused_by(verdict.refusal, verdict)

    row = _row(work, situation, wish, given, tentative=verdict.tentative)
    booking = await insert_booking(work.connection, network, row)
    await take_credits(work.connection, network, booking, situation.spending.uses, work.now)
    if key is not None:
        await keep_key(work.connection, network, key, booking, work.now)
    await audit(work, CREATE_BOOKING, booking, None, row)
    await charge_booking(work, booking, row, verdict)
    return made(booking, verdict)


async def closed_door(work: Work, action: str) -> Refusal | None:
    """Say why the viewer would not even see the resources; None where it is not about them."""
    situation = await read_door(work, action)
    refusal = door(situation)
    if refusal is None and situation.booker.customer is None:
        return refuse(Step.PORTAL_ACCESS, Code.LOGIN_REQUIRED)
    return refusal


async def audit(
    work: Work, action: str, booking: int, before: BookingRow | None, after: BookingRow
) -> None:
    """Keep who did what to a booking."""
    change = Change(
        action,
        after.location_id,
        "Booking",
        booking,
        None if before is None else before.columns(),
        after.columns(),
    )
    await record_change(
        work.connection,
        work.tree.root(work.portal),
        change,
        login=work.viewer.login,
        customer=work.viewer.customer,
        now=work.now,
    )


def _key(given: dict[str, Any], type_name: str) -> int:
    parsed = parse_id(given["teamId" if type_name == "Team" else "forCustomerId"])
    key = row_key(parsed[1]) if parsed is not None and parsed[0] == type_name else None
    return NOBODY if key is None else key


def _row(
    work: Work, situation: Situation, wish: Wish, given: dict[str, Any], *, tentative: bool
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
        online=True,
        notes=given.get("notes"),
        created_at=work.now,
    )


BOOK_RESOURCE = Mutation(book_resource, records={"booking": "Booking"})
