"""Who buys: the viewer, or a customer to whom staff sell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from access.viewer import Viewer
from planning.ids import global_id
from planning.lookups import find_visible
from planning.mutations import Work
from planning.viewers import viewer_from
from resolvers.actions import PURCHASE, SELL
from resolvers.customers import CUSTOMER
from resolvers.desk.archived import why_not_for
from resolvers.refusals import error, not_allowed
from store.databases import Connection
from store.facts import read_customer_facts

UNKNOWN_CUSTOMER = error("NOT_FOUND", "There is no such customer here.", "forCustomerId")


async def find_buyer(
    work: Work,
    given: dict[str, Any],
    location: str,
    *,
    own_action: str = PURCHASE,
    staffs_action: str = SELL,
) -> int | dict[str, Any]:
    """Return the customer who is to owe for something of *location*, or what is wrong.

    Staff act where they hold the permission, for customers whom they see and who are not archived.
    """
    asked, own = given.get("forCustomerId"), work.viewer.customer
    if asked is None or (own is not None and asked == global_id("Customer", own)):
        return not_allowed(work.decide(own_action)) if own is None else own
    customer = await find_visible(work, CUSTOMER, asked)
    if customer is None:
        return UNKNOWN_CUSTOMER
    decision = work.policies.decide(staffs_action, work.viewer, location, work.now)
    if not decision:
        return not_allowed(decision)
    return await why_not_for(work, customer, "forCustomerId") or customer


async def as_of_now(work: Work, customer: int) -> Viewer:
    """Return a customer with what is true of them inside the transaction."""
    return await as_of(work.connection, work.tree.root(work.portal), customer, work.now)


async def as_of(
    connection: Connection, network: str, customer: int, moment: dt.datetime
) -> Viewer:
    """Return a customer with what is true of them at a moment.

    Whoever is archived counts as suspended: nothing is sold to them.
    """
    facts = (await read_customer_facts(connection, network, [customer], moment))[customer]
    found: Viewer = viewer_from(facts, network)
    return replace(found, staff=frozenset(), suspended=facts.suspended or facts.archived)
