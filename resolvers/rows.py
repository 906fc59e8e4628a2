"""A new row: its id is made here, and the folded companions of its texts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from store.databases import Connection
from store.folding import with_folded
from store.ids import new_id


async def insert(connection: Connection, table: sa.Table, network: str, **values: Any) -> int:
    """Add a row to a table of the network and return its id.

    Raises:
        RowRefused: the row breaks one of the table's rules.
    """
    key = new_id()
    row = with_folded(table, {**values, "network_id": network, "id": key})
    await connection.insert(table, [row])
    return key
