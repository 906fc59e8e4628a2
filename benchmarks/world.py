"""What is added to the demo network, so that the pages are as long as they say."""

from __future__ import annotations

import sqlalchemy as sa

from benchmarks.pages import PORTAL, VISITOR
from store.compiled import compile_statement
from store.customers import customers
from store.databases import Database, open_database
from store.resources import bookings, resources

COPIES = 20


async def enlarge(url: str) -> None:
    """Give the portal's house 120 resources more, and its visitor 25 bookings."""
    database = open_database(url)
    try:
        await _copy(database, resources, resources.c.location_id == PORTAL, COPIES)
        mine = sa.select(customers.c.id).where(customers.c.email == VISITOR)
        await _copy(database, bookings, bookings.c.customer_id.in_(mine), COPIES)
    finally:
        await database.close()


async def _copy(
    database: Database, table: sa.Table, chosen: sa.ColumnElement[bool], copies: int
) -> None:
    statement = compile_statement(sa.select(table).where(chosen), database.dialect)
    async with database.transaction() as connection:
        found = await connection.fetch(statement.text, statement.values({}))
        names = [column.name for column in table.columns]
        rows = [dict(zip(names, row, strict=True)) for row in found]
        await connection.insert(table, [
            {**row, "id": row["id"] + 10_000_000 * copy}
            for copy in range(1, copies + 1) for row in rows
        ])
