"""The rows that billing goes by: who is due, their contracts and subscriptions, open charges."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from planning.running import date
from resolvers.booking.credit_rows import PAYING_MEMBER
from resolvers.clock import kept_day
from resolvers.commerce.cycles import Cycle
from resolvers.commerce.invoice_rows import OpenCharge
from store.charges import charges, subscriptions
from store.contracts import contract_holds, contracts, freezes, plans
from store.customers import customers
from store.databases import Connection
from store.membership import in_force, is_archived, is_suspended
from store.portable import Portable
from store.products import products
from store.sql import NETWORK, NOW
from store.teams import team_members


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


@dataclass(frozen=True, slots=True)
class Repeated:
    """A subscription as billing sees it."""

    id: int
    product: int
    name: str
    quantity: int
    unit_minor: int
    currency: str
    start: dt.date
    following: dt.date
    end: dt.date | None


async def read_due_customers(
    connection: Connection, network: str, location: str, today: dt.date
) -> list[int]:
    """List whom *location* may have something to bill for, by id."""
    rows = await _CUSTOMERS.fetch(connection, network=network, place=location, today=today)
    return [customer for (customer,) in rows]


async def read_payers(
    connection: Connection, network: str, location: str, customer: int
) -> list[int]:
    """Read who pays for the teams that a customer has contracts of *location* for."""
    rows = await _PAYERS.fetch(connection, network=network, place=location, customer=customer)
    return [payer for (payer,) in rows]


async def is_unbilled(
    connection: Connection, network: str, customer: int, now: dt.datetime
) -> bool:
    """Whether a customer is suspended or archived, and therefore sent no invoice."""
    rows = await _UNBILLED.fetch(connection, network=network, customer=customer, now=now)
    return bool(rows[0][0])


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


async def read_subscriptions(
    connection: Connection, network: str, location: str, customer: int
) -> list[Repeated]:
    """Read what a customer buys every month of *location*."""
    rows = await _SUBSCRIPTIONS.fetch(
        connection, network=network, place=location, customer=customer
    )
    return [
        Repeated(
            key, product, name, quantity, unit, currency, kept_day(start), kept_day(day), date(end)
        )
        for key, product, name, quantity, unit, currency, start, day, end in rows
    ]


async def read_open_charges(
    connection: Connection, network: str, location: str, customer: int, before: dt.date
) -> list[OpenCharge]:
    """Read what waits for an invoice: cycles of plans, and what came to be owed *before* a day."""
    rows = await _OPEN.fetch(
        connection, network=network, place=location, customer=customer, before=before
    )
    return [
        OpenCharge(
            id=key,
            team=team,
            currency=currency,
            description=description,
            quantity=quantity,
            unit_minor=unit,
            total_minor=total,
            day=kept_day(day),
            from_date=date(since),
            until_date=date(until),
        )
        for key, team, currency, description, quantity, unit, total, day, since, until in rows
    ]


async def renew_contract(
    connection: Connection, network: str, contract: int, renewal: dt.date | None
) -> None:
    """Keep the first day of a contract that is not billed yet; None where there is no more."""
    await _RENEW.fetch(connection, network=network, contract=contract, renewal=renewal)


async def switch_plan(connection: Connection, network: str, contract: int) -> None:
    """Let a contract's next plan be its plan, at that plan's own price."""
    await _SWITCH.fetch(connection, network=network, contract=contract)


async def renew_subscription(
    connection: Connection, network: str, subscription: int, following: dt.date
) -> None:
    """Keep when a subscription is charged next."""
    await _FOLLOW.fetch(connection, network=network, subscription=subscription, day=following)


# ---------------------------------------------------------------- the statements

_PLACE: sa.BindParameter[str] = sa.bindparam("place", type_=sa.Text())
_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())
_CONTRACT: sa.BindParameter[int] = sa.bindparam("contract", type_=sa.BigInteger())
_TODAY: sa.BindParameter[dt.date] = sa.bindparam("today", type_=sa.Date())


def _customers(_: sa.Dialect) -> Any:
    contract, repeated, owed = contracts.alias("k"), subscriptions.alias("s"), charges.alias("c")
    return sa.union(
        sa.select(contract.c.customer_id).where(
            contract.c.network_id == NETWORK,
            contract.c.location_id == _PLACE,
            contract.c.renewal_date <= _TODAY,
        ),
        sa.select(repeated.c.customer_id).where(
            repeated.c.network_id == NETWORK,
            repeated.c.location_id == _PLACE,
            repeated.c.next_date <= _TODAY,
            sa.or_(repeated.c.end_date.is_(None), repeated.c.next_date < repeated.c.end_date),
        ),
        sa.select(owed.c.customer_id).where(
            owed.c.network_id == NETWORK,
            owed.c.location_id == _PLACE,
            owed.c.invoice_id.is_(None),
            owed.c.voided_at.is_(None),
        ),
    ).order_by(sa.literal_column("1"))


_CUSTOMERS = Portable(_customers)
_PAYERS = Portable(
    lambda _: sa.select(team_members.c.customer_id).where(
        team_members.c.network_id == NETWORK,
        team_members.c.role == sa.literal_column(f"'{PAYING_MEMBER}'"),
        team_members.c.team_id.in_(
            sa.select(contracts.c.team_id).where(
                contracts.c.network_id == NETWORK,
                contracts.c.customer_id == _CUSTOMER,
                contracts.c.location_id == _PLACE,
            )
        ),
    )
)
_UNBILLED = Portable(
    lambda _: sa.select(sa.or_(is_suspended(customers), is_archived(customers))).where(
        customers.c.network_id == NETWORK, customers.c.id == _CUSTOMER
    )
)


def _contracts(_: sa.Dialect) -> Any:
    contract, plan, hold = contracts.alias("k"), plans.alias("p"), contract_holds.alias("h")
    held = sa.exists(
        sa.select(sa.literal_column("1"))
        .where(
            hold.c.network_id == contract.c.network_id,
            hold.c.contract_id == contract.c.id,
            in_force(hold),
        )
        .correlate(contract)
    )
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
            held,
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


def _subscriptions(_: sa.Dialect) -> Any:
    repeated = subscriptions.alias("s")
    of_it = sa.and_(
        products.c.network_id == repeated.c.network_id, products.c.id == repeated.c.product_id
    )
    return (
        sa.select(
            repeated.c.id,
            repeated.c.product_id,
            products.c.name,
            repeated.c.quantity,
            repeated.c.unit_minor,
            repeated.c.currency,
            repeated.c.start_date,
            repeated.c.next_date,
            repeated.c.end_date,
        )
        .select_from(repeated.join(products, of_it))
        .where(
            repeated.c.network_id == NETWORK,
            repeated.c.customer_id == _CUSTOMER,
            repeated.c.location_id == _PLACE,
        )
        .order_by(repeated.c.start_date, repeated.c.id)
    )


_SUBSCRIPTIONS = Portable(_subscriptions)
_OPEN = Portable(
    lambda _: (
        sa.select(
            charges.c.id,
            charges.c.team_id,
            charges.c.currency,
            charges.c.description,
            charges.c.quantity,
            charges.c.unit_minor,
            charges.c.total_minor,
            charges.c.charged_date,
            charges.c.from_date,
            charges.c.until_date,
        )
        .where(
            charges.c.network_id == NETWORK,
            charges.c.location_id == _PLACE,
            charges.c.customer_id == _CUSTOMER,
            charges.c.invoice_id.is_(None),
            charges.c.voided_at.is_(None),
            sa.or_(
                charges.c.kind == sa.literal_column("'plan'"),
                charges.c.charged_date < sa.bindparam("before", type_=sa.Date()),
            ),
        )
        .order_by(charges.c.charged_date, charges.c.id)
    )
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
_FOLLOW = Portable(
    lambda _: (
        subscriptions.update()
        .where(
            subscriptions.c.network_id == NETWORK,
            subscriptions.c.id == sa.bindparam("subscription"),
        )
        .values(next_date=sa.bindparam("day", type_=sa.Date()))
    )
)
