"""Whether the gateway may write in its database: found out beforehand, and without writing."""

from __future__ import annotations

import os
from pathlib import Path

from store.databases import Connection

_READ_ONLY = "SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'"
_CLOSED = """
SELECT relname FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
   AND relname <> 'alembic_version'
   AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
            AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
 ORDER BY relname
"""
_FILE = "SELECT file FROM pragma_database_list WHERE name = 'main'"


async def why_not_writable(connection: Connection) -> str | None:
    """Say what keeps the gateway from writing, or return None where nothing does.

    Raises:
        DatabaseUnavailable: Nobody knows.
    """
    if connection.dialect.name == "sqlite":
        ((name,),) = await connection.fetch(_FILE, ())
        file = Path(name)
        closed = [place for place in (file, file.parent) if not os.access(place, os.W_OK)]
        return f"{closed[0]} cannot be written by this user" if closed else None
    ((replica, read_only),) = await connection.fetch(_READ_ONLY, ())
    if replica:
        return "it is a replica, which takes no changes"
    if read_only:
        return "it is set to read only (`default_transaction_read_only`)"
    tables = [row[0] for row in await connection.fetch(_CLOSED, ())]
    if not tables:
        return None
    others = f" and {len(tables) - 1} more" if len(tables) > 1 else ""
    return f"its user may not write the table `{tables[0]}`{others}"
