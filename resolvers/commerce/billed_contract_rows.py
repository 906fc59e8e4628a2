"""Contracts as billing sees them: their cycles and freezes, renewed and put on another plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from resolvers.commerce.cycles import Cycle, share
from store.contracts import contract_holds, contracts, freezes, plans
from store.databases import Connection
from store.membership import has_in_force
from store.moments import date, kept_day
from store.portable import Portable
from store.sql import NETWORK, NOW


@dataclass(frozen=True, slots=True)
class Billed:
    """A contract as billing sees it; `renewal` is the first day that is not billed yet."""

    id: int
    team: int | None
    plan: str
    cycle: Cycle
    start: dt.date
    renewal: dt.date | None
    end: dt.date | None
    price_minor: int
    currency: str
    quantity: int
    next_plan: int | None
    on_hold: bool
    frozen: tuple[tuple[dt.date, dt.date], ...]

    def is_frozen(self, day: dt.date) -> bool:
        """Whether a freeze holds on *day*."""
        return any(since <= day < until for since, until in self.frozen)

    def from_day(self, day: dt.date) -> Billed:
        """Return it with what the rest of a cycle costs, from *day* on: all on its first day."""
        begun = self.cycle.latest(self.start, day)
        if begun is None or not self.cycle.recurs:
            return self
        until = self.cycle.after(self.start, day)
        left, whole = (until - day).days, (until - begun).days
        return replace(self, price_minor=share(self.price_minor, left, whole))


async def read_contracts(
    connection: Connection, network: str, location: str, customer: int, now: dt.datetime
) -> list[Billed]:
    """Read the contracts of a customer that *location* issued, and when they are frozen."""
    given = {"network": network, "place": location, "customer": customer}
    frozen: dict[int, list[tuple[dt.date, dt.date]]] = {}
    for contract, since, until in await _FREEZES.fetch(connection, **given):
        frozen.setdefault(contract, []).append((kept_day(since), kept_day(until)))
    found = []
    for row in await _CONTRACTS.fetch(connection, **given, now=now):
        key, team, plan, months, weeks, start, renewal, end, *rest = row
        price, currency, quantity, next_plan, on_hold = rest
        found.append(
            Billed(
                id=key,
                team=team,
                plan=plan,
                cycle=Cycle(months, weeks),
                start=kept_day(start),
                renewal=date(renewal),
                end=date(end),
                price_minor=price,
                currency=currency,
                quantity=quantity,
                next_plan=next_plan,
                on_hold=bool(on_hold),
                frozen=tuple(frozen.get(key, ())),
            )
        )
    return found


async def read_plan(connection: Connection, network: str, plan: int) -> tuple[str, Cycle, int]:
    """Read a plan's name, cycle and price."""
    rows = await _PLAN.fetch(connection, network=network, plan=plan)
    name, months, weeks, price = rows[0]
    return name, Cycle(months, weeks), price


async def renew_contract(
    connection: Connection, network: str, contract: int, renewal: dt.date | None
) -> None:
    """Keep the first day of a contract that is not billed yet; None where there is no more."""
    await _RENEW.fetch(connection, network=network, contract=contract, renewal=renewal)


async def switch_plan(connection: Connection, network: str, contract: int) -> None:
    """Let a contract's next plan be its plan, at that plan's own price."""
    await _SWITCH.fetch(connection, network=network, contract=contract)


# ---------------------------------------------------------------- the statements

_PLACE: sa.BindParameter[str] = sa.bindparam("place", type_=sa.Text())
_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())
_CONTRACT: sa.BindParameter[int] = sa.bindparam("contract", type_=sa.BigInteger())


def _contracts(_: sa.Dialect) -> Any:
    contract, plan = contracts.alias("k"), plans.alias("p")
    of_it = sa.and_(
        plan.c.network_id == contract.c.network_id, plan.c.id == contract.c.plan_id
    )
    return (
        sa.select(
            contract.c.id,
            contract.c.team_id,
            plan.c.name,
            plan.c.invoice_every_months,
            plan.c.invoice_every_weeks,
            contract.c.start_date,
            contract.c.renewal_date,
            contract.c.cancellation_date,
            sa.func.coalesce(contract.c.price_minor, plan.c.price_minor),
            contract.c.currency,
            contract.c.quantity,
            contract.c.next_plan_id,
            has_in_force(contract_holds, "contract_id", contract),
        )
        .select_from(contract.join(plan, of_it))
        .where(
            contract.c.network_id == NETWORK,
            contract.c.customer_id == _CUSTOMER,
            contract.c.location_id == _PLACE,
            sa.or_(contract.c.removed_at.is_(None), contract.c.removed_at > NOW),
        )
        .order_by(contract.c.start_date, contract.c.id)
    )


_CONTRACTS = Portable(_contracts)
_FREEZES = Portable(
    lambda _: sa.select(freezes.c.contract_id, freezes.c.from_date, freezes.c.until_date).where(
        freezes.c.network_id == NETWORK, freezes.c.customer_id == _CUSTOMER
    )
)
_PLAN = Portable(
    lambda _: sa.select(
        plans.c.name, plans.c.invoice_every_months, plans.c.invoice_every_weeks, plans.c.price_minor
    ).where(plans.c.network_id == NETWORK, plans.c.id == sa.bindparam("plan"))
)
_RENEW = Portable(
    lambda _: (
        contracts.update()
        .where(contracts.c.network_id == NETWORK, contracts.c.id == _CONTRACT)
        .values(renewal_date=sa.bindparam("renewal", type_=sa.Date()))
    )
)
_SWITCH = Portable(
    lambda _: (
        contracts.update()
        .where(contracts.c.network_id == NETWORK, contracts.c.id == _CONTRACT)
        .values(
            plan_id=sa.func.coalesce(contracts.c.next_plan_id, contracts.c.plan_id),
            next_plan_id=sa.null(),
            price_minor=sa.null(),
        )
    )
)
