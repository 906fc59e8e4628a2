"""Taking turns: whoever books a resource waits for whoever books it, or for the same people.

On PostgreSQL the rows of the resource and of the customers are locked until the transaction ends,
always the resource first and customers by id, so that nobody waits in a circle. On SQLite there is
one writer at a time anyway.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from store.customers import customers
from store.databases import Connection
from store.portable import Portable
from store.resources import resources
from store.sql import NETWORK, OneOf


async def take_turn(
    connection: Connection, network: str, resource: int, people: Collection[int]
) -> None:
    """Wait until nobody else books the resource, or for these people; then keep others waiting."""
    await _RESOURCE.fetch(connection, network=network, asked=[resource])
    await _CUSTOMERS.fetch(connection, network=network, asked=sorted(people))


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


_RESOURCE = _locking(resources)
_CUSTOMERS = _locking(customers)
"""An update lock on rows in the order of their ids; nothing of the kind on SQLite."""
