"""Customers who are archived: nothing begins for them until they are restored."""

from __future__ import annotations

from typing import Any

from planning.mutations import Work
from resolvers.dated import Dated
from resolvers.refusals import error
from store.customers import customer_archivings

ARCHIVINGS = Dated(customer_archivings, "customer_id")


async def why_not_for(
    work: Work, customer: int, field: str = "customerId"
) -> dict[str, Any] | None:
    """Say to staff, who see the customer, why nothing begins for them; None where it may.

    *field* is where the input names them.
    """
    if await ARCHIVINGS.holding(work, customer_id=customer):
        return error("INVALID_VALUE", "This customer is archived: restore them first.", field)
    return None
