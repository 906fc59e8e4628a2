"""Suspending a customer by hand, and letting them act again: for staff with the permission."""

from __future__ import annotations

from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import SUSPEND_CUSTOMER
from resolvers.audit import audit
from resolvers.community.texts import problems_in
from resolvers.customers import CUSTOMER
from resolvers.locks import hold_customer
from resolvers.refusals import error, not_allowed, refused
from resolvers.suspension.suspension_rows import (
    Cause,
    end_suspensions,
    insert_suspension,
    read_address,
    read_standing,
)
from store.audit_trail import Change

MOST_CHARACTERS = 500

UNKNOWN = error("NOT_FOUND", "There is no such customer here.", "customerId")
ALREADY = error("INVALID_VALUE", "This customer is suspended already.", "customerId")
NOT_SUSPENDED = error("INVALID_VALUE", "This customer is not suspended.", "customerId")


async def suspend_customer(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Suspend a customer from now on, with a reason for staff and words for the customer."""
    given = arguments["input"]
    message = given.get("message")
    if message is not None and (problems := list(problems_in(given, {"message": MOST_CHARACTERS}))):
        return refused(problems)
    customer = await _hold(work, given)
    if not isinstance(customer, int):
        return refused([customer])
    network = work.tree.root(work.portal)
    home, suspended = await read_standing(work.connection, network, customer, work.now)
    if suspended:
        return refused([ALREADY])
    address = await read_address(work.connection, network, work.viewer.login)
    cause = Cause(given["reason"].strip(), address or "staff", said=message)
    await insert_suspension(work.connection, network, customer, cause, work.now)
    return await _done(work, customer, home, given, suspended=True)


async def unsuspend_customer(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Lift every suspension that holds; nothing else ever does."""
    given = arguments["input"]
    customer = await _hold(work, given)
    if not isinstance(customer, int):
        return refused([customer])
    network = work.tree.root(work.portal)
    home, _ = await read_standing(work.connection, network, customer, work.now)
    if not await end_suspensions(work.connection, network, customer, work.now):
        return refused([NOT_SUSPENDED])
    return await _done(work, customer, home, given, suspended=False)


async def _hold(work: Work, given: dict[str, Any]) -> int | dict[str, Any]:
    """Find the customer and take turns for them; or return what is wrong.

    The permission counts where the customer is at home.
    """
    customer = await find_visible(work, CUSTOMER, given["customerId"])
    if customer is None:
        decision = work.decide(SUSPEND_CUSTOMER)
        return UNKNOWN if decision else not_allowed(decision)
    network = work.tree.root(work.portal)
    home, _ = await read_standing(work.connection, network, customer, work.now)
    if home not in work.tree:
        return UNKNOWN
    decision = work.policies.decide(SUSPEND_CUSTOMER, work.viewer, home, work.now)
    if not decision:
        return not_allowed(decision)
    if problem := next(problems_in(given, {"reason": MOST_CHARACTERS}), None):
        return problem
    await hold_customer(work.connection, network, customer)
    return customer


async def _done(
    work: Work, customer: int, home: str, given: dict[str, Any], *, suspended: bool
) -> Outcome:
    after = {"suspended": suspended, "why": given["reason"].strip()}
    before = {"suspended": not suspended}
    await audit(work, Change(SUSPEND_CUSTOMER, home, "Customer", customer, before, after))
    return Outcome(values={"errors": []}, records={"customer": customer})


SUSPEND_A_CUSTOMER = Mutation(suspend_customer, records={"customer": "Customer"})
UNSUSPEND_A_CUSTOMER = Mutation(unsuspend_customer, records={"customer": "Customer"})
