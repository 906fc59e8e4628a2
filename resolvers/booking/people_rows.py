"""The rows about the people behind a booking: their prospects, who is whose mate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from resolvers.booking.situation import Prospects
from store.contracts import contracts, freezes
from store.customers import customer_suspensions
from store.databases import Connection
from store.membership import in_force, is_frozen
from store.moments import instant
from store.portable import Portable
from store.sql import NETWORK, NOW, OneOf
from store.teams import team_members


async def read_prospects(
    connection: Connection, network: str, customer: int, now: dt.datetime
) -> Prospects:
    """Read when a customer's next contract begins, a frozen one thaws, a suspension ends."""
    rows = await _PROSPECTS.fetch(connection, network=network, customer=customer, now=now)
    member_at, thaws_at, lifted_at, for_ever = rows[0]
    return Prospects(
        instant(member_at), instant(thaws_at), None if for_ever else instant(lifted_at)
    )


async def is_team_mate(
    connection: Connection,
    network: str,
    customer: int,
    teams: Collection[int],
    now: dt.datetime,
) -> bool:
    """Whether a customer belongs to one of *teams* now, whatever their role."""
    rows = await _MATES.fetch(
        connection, network=network, customer=customer, asked=sorted(teams), now=now
    )
    return bool(rows)


_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())


def is_to_come(contract: FromClause) -> ColumnElement[bool]:
    """Whether a contract begins later."""
    return sa.and_(contract.c.starts_at > NOW, contract.c.removed_at.is_(None))


def rests_now(freeze: FromClause) -> ColumnElement[bool]:
    """Whether a freeze is in force, of a contract that is live."""
    held = contracts.alias()
    live: sa.Select[Any] = (
        sa.select(sa.literal_column("1"))
        .where(
            held.c.network_id == freeze.c.network_id,
            held.c.id == freeze.c.contract_id,
            is_frozen(held),
        )
        .correlate(freeze)
    )
    return sa.and_(in_force(freeze), sa.exists(live))


def _prospects(_: sa.Dialect) -> sa.Select[Any]:
    contract, freeze = contracts.alias("k"), freezes.alias("f")
    suspension = customer_suspensions.alias("s")
    begins = sa.select(sa.func.min(contract.c.starts_at)).where(
        contract.c.network_id == NETWORK,
        contract.c.customer_id == _CUSTOMER,
        is_to_come(contract),
    )
    thaws = sa.select(sa.func.min(freeze.c.until_at)).where(
        freeze.c.network_id == NETWORK,
        freeze.c.customer_id == _CUSTOMER,
        rests_now(freeze),
    )
    suspended = (
        suspension.c.network_id == NETWORK,
        suspension.c.customer_id == _CUSTOMER,
        in_force(suspension),
    )
    ends = sa.select(sa.func.max(suspension.c.until_at)).where(*suspended)
    for_ever = sa.exists(
        sa.select(sa.literal_column("1")).where(*suspended, suspension.c.until_at.is_(None))
    )
    return sa.select(
        begins.scalar_subquery(), thaws.scalar_subquery(), ends.scalar_subquery(), for_ever
    )


_PROSPECTS = Portable(_prospects)
_MATES = Portable(
    lambda _: sa.select(team_members.c.team_id).where(
        team_members.c.network_id == NETWORK,
        team_members.c.customer_id == _CUSTOMER,
        OneOf(team_members.c.team_id, "asked"),
        in_force(team_members),
    )
)
