"""A stand-in for an engine that spreads rows over servers: partitions that stand on another one.

A database that is partitioned by network gives one network's rows to another server, and reaches
them there through postgres_fdw. Keys cannot span the two, so there are none left to check: this
is for reading, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

import asyncpg
import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from store.compiled import POSTGRESQL
from store.partitioning import large_tables

_RULES = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype::text = ANY ($1::text[]) AND conparentid = 0
  AND (contype = 'f' OR conrelid IN (SELECT partrelid FROM pg_partitioned_table))
"""


async def send_away(network: str, url: str, far: str) -> None:
    """Move the rows of *network* from the partitioned database at *url* to the empty one at *far*.

    PostgreSQL wants no rule between servers: references go, and keys that all partitions share.
    """
    near, there = await asyncpg.connect(url), await asyncpg.connect(far)
    try:
        for statement in _tables():
            await there.execute(statement)
        async with near.transaction():
            for kind in ("f", "pu"):
                for (text,) in await near.fetch(_RULES, list(kind)):
                    await near.execute(text)
            for statement in _reaching(far):
                await near.execute(statement)
            for table in large_tables():
                for statement in _moved(table, network):
                    await near.execute(statement)
    finally:
        await near.close()
        await there.close()


def _tables() -> Iterator[str]:
    """The tables as they are at home, but for the references: rows of small tables stay there."""
    for table in large_tables():
        made = CreateTable(table, include_foreign_key_constraints=[])
        yield str(made.compile(dialect=POSTGRESQL))
        for index in table.indexes:
            yield str(CreateIndex(index).compile(dialect=POSTGRESQL))


def _reaching(far: str) -> Iterator[str]:
    address = sa.make_url(far)
    host = address.query.get("host") or address.host
    yield "CREATE EXTENSION postgres_fdw"
    yield (
        "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS "
        f"(host '{host}', port '{address.port or 5432}', dbname '{address.database}')"
    )
    yield (
        "CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS "
        f"(user '{address.username}', password '{address.password or ''}')"
    )


def _moved(table: sa.Table, network: str) -> Iterator[str]:
    old = f'"{table.name}__{network}"'
    yield f"ALTER TABLE {table.name} DETACH PARTITION {old}"
    yield (
        f'CREATE FOREIGN TABLE "{table.name}__far" PARTITION OF {table.name} '
        f"FOR VALUES IN ('{network}') SERVER far "
        f"OPTIONS (table_name '{table.name}', batch_size '500')"
    )
    yield f"INSERT INTO {table.name} SELECT * FROM {old}"
    yield f"DROP TABLE {old}"
