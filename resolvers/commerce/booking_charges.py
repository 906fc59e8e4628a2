"""What is owed for a booking: by the cheapest rate that is for the customer, once it stands."""

from __future__ import annotations

import datetime as dt

from planning.mutations import Work
from resolvers.booking.booking_rows import BookingRow
from resolvers.booking.verdict import Verdict
from resolvers.commerce.billing import bill_at_once
from resolvers.commerce.buyers import as_of_now
from resolvers.commerce.charge_rows import Charge, charge, is_billed, void_booking_charges
from resolvers.commerce.money_credit import take_money
from resolvers.commerce.office import office_of
from resolvers.commerce.rates import price_of, read_rates

STANDS = "confirmed"
MINUTE = dt.timedelta(minutes=1)


async def charge_booking(
    work: Work, booking: int, row: BookingRow, verdict: Verdict | None = None
) -> None:
    """Charge a booking that stands; one that waits for staff, or has no rate, costs nothing yet.

    What credits pay for is not charged, and the plans' best discount is taken off the rest.
    """
    if row.status != STANDS:
        return
    network = work.tree.root(work.portal)
    rates = await read_rates(work.connection, network, row.resource_id)
    customer = await as_of_now(work, row.customer_id)
    priced = [
        (price_of(rate, row.starts_at, row.ends_at), rate)
        for rate in rates
        if work.policies.record("Rate", rate.audience, (), customer, work.portal, work.now)
    ]
    if not priced:
        return
    price, rate = min(priced, key=lambda each: each[0])
    if verdict is not None:
        minutes = (row.ends_at - row.starts_at) // MINUTE
        price = to_be_paid(price, max(minutes, 1), verdict.covered, verdict.discount)
    if price <= 0:
        return
    starts = row.starts_at.astimezone(work.tree[row.location_id].timezone)
    due = Charge(
        customer=row.customer_id,
        location=row.location_id,
        kind="booking",
        description=f"{rate.resource}, {starts:%Y-%m-%d %H:%M}",
        unit_minor=price,
        currency=rate.currency,
        day=work.tree[row.location_id].day(work.now),
        team=row.team_id,
        booking=booking,
    )
    charged = await charge(work.connection, network, due, work.now)
    await take_money(office_of(work, due.location), charged, due, rate.category)
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
    work: Work, booking: int, row: BookingRow, verdict: Verdict | None = None
) -> None:
    """Charge a booking anew that was changed or given up; what is billed already stays so."""
    network = work.tree.root(work.portal)
    await void_booking_charges(work.connection, network, booking, work.now)
    if not await is_billed(work.connection, network, booking):
        await charge_booking(work, booking, row, verdict)
