"""The booking that somebody wants to change or cancel: found, locked, and theirs, or staff's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning.lookups import find_visible
from planning.mutations import Work
from resolvers.booking.booking_rows import BookingRow, read_booking
from resolvers.booking.locks import take_turn
from resolvers.booking.outcomes import NOT_YOURS, UNKNOWN_BOOKING
from resolvers.booking.portal_access import CAN_BOOK_FOR_TEAM
from resolvers.booking.reading import ADMINISTRATOR
from resolvers.bookings import BOOKING


@dataclass(frozen=True, slots=True)
class Held:
    """A booking, as it stands while nobody else can change it; `by_staff` if it is another's."""

    id: int
    row: BookingRow
    by_staff: bool = False


async def hold_booking(
    work: Work, given: dict[str, Any], staffs_action: str
) -> Held | dict[str, Any]:
    """Find the booking and take turns for it; or return what is wrong.

    One that the viewer does not see and one that there is not are the same. Theirs is what they
    booked themselves and, with the right to book for the team, what was booked for a team that they
    administrate. All others are staff's who may do *staffs_action* where the booking is.
    """
    network, viewer = work.tree.root(work.portal), work.viewer
    booking = await find_visible(work, BOOKING, given["bookingId"])
    row = None if booking is None else await read_booking(work.connection, network, booking)
    if booking is None or row is None:
        return UNKNOWN_BOOKING
    is_own = row.customer_id == viewer.customer
    is_teams = (row.team_id, ADMINISTRATOR) in viewer.teams and CAN_BOOK_FOR_TEAM in viewer.rights
    by_staff = viewer.customer is None or not (is_own or is_teams)
    if by_staff and not _may(work, staffs_action, row.location_id):
        return NOT_YOURS
    people = {row.customer_id} if viewer.customer is None else {viewer.customer, row.customer_id}
    await take_turn(work.connection, network, row.resource_id, people, team=row.team_id)
    row = await read_booking(work.connection, network, booking)
    return UNKNOWN_BOOKING if row is None else Held(booking, row, by_staff)


def _may(work: Work, action: str, location: str) -> bool:
    known = location in work.tree
    return known and bool(work.policies.decide(action, work.viewer, location, work.now))
