"""A round of billing: whoever owes for too long is suspended, everybody else who is due billed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from access.policy_set import PolicySet
from access.tree import Location
from resolvers.commerce.billing import bill
from resolvers.commerce.due_rows import read_due_customers
from resolvers.commerce.invoice_rows import Issued
from resolvers.commerce.office import Office
from resolvers.suspension.automatic import Suspended, suspend_overdue
from store.databases import Connection, Database
from store.errors import RowRefused


@dataclass(slots=True)
class Report:
    """What a run came to."""

    suspended: list[Suspended] = field(default_factory=list)
    issued: list[Issued] = field(default_factory=list)
    unbilled: list[int] = field(default_factory=list)
    failed: list[tuple[str, int]] = field(default_factory=list)


class _NotKept(Exception):
    """Takes a rehearsal back."""


async def bill_all(
    database: Database,
    policies: PolicySet,
    locations: Iterable[str],
    now: dt.datetime,
    *,
    keep: bool = True,
) -> Report:
    """Bill everybody who is due at *locations*, each in a transaction of their own.

    Without *keep* nothing of it is kept: the round is a rehearsal, and says what would be billed.
    """
    report = Report()
    for name in locations:
        location = policies.tree[name]
        office = partial(Office, tree=policies.tree, location=location, now=now)
        report.suspended += await suspend_overdue(database, policies, location, now, keep=keep)
        for customer in await _due(database, location, now):
            try:
                await _bill_one(database, office, customer, report, keep=keep)
            except RowRefused:
                report.failed.append((name, customer))
    return report


async def _due(database: Database, location: Location, now: dt.datetime) -> list[int]:
    today = location.day(now)
    async with database.connection() as connection:
        return await read_due_customers(connection, location.root, location.id, today)


async def _bill_one(
    database: Database,
    office: Callable[[Connection], Office],
    customer: int,
    report: Report,
    *,
    keep: bool,
) -> None:
    try:
        async with database.transaction() as connection:
            issued = await bill(office(connection), customer)
            if not keep:
                raise _NotKept
    except _NotKept:
        pass
    if issued is None:
        report.unbilled.append(customer)
    else:
        report.issued += issued
