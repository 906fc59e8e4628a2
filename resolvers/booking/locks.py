"""Taking turns: whoever books a resource waits for whoever books it, or for the same people.

On PostgreSQL the rows of the resource and of the customers are locked until the transaction ends,
always the resource first and customers by id, so that nobody waits in a circle. On SQLite there is
one writer at a time anyway.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from resolvers.booking.credit_rows import PAYING_MEMBER
from store.customers import customers
from store.databases import Connection
from store.portable import Portable
from store.resources import resources
from store.sql import NETWORK, OneOf
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
    payers = await _PAYERS.fetch(connection, network=network, team=team or 0)
    everybody = {*people, *(row[0] for row in payers)}
    await _RESOURCE.fetch(connection, network=network, asked=[resource])
    await _CUSTOMERS.fetch(connection, network=network, asked=sorted(everybody))


def _locking(table: sa.Table) -> Portable:
    # No key is changed, so whoever only refers to the row need not wait.
    return Portable(
        lambda _: (
            sa.select(table.c.id)
            .where(table.c.network_id == NETWORK, OneOf(table.c.id, "asked"))
            .order_by(table.c.id)
            .with_for_update(key_share=True)
        )
    )


_PAYERS = Portable(
    lambda _: sa.select(team_members.c.customer_id).where(
        team_members.c.network_id == NETWORK,
        team_members.c.team_id == sa.bindparam("team", type_=sa.BigInteger()),
        team_members.c.role == sa.literal_column(f"'{PAYING_MEMBER}'"),
    )
)
_RESOURCE = _locking(resources)
_CUSTOMERS = _locking(customers)
"""An update lock on rows in the order of their ids; nothing of the kind on SQLite."""
