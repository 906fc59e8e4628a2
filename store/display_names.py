"""What people are called: customers by their full names, logins by their addresses."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from store.customers import customers
from store.databases import Connection
from store.people import logins
from store.portable import Portable
from store.sql import NETWORK, OneOf


async def names_of_customers(
    connection: Connection, network: str, ids: Iterable[int]
) -> dict[int, str]:
    """Return the full names of the customers of *network* with these ids."""
    rows = await _CUSTOMERS.fetch(connection, network=network, asked=sorted(ids))
    return {row[0]: row[1] for row in rows}


async def addresses_of_logins(
    connection: Connection, network: str, ids: Iterable[int]
) -> dict[int, str]:
    """Return the e-mail addresses of the logins of *network* with these ids."""
    rows = await _LOGINS.fetch(connection, network=network, asked=sorted(ids))
    return {row[0]: row[1] for row in rows}


_CUSTOMERS = Portable(
    lambda _: sa.select(customers.c.id, customers.c.full_name).where(
        customers.c.network_id == NETWORK, OneOf(customers.c.id, "asked")
    )
)
_LOGINS = Portable(
    lambda _: sa.select(logins.c.id, logins.c.email).where(
        logins.c.network_id == NETWORK, OneOf(logins.c.id, "asked")
    )
)
