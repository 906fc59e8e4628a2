"""What the demo's tests share: its rows without a database, and one network's dump with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from store.databases import open_database
from store.demo.building import build
from store.tables import metadata
from tests.store.rows import ask

TODAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 12, 0, 0, tzinfo=dt.UTC)

Tables = dict[str, list[dict[str, Any]]]


def built(today: dt.date = TODAY, scale: int = 1) -> Tables:
    """The demo's rows by table, as they would be written."""
    tables: Tables = {name: [] for name in metadata.tables}
    for rows in build(today, scale):
        for table, some in rows.drain():
            tables[table.name] += [dict(row) for row in some]
    return tables


async def dump(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the database at *url*, each table in the order of its key."""
    database = open_database(url)
    try:
        async with database.snapshot() as connection:
            return {
                name: await ask(connection, sa.select(table).order_by(*table.primary_key.columns))
                for name, table in metadata.tables.items()
            }
    finally:
        await database.close()
