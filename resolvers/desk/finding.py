"""The customer whom staff mean: found, locked, and theirs to look after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning.lookups import find_visible
from planning.mutations import Outcome, Work
from resolvers.community.texts import MOST_TITLE, problems_in
from resolvers.customers import CUSTOMER
from resolvers.desk.customer_rows import CustomerRow, read_customer
from resolvers.locks import hold_customer
from resolvers.refusals import error, not_allowed, refused

UNKNOWN_CUSTOMER = error("NOT_FOUND", "There is no such customer here.", "customerId")


@dataclass(frozen=True, slots=True)
class Held:
    """A customer, as they stand while nobody else can change them."""

    id: int
    row: CustomerRow


async def hold_visible_customer(
    work: Work, given: dict[str, Any], action: str
) -> Held | dict[str, Any]:
    """Find the customer that `customerId` names and take turns for them; or say what is wrong.

    One whom the viewer does not see and one that there is not are the same. Staff act where they
    hold the permission: at the customer's home, or above it, whichever portal they visit.
    """
    customer = await find_visible(work, CUSTOMER, given["customerId"])
    if customer is None:
        return UNKNOWN_CUSTOMER
    network = work.tree.root(work.portal)
    await hold_customer(work.connection, network, customer)
    row = await read_customer(work.connection, network, customer)
    decision = work.policies.decide(action, work.viewer, row.location_id, work.now)
    return Held(customer, row) if decision else not_allowed(decision)


async def hold_with_reason(work: Work, given: dict[str, Any], action: str) -> Held | Outcome:
    """Find the customer likewise, for what needs a `why`; or return the outcome that refuses."""
    held = await hold_visible_customer(work, given, action)
    if not isinstance(held, Held):
        return refused([held])
    problems = list(problems_in(given, {"why": MOST_TITLE}))
    return refused(problems) if problems else held
