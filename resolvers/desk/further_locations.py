"""Registering a customer at locations besides their home, and ending that: for staff there."""

from __future__ import annotations

from typing import Any

from access.tree import Location
from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import REGISTER_AT, UNREGISTER_AT
from resolvers.audit import audit
from resolvers.community.texts import MOST_TITLE, problems_in
from resolvers.customers import CUSTOMER
from resolvers.dated import Dated
from resolvers.desk.archived import why_not_for
from resolvers.desk.customer_rows import read_customer
from resolvers.desk.finding import UNKNOWN_CUSTOMER, Held
from resolvers.given_place import find_place
from resolvers.locks import hold_customer
from resolvers.refusals import error, refused
from store.audit_trail import Change
from store.customers import customer_locations

REGISTERED = Dated(customer_locations, "customer_id", "location_id")

AT_HOME = error("INVALID_VALUE", "This is the customer's home.", "locationId")


async def register_customer_at(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Register a customer whom the viewer sees at one more location; twice is once."""
    given = arguments["input"]
    found = await _hold(work, given, REGISTER_AT)
    if isinstance(found, Outcome):
        return found
    held, place = found
    if problem := await why_not_for(work, held.id):
        return refused([problem])
    this = {"customer_id": held.id, "location_id": place.id}
    if not await REGISTERED.holding(work, **this):
        await REGISTERED.begin(work, given["why"].strip(), **this)
        await _keep(work, REGISTER_AT, held, place, given, registered=True)
    return Outcome(values={"errors": []}, records={"customer": held.id})


async def unregister_customer_at(work: Work, arguments: dict[str, Any]) -> Outcome:
    """End that a customer is registered at a location besides their home; twice is once."""
    given = arguments["input"]
    found = await _hold(work, given, UNREGISTER_AT)
    if isinstance(found, Outcome):
        return found
    held, place = found
    this = {"customer_id": held.id, "location_id": place.id}
    if await REGISTERED.holding(work, **this):
        await REGISTERED.end(work, **this)
        await _keep(work, UNREGISTER_AT, held, place, given, registered=False)
    return Outcome(values={"errors": []}, records={"customer": held.id})


async def _hold(
    work: Work, given: dict[str, Any], action: str
) -> tuple[Held, Location] | Outcome:
    """Find the location at which the viewer may *action*, and take turns for the customer.

    It is one besides their home.
    """
    place = find_place(work, given, action)
    if not isinstance(place, Location):
        return refused([place])
    customer = await find_visible(work, CUSTOMER, given["customerId"])
    if customer is None:
        return refused([UNKNOWN_CUSTOMER])
    if problems := list(problems_in(given, {"why": MOST_TITLE})):
        return refused(problems)
    await hold_customer(work.connection, place.root, customer)
    held = Held(customer, await read_customer(work.connection, place.root, customer))
    if place.id == held.row.location_id:
        return refused([AT_HOME])
    return held, place


async def _keep(
    work: Work, action: str, held: Held, place: Location, given: dict[str, Any], *, registered: bool
) -> None:
    before = {"registered_at": None if registered else place.id}
    after = {"registered_at": place.id if registered else None, "why": given["why"].strip()}
    await audit(work, Change(action, place.id, "Customer", held.id, before, after))


REGISTER_A_CUSTOMER_AT = Mutation(register_customer_at, records={"customer": "Customer"})
UNREGISTER_A_CUSTOMER_AT = Mutation(unregister_customer_at, records={"customer": "Customer"})
