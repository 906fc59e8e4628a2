"""What is owed for a booking: by the cheapest rate that is for the customer, once it stands."""

from __future__ import annotations

from planning.mutations import Work
from resolvers.booking.booking_rows import BookingRow
from resolvers.commerce.audit import local_today
from resolvers.commerce.billing import bill_at_once
from resolvers.commerce.buyers import as_of_now
from resolvers.commerce.charge_rows import Charge, charge, void_booking_charges
from resolvers.commerce.rates import price_of, read_rates

STANDS = "confirmed"


async def charge_booking(work: Work, booking: int, row: BookingRow) -> None:
    """Charge a booking that stands; one that waits for staff, or has no rate, costs nothing yet."""
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
        day=local_today(work, row.location_id),
        team=row.team_id,
        booking=booking,
    )
    await charge(work.connection, network, due, work.now)
    await bill_at_once(work, row.location_id, row.customer_id)


async def recharge_booking(work: Work, booking: int, row: BookingRow) -> None:
    """Charge a booking anew that was changed or given up; what is billed already stays so."""
    network = work.tree.root(work.portal)
    if await void_booking_charges(work.connection, network, booking, work.now):
        await charge_booking(work, booking, row)
