"""What mutations tell to whoever follows records, see `store.happenings`."""

from __future__ import annotations

from planning.mutations import Work
from resolvers.booking.booking_rows import BookingRow
from store.happenings import Happening, tell


async def tell_of_booking(
    work: Work, booking: int, before: BookingRow | None, after: BookingRow
) -> None:
    """Tell that a booking is new or another, and its resource free or taken at other times."""
    network, resource = work.tree.root(work.portal), after.resource_id
    happened = [Happening(network, "Booking", booking, after.customer_id, resource)]
    if before is None or _keeps(before) != _keeps(after):
        happened.append(Happening(network, "Resource", resource, resource=resource))
    await tell(work.connection, *happened)


def _keeps(row: BookingRow) -> tuple[object, ...]:
    """What a booking keeps free of others: nothing, once it is given up."""
    return () if row.status == "cancelled" else (row.starts_at, row.ends_at)
