"""The rows of credits: what contracts include and have used, what is taken and given back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from access.tree import Tree
from resolvers.booking.credits import Spending
from resolvers.booking.included import Included
from resolvers.booking.included_rows import (
    BENEFIT,
    CHANGING_TERM,
    PLAN_CYCLE,
    included_from,
    terms_at,
)
from resolvers.booking.use_rows import credit_used, money_used
from resolvers.rows import insert
from store.benefits import booking_terms, credit_pools, credit_uses, plan_benefits
from store.contracts import contracts, plans
from store.customer_products import product_uses
from store.customers import customers
from store.databases import Connection
from store.ids import new_id
from store.membership import in_force, is_archived, is_suspended, is_usable
from store.portable import Portable
from store.sql import NETWORK, NOW, Instant, OneOf, word
from store.teams import team_members

PAYING_MEMBER = "paying-member"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a booking of a resource takes, and when it is too late to get it back."""

    requires_credit: bool = False
    late_cancellation_minutes: int | None = None

    def late_since(self, starts_at: dt.datetime, now: dt.datetime) -> dt.datetime | None:
        """Return since when a booking that begins then is given up late; None while it is not."""
        minutes = self.late_cancellation_minutes
        deadline = None if minutes is None else starts_at - dt.timedelta(minutes=minutes)
        return deadline if deadline is not None and now > deadline else None


async def read_included(
    connection: Connection,
    tree: Tree,
    network: str,
    held: Collection[int],
    moment: dt.datetime,
    *,
    without: int | None,
) -> Included:
    """Read what the contracts with these ids include at *moment*, and what was used of it around.

    *without* is a booking left aside.
    """
    asked = sorted(held)
    of_them = {"network": network, "asked": asked, "moment": moment}
    rows = terms_at(await _TERMS.fetch(connection, network=network, asked=asked), tree, moment)
    on = sorted({row[1] for row in rows})
    return included_from(
        rows,
        await _CYCLES.fetch(connection, network=network, asked=on),
        await _BENEFITS.fetch(connection, network=network, asked=on),
        [
            *await _USES.fetch(connection, **of_them, without=without or 0),
            *await _MONEY.fetch(connection, **of_them),
        ],
    )


async def read_terms(connection: Connection, network: str, resource: int) -> Terms:
    """Read the terms of a resource; the usual ones where it has none of its own."""
    rows = await _OF_RESOURCE.fetch(connection, network=network, asked=resource)
    return terms_of(rows)


def terms_of(rows: Iterable[Any]) -> Terms:
    """Make terms of a row, if there is one."""
    return next((Terms(bool(credit), minutes) for credit, minutes in rows), Terms())


async def read_pool(
    connection: Connection, network: str, team: int, now: dt.datetime, start: dt.datetime
) -> list[int]:
    """Read the contracts that a team shares, now and at *start*; none where it shares nothing."""
    rows = await _POOL.fetch(connection, network=network, team=team, now=now, start=start)
    return [row[0] for row in rows]


async def take_credits(
    connection: Connection, network: str, booking: int, spending: Spending, now: dt.datetime
) -> None:
    """Keep what a booking takes."""
    if spending.card is not None:
        await insert(
            connection,
            product_uses,
            network,
            booking_id=booking,
            customer_product_id=spending.card,
            used_at=now,
        )
    rows = [
        {
            "network_id": network,
            "id": new_id(),
            "booking_id": booking,
            "contract_id": use.credit.contract,
            "plan_benefit_id": use.credit.benefit,
            "cycle_date": use.credit.cycle_date,
            "amount": use.amount,
            "used_at": now,
            "given_back_at": None,
        }
        for use in spending.uses
    ]
    await connection.insert(credit_uses, rows)


async def give_back(connection: Connection, network: str, booking: int, now: dt.datetime) -> None:
    """Give back what a booking took."""
    for statement in (_GIVE_BACK, _GIVE_BACK_UNITS):
        await statement.fetch(connection, network=network, booking=booking, now=now)


def _of_ids(table: sa.Table, columns: Iterable[str], key: str) -> sa.Select[Any]:
    return sa.select(*(table.c[name] for name in columns)).where(
        table.c.network_id == NETWORK, OneOf(table.c[key], "asked")
    )


def _pool(_: sa.Dialect) -> sa.Select[Any]:
    contract, member, customer = contracts.alias("k"), team_members.alias("m"), customers.alias("c")
    pool = credit_pools.alias("o")
    start = sa.bindparam("start", type_=Instant())
    team: sa.BindParameter[int] = sa.bindparam("team", type_=sa.BigInteger())
    pays: sa.Select[Any] = sa.select(sa.literal_column("1")).where(
        member.c.network_id == NETWORK,
        member.c.team_id == team,
        member.c.customer_id == contract.c.customer_id,
        member.c.role == word(PAYING_MEMBER),
        in_force(member),
    )
    shared: sa.Select[Any] = sa.select(sa.literal_column("1")).where(
        pool.c.network_id == NETWORK, pool.c.team_id == team, in_force(pool)
    )
    owner = sa.and_(
        customer.c.network_id == contract.c.network_id, customer.c.id == contract.c.customer_id
    )
    return (
        sa.select(contract.c.id)
        .select_from(contract.join(customer, owner))
        .where(
            contract.c.network_id == NETWORK,
            contract.c.team_id == team,
            is_usable(contract),
            is_usable(contract, start),
            sa.not_(is_suspended(customer)),
            sa.not_(is_archived(customer)),
            sa.exists(pays.correlate(contract)),
            sa.exists(shared),
        )
    )


_TERMS = Portable(lambda _: _of_ids(contracts, CHANGING_TERM, "id"))
_CYCLES = Portable(lambda _: _of_ids(plans, PLAN_CYCLE, "id"))
_BENEFITS = Portable(lambda _: _of_ids(plan_benefits, BENEFIT, "plan_id"))
_MOMENT: sa.BindParameter[dt.datetime] = sa.bindparam("moment", type_=Instant())
_ASKED = sa.and_(contracts.c.network_id == NETWORK, OneOf(contracts.c.id, "asked"))
_USES = Portable(
    lambda _: credit_used(
        contracts, _MOMENT, sa.bindparam("without", type_=sa.BigInteger())
    ).where(_ASKED)
)
_MONEY = Portable(lambda _: money_used(contracts, _MOMENT).where(_ASKED))
_OF_RESOURCE = Portable(
    lambda _: sa.select(
        booking_terms.c.requires_credit, booking_terms.c.late_cancellation_minutes
    ).where(
        booking_terms.c.network_id == NETWORK,
        booking_terms.c.resource_id == sa.bindparam("asked", type_=sa.BigInteger()),
    )
)
_POOL = Portable(_pool)


def _giving_back(uses: sa.Table) -> Portable:
    return Portable(
        lambda _: (
            uses.update()
            .where(
                uses.c.network_id == NETWORK,
                uses.c.booking_id == sa.bindparam("booking", type_=sa.BigInteger()),
                uses.c.given_back_at.is_(None),
            )
            .values(given_back_at=NOW)
        )
    )


_GIVE_BACK, _GIVE_BACK_UNITS = _giving_back(credit_uses), _giving_back(product_uses)
