"""The rows behind a first plan: the plan on offer, and the contract that begins on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from access.tree import Location
from resolvers.rows import insert
from store.contracts import contracts, plans
from store.databases import Connection
from store.moments import start_of_day
from store.portable import Portable
from store.sql import NETWORK, NOW


@dataclass(frozen=True, slots=True)
class OfferedPlan:
    """A plan as whoever wants to choose it needs it; `location` is where it is sold."""

    id: int
    location: str
    key: str
    currency: str


@dataclass(frozen=True, slots=True)
class NewContract:
    """A contract that begins today."""

    id: int
    location_id: str
    written: dict[str, Any]

    def columns(self) -> dict[str, Any]:
        """Return what the audit trail keeps of it."""
        names = ("customer_id", "plan_id", "currency")
        return {
            **{name: self.written[name] for name in names},
            "start_date": self.written["start_date"].isoformat(),
        }


async def read_plan(connection: Connection, network: str, plan: int) -> OfferedPlan:
    """Read a plan that there is."""
    rows = await _PLAN.fetch(connection, network=network, plan=plan)
    return OfferedPlan(plan, *rows[0])


async def holds_contract(
    connection: Connection, network: str, customer: int, now: dt.datetime
) -> bool:
    """Whether the customer has a contract that is not over: running, waiting or to come."""
    return bool(await _HELD.fetch(connection, network=network, customer=customer, now=now))


async def begin_contract(
    connection: Connection, place: Location, customer: int, plan: OfferedPlan, now: dt.datetime
) -> NewContract:
    """Let a contract on *plan* begin today, where *place* is that plan's location.

    Its first cycle is billed by the next `portal invoice`: so `renewal_date` is the first day.
    """
    today = place.day(now)
    written = {
        "customer_id": customer,
        "location_id": place.id,
        "plan_id": plan.id,
        "start_date": today,
        "starts_at": start_of_day(today, place.timezone),
        "renewal_date": today,
        "billing_day": today.day,
        "currency": plan.currency,
        "quantity": 1,
    }
    key = await insert(connection, contracts, place.root, **written)
    return NewContract(key, place.id, written)


_PLAN = Portable(
    lambda _: sa.select(plans.c.location_id, plans.c.key, plans.c.currency).where(
        plans.c.network_id == NETWORK, plans.c.id == sa.bindparam("plan", type_=sa.BigInteger())
    )
)
_HELD = Portable(
    lambda _: sa.select(contracts.c.id).where(
        contracts.c.network_id == NETWORK,
        contracts.c.customer_id == sa.bindparam("customer", type_=sa.BigInteger()),
        sa.or_(contracts.c.removed_at.is_(None), contracts.c.removed_at > NOW),
        sa.or_(contracts.c.ends_at.is_(None), contracts.c.ends_at > NOW),
    )
)
