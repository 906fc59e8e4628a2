"""Who opens the pages: members of one house, each on a connection of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from benchmarks.pages import PORTAL, VISITOR
from store.compiled import compile_statement
from store.contracts import contracts
from store.customers import customers
from store.databases import Connection, Row
from store.invoices import invoices
from store.membership import has_access, is_archived, is_suspended, is_usable
from store.people import logins
from store.resources import bookings

MOST = 32


def _has(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    of_theirs = (
        table.c.network_id == customers.c.network_id, table.c.customer_id == customers.c.id
    )
    return sa.exists(sa.select(table.c.id).where(*of_theirs, *conditions))


VISITORS = (
    sa.select(customers.c.network_id, customers.c.id, customers.c.login_id)
    .join(
        logins,
        sa.and_(
            logins.c.network_id == customers.c.network_id, logins.c.id == customers.c.login_id
        ),
    )
    .where(
        customers.c.location_id == PORTAL, logins.c.disabled_at.is_(None),
        has_access(customers), ~is_archived(customers), ~is_suspended(customers),
        _has(contracts, contracts.c.location_id == PORTAL, is_usable(contracts)),
        _has(bookings), _has(invoices),
    )
    .order_by(customers.c.email != VISITOR, customers.c.id)
    .limit(MOST)
)  # fmt: skip


async def visitors(connection: Connection) -> Sequence[Row]:
    """Return the network, the customer and the login of each of `MOST` members, `VISITOR` first.

    Their plans are as different as the demo has them, and so are their rights.
    """
    now = dt.datetime.now(dt.UTC)
    statement = compile_statement(VISITORS, connection.dialect)
    return await connection.fetch(statement.text, statement.values({"now": now}))
