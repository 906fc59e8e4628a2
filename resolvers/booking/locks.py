"""Whose turn it is to book: a resource's, its bookers', and that of those who share credits."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from resolvers.booking.credit_rows import PAYING_MEMBER
from resolvers.locks import hold_customers, hold_resource
from store.databases import Connection
from store.portable import Portable
from store.sql import NETWORK, word
from store.teams import team_members


async def take_turn(
    connection: Connection,
    network: str,
    resource: int,
    people: Collection[int],
    *,
    team: int | None,
) -> None:
    """Wait until nobody else books the resource, or for these people; then keep others waiting.

    A team shares the credits of those who pay for it, so they are among the people.
    """
    payers = [] if team is None else await _PAYERS.fetch(connection, network=network, team=team)
    await hold_resource(connection, network, resource)
    await hold_customers(connection, network, {*people, *(row[0] for row in payers)})


_PAYERS = Portable(
    lambda _: sa.select(team_members.c.customer_id).where(
        team_members.c.network_id == NETWORK,
        team_members.c.team_id == sa.bindparam("team", type_=sa.BigInteger()),
        team_members.c.role == word(PAYING_MEMBER),
    )
)
