"""Ending what is bought every month, and taking an end back that is still to come."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import END_SUBSCRIPTION, END_SUBSCRIPTION_FOR_CUSTOMER
from resolvers.audit import audit
from resolvers.charges import SUBSCRIPTION
from resolvers.commerce.cycles import MONTH
from resolvers.commerce.subscription_rows import (
    SubscriptionRow,
    end_subscription,
    read_subscription,
)
from resolvers.locks import hold_customer
from resolvers.refusals import error, not_allowed, refused
from store.audit_trail import Change

FARTHEST = dt.timedelta(days=3 * 366)

UNKNOWN = error("NOT_FOUND", "There is no such subscription.", "subscriptionId")
NOT_YOURS = error("NOT_ALLOWED", "This subscription is not yours to end.", "subscriptionId")
OVER = error("NOT_RUNNING", "This has ended already. It can be bought anew.")
TOO_FAR = error("INVALID_VALUE", "That is too far ahead.", "onDate")

Problem = dict[str, Any]


async def end_a_subscription(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Buy something no longer once a month of it is over; each month that has begun is owed."""
    given = arguments["input"]
    held = await _hold(work, given)
    if isinstance(held, dict):
        return refused([held])
    row, action = held
    today = work.tree[row.location].day(work.now)
    day = last_day(row, given.get("onDate"), today)
    if not isinstance(day, dt.date):
        return refused([day])
    return await _keep(work, row, action, day)


async def continue_a_subscription(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Go on buying what was to end; what does not end goes on anyway."""
    held = await _hold(work, arguments["input"])
    if isinstance(held, dict):
        return refused([held])
    row, action = held
    return await _keep(work, row, action, None)


def last_day(row: SubscriptionRow, on: dt.date | None, today: dt.date) -> dt.date | Problem:
    """Return the first day that is not bought any more, or what is wrong with the one asked for."""
    earliest = MONTH.after(row.start, today)
    if on is None:
        return earliest
    if on < earliest:
        return error("TOO_EARLY", f"It can end on {earliest} at the earliest.", "onDate")
    if on > today + FARTHEST:
        return TOO_FAR
    near = MONTH.latest(row.start, on)
    if near != on:
        days = f"{near} and {MONTH.after(row.start, on)}"
        return error("NOT_A_CYCLE", f"Its months begin on {days}; it ends there.", "onDate")
    return on


async def _hold(work: Work, given: dict[str, Any]) -> tuple[SubscriptionRow, str] | Problem:
    """Find the subscription and take turns for its customer; return it with what the viewer does.

    One that the viewer does not see and one that there is not are the same. What is not their own
    is for staff who sell where it is sold.
    """
    network, viewer = work.tree.root(work.portal), work.viewer
    decision = work.decide(END_SUBSCRIPTION)
    if not (decision or viewer.is_staff):
        return not_allowed(decision)
    found = await find_visible(work, SUBSCRIPTION, given["subscriptionId"])
    if found is None:
        return UNKNOWN
    row = await read_subscription(work.connection, network, found)
    if row.location not in work.tree:
        return UNKNOWN
    action = END_SUBSCRIPTION
    if row.customer != viewer.customer:
        action = END_SUBSCRIPTION_FOR_CUSTOMER
        if not work.policies.decide(action, viewer, row.location, work.now):
            return NOT_YOURS
    elif not decision:
        return not_allowed(decision)
    await hold_customer(work.connection, network, row.customer)
    row = await read_subscription(work.connection, network, found)
    is_over = row.end is not None and row.end <= work.tree[row.location].day(work.now)
    return OVER if is_over else (row, action)


async def _keep(work: Work, row: SubscriptionRow, action: str, end: dt.date | None) -> Outcome:
    if end != row.end:
        await end_subscription(work.connection, work.tree.root(work.portal), row.id, end)
        before, after = ({"end_date": day and f"{day}"} for day in (row.end, end))
        await audit(work, Change(action, row.location, "Subscription", row.id, before, after))
    return Outcome(values={"errors": []}, records={"subscription": row.id})


_SUBSCRIPTION = {"subscription": "Subscription"}
END_A_SUBSCRIPTION = Mutation(end_a_subscription, records=_SUBSCRIPTION)
CONTINUE_A_SUBSCRIPTION = Mutation(continue_a_subscription, records=_SUBSCRIPTION)
