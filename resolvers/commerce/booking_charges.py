"""What is owed for a booking: by the cheapest rate that is for the customer, once it stands."""

from __future__ import annotations

import datetime as dt

from planning.mutations import Work
from resolvers.booking.booking_rows import BookingRow
from resolvers.booking.situation import Situation
from resolvers.commerce.billing import bill_at_once
from resolvers.commerce.charge_rows import Charge, charge, is_billed, void_booking_charges
from resolvers.commerce.money_credit import take_money
from resolvers.commerce.office import office_of

STANDS = "confirmed"
MINUTE = dt.timedelta(minutes=1)


async def charge_booking(
    work: Work, booking: int, row: BookingRow, situation: Situation | None
) -> None:
    """Charge a booking that stands; one that waits for staff, or has no rate, costs nothing yet.

    What credits pay for is not charged, and the plans' best discount is taken off the rest.
    """
    if row.status != STANDS or situation is None:
        return
    offer = situation.offer
    if offer is None:
        return
    covered = situation.spending.covered
    minutes = (row.ends_at - row.starts_at) // MINUTE
    price = to_be_paid(offer.price_minor, max(minutes, 1), covered, situation.discount)
    if price <= 0:
        return
    network, resource = work.tree.root(work.portal), situation.resource
    starts = row.starts_at.astimezone(work.tree[row.location_id].timezone)
    due = Charge(
        customer=row.customer_id,
        location=row.location_id,
        kind="booking",
        description=f"{resource.name}, {starts:%Y-%m-%d %H:%M}",
        unit_minor=price,
        currency=offer.currency,
        day=work.tree[row.location_id].day(work.now),
        team=row.team_id,
        booking=booking,
    )
    charged = await charge(work.connection, network, due, work.now)
    if situation.has_money or due.team is not None:
        await take_money(office_of(work, due.location), charged, due, resource.category)
    await bill_at_once(work, row.location_id, row.customer_id)


def to_be_paid(price: int, minutes: int, covered: int, discount: int) -> int:
    """Return what is left of a price, exactly, half a unit rounded up.

    >>> to_be_paid(1000, 120, 60, 10)
    450
    """
    part = price * max(minutes - covered, 0) * (100 - discount)
    whole = minutes * 100
    return (2 * part + whole) // (2 * whole)


async def recharge_booking(
    work: Work, booking: int, row: BookingRow, situation: Situation | None = None
) -> None:
    """Charge a booking anew that was changed or given up; what is billed already stays so."""
    network = work.tree.root(work.portal)
    await void_booking_charges(work.connection, network, booking, work.now)
    if not await is_billed(work.connection, network, booking):
        await charge_booking(work, booking, row, situation)
