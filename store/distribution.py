"""How the tables are spread over the servers of Citus: by network, all of one network together."""

from __future__ import annotations

from collections.abc import Iterator

from store.metadata import SHARED
from store.references import KEY, put_back, references_of, taken_away
from store.tables import metadata

FIRST = "logins"
"""The table whose places the others share."""


def distribution() -> Iterator[str]:
    """Yield the statements that distribute an empty or filled database, to be run in this order.

    References are taken away first and put back last: between the two, some tables are spread and
    others are not. They hold then as before, since both ends of each stand in the same place.
    """
    tables = sorted(metadata.sorted_tables, key=lambda table: table.name)
    references = references_of(tables)
    yield "CREATE EXTENSION IF NOT EXISTS citus"
    yield from map(taken_away, references)
    yield f"SELECT create_distributed_table('{FIRST}', '{KEY}')"
    for table in tables:
        if SHARED in table.info:
            yield f"SELECT create_reference_table('{table.name}')"
        elif table.name != FIRST:
            yield (
                f"SELECT create_distributed_table('{table.name}', '{KEY}', "
                f"colocate_with => '{FIRST}')"
            )
    yield from map(put_back, references)
