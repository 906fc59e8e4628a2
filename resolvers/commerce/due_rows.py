"""Whom a location has to bill, who pays for teams, and who is sent no invoice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from resolvers.booking.credit_rows import PAYING_MEMBER
from store.charges import charges, subscriptions
from store.contracts import contracts
from store.customers import customers
from store.databases import Connection
from store.membership import is_archived, is_suspended
from store.portable import Portable
from store.sql import NETWORK, word
from store.teams import team_members


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


# ---------------------------------------------------------------- the statements

_PLACE: sa.BindParameter[str] = sa.bindparam("place", type_=sa.Text())
_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())
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
        team_members.c.role == word(PAYING_MEMBER),
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
