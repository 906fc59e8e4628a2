"""References between tables, taken away and put back while the tables are moved."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

KEY = "network_id"
"""The column that the key of every network's table begins with."""


def references_of(tables: Iterable[sa.Table]) -> list[sa.ForeignKeyConstraint]:
    """Return the references that *tables* hold, table by table, by name."""
    return [
        reference
        for table in tables
        for reference in sorted(table.foreign_key_constraints, key=name_of)
    ]


def taken_away(reference: sa.ForeignKeyConstraint) -> str:
    """Return the statement that takes a reference away."""
    return f"ALTER TABLE {reference.table.name} DROP CONSTRAINT {name_of(reference)}"


def put_back(reference: sa.ForeignKeyConstraint) -> str:
    """Return the statement that puts it back; it fails where a row breaks it meanwhile."""
    columns = ", ".join(reference.column_keys)
    targets = ", ".join(element.column.name for element in reference.elements)
    return (
        f"ALTER TABLE {reference.table.name} ADD CONSTRAINT {name_of(reference)} "
        f"FOREIGN KEY ({columns}) REFERENCES {reference.referred_table.name} ({targets})"
    )


def name_of(reference: sa.ForeignKeyConstraint) -> str:
    """Return the name that the migrations gave it, by the convention of `store.metadata`."""
    columns = "_".join(name for name in reference.column_keys if name not in (KEY, "id"))
    return f"fk_{reference.table.name}_{columns or reference.table.name}"
