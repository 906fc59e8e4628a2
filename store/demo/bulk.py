"""Many rows at once into PostgreSQL: references and indexes come back when all rows are there.

Those of partitions come and go with their table's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from store.databases import Connection

_REFERENCES = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
AND conparentid = 0
ORDER BY 1, 2
"""
_INDEXES = """
SELECT quote_ident(indexname), indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND indexname NOT IN (SELECT conname FROM pg_constraint)
AND NOT EXISTS (SELECT 1 FROM pg_inherits
WHERE inhrelid = to_regclass(quote_ident(schemaname) || '.' || quote_ident(indexname)))
ORDER BY 1
"""
_WORK_MEMORY = "SET LOCAL maintenance_work_mem = '256MB'"


@asynccontextmanager
async def in_bulk(connection: Connection) -> AsyncIterator[None]:
    """Let rows be written without references and indexes, and see to both afterwards.

    The connection is in a transaction, so that nobody else ever sees the tables without them.
    What the rows say wrongly is found at the end, as RowRefused.
    """
    references = await connection.fetch(_REFERENCES, ())
    indexes = await connection.fetch(_INDEXES, ())
    for table, name, _ in references:
        await connection.fetch(f"ALTER TABLE {table} DROP CONSTRAINT {name}", ())
    for name, _ in indexes:
        await connection.fetch(f"DROP INDEX {name}", ())
    yield
    await connection.fetch(_WORK_MEMORY, ())
    for _, definition in indexes:
        await connection.fetch(definition, ())
    for table, name, definition in references:
        await connection.fetch(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}", ())
