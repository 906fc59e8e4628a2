"""Suspending without anybody doing it: on the occasions that a location declares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from access.policy_set import PolicySet
from access.tree import Location
from resolvers.actions import SUSPEND_CUSTOMER
from resolvers.locks import hold_customer
from resolvers.suspension.occasions import OVERDUE, occasions_at
from resolvers.suspension.suspension_rows import (
    Cause,
    Overdue,
    insert_suspension,
    is_overdue,
    read_overdue,
    read_standing,
)
from store.audit_trail import Change, record_change
from store.databases import Connection, Database

BY = "policies"
"""By whom: the line of the policies did it."""

_SAID = {
    "sign-up": "Your account is being checked. We will be in touch.",
    "plan": "Your plan is being checked. We will be in touch.",
    "crm-stage": "Your account is on hold. Please get in touch with us.",
}


@dataclass(frozen=True, slots=True)
class Suspended:
    """Somebody who was suspended, and the invoice that did it."""

    customer: int
    location: str
    invoice: str


class _NotKept(Exception):
    """Takes a rehearsal back."""


async def suspend_on(
    connection: Connection,
    policies: PolicySet,
    location: Location,
    customer: int,
    occasion: str,
    why: str,
    now: dt.datetime,
) -> bool:
    """Suspend a customer if *location* declares the occasion; say whether that was done.

    *occasion* is `sign-up`, `plan` or `crm-stage`; *why* is for staff. Somebody who is suspended
    already stays so for the reason that there was.
    """
    if occasion not in occasions_at(policies, location.id, now).named:
        return False
    await hold_customer(connection, location.root, customer)
    _, already = await read_standing(connection, location.root, customer, now)
    if already:
        return False
    cause = Cause(why, BY, occasion, _SAID[occasion])
    await _suspend(connection, location, customer, cause, now)
    return True


async def suspend_overdue(
    database: Database,
    policies: PolicySet,
    location: Location,
    now: dt.datetime,
    *,
    keep: bool = True,
) -> list[Suspended]:
    """Suspend those whose invoices of *location* are unpaid for longer than it declares.

    An invoice suspends once: whoever staff let act again although it is unpaid stays free.
    """
    days = occasions_at(policies, location.id, now).overdue_days
    if days is None:
        return []
    last = location.day(now) - dt.timedelta(days=days)
    async with database.connection() as connection:
        found = await read_overdue(connection, location.root, location.id, last, now)
    done: list[Suspended] = []
    for overdue in {each.customer: each for each in reversed(found)}.values():
        try:
            async with database.transaction() as connection:
                if await _suspend_for(connection, location, overdue, now):
                    done.append(Suspended(overdue.customer, location.id, overdue.number))
                if not keep:
                    raise _NotKept
        except _NotKept:
            pass
    return sorted(done, key=lambda each: each.customer)


async def _suspend_for(
    connection: Connection, location: Location, overdue: Overdue, now: dt.datetime
) -> bool:
    """Suspend for an invoice, unless it was paid or somebody else was quicker."""
    await hold_customer(connection, location.root, overdue.customer)
    _, already = await read_standing(connection, location.root, overdue.customer, now)
    if already or not await is_overdue(connection, location.root, overdue.invoice):
        return False
    cause = Cause(
        f"invoice {overdue.number} was due on {overdue.due}",
        BY,
        OVERDUE,
        f"Invoice {overdue.number} is overdue. Once it is paid, please get in touch with us.",
        overdue.invoice,
    )
    await _suspend(connection, location, overdue.customer, cause, now)
    return True


async def _suspend(
    connection: Connection, location: Location, customer: int, cause: Cause, now: dt.datetime
) -> None:
    await insert_suspension(connection, location.root, customer, cause, now)
    after = {"suspended": True, "occasion": cause.occasion, "why": cause.why}
    change = Change(
        SUSPEND_CUSTOMER, location.id, "Customer", customer, {"suspended": False}, after
    )
    await record_change(connection, location.root, change, login=None, customer=None, now=now)
