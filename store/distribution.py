"""How the tables are spread over the servers of Citus: by network, all of one network together."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from store.metadata import SHARED
from store.tables import metadata

KEY = "network_id"
FIRST = "logins"
"""The table whose places the others share."""


def distribution() -> Iterator[str]:
    """Yield the statements that distribute an empty or filled database, to be run in this order.

    References are taken away first and put back last: between the two, some tables are spread and
    others are not. They hold then as before, since both ends of each stand in the same place.
    """
    tables = sorted(metadata.sorted_tables, key=lambda table: table.name)
    references = [
        (table, reference)
        for table in tables
        for reference in sorted(table.foreign_key_constraints, key=name_of)
    ]
    yield "CREATE EXTENSION IF NOT EXISTS citus"
    for table, reference in references:
        yield f"ALTER TABLE {table.name} DROP CONSTRAINT {name_of(reference)}"
    yield f"SELECT create_distributed_table('{FIRST}', '{KEY}')"
    for table in tables:
        if SHARED in table.info:
            yield f"SELECT create_reference_table('{table.name}')"
        elif table.name != FIRST:
            yield (
                f"SELECT create_distributed_table('{table.name}', '{KEY}', "
                f"colocate_with => '{FIRST}')"
            )
    for table, reference in references:
        columns = ", ".join(reference.column_keys)
        targets = ", ".join(element.column.name for element in reference.elements)
        yield (
            f"ALTER TABLE {table.name} ADD CONSTRAINT {name_of(reference)} "
            f"FOREIGN KEY ({columns}) REFERENCES {reference.referred_table.name} ({targets})"
        )


def name_of(reference: sa.ForeignKeyConstraint) -> str:
    """Return the name that the migrations gave it, by the convention of `store.metadata`."""
    columns = "_".join(name for name in reference.column_keys if name not in (KEY, "id"))
    return f"fk_{reference.table.name}_{columns or reference.table.name}"
