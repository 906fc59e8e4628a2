"""Rows on their way to the database, table by table, each with an id that counts up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from store.folding import fold
from store.tables import metadata

_EMPTY: dict[str, dict[str, Any]] = {
    table.name: dict.fromkeys(table.columns.keys()) for table in metadata.sorted_tables
}
_FOLDED = {
    table.name: [
        (column.name, f"{column.name}_folded")
        for column in table.columns
        if f"{column.name}_folded" in table.c
    ]
    for table in metadata.sorted_tables
}


class Rows:
    """What is to be written next; ids go on counting over all that was written before."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._last: Counter[str] = Counter()

    def add(self, table: sa.Table, **values: Any) -> int:
        """Add a row of *table* and return its id, the next one unless *values* has it.

        Columns without a value are null; folded companions are made here. Raises KeyError for a
        column that the table does not have.
        """
        if "id" not in values:
            values["id"] = self.next_id(table)
        self._put(table.name, values)
        return int(values["id"])

    def next_id(self, table: sa.Table) -> int:
        """Take the next id of *table*."""
        self._last[table.name] += 1
        return self._last[table.name]

    def link(self, table: sa.Table, **values: Any) -> None:
        """Add a pair to a link table, which has no ids."""
        self._put(table.name, values)

    def count_from(self, table: sa.Table, last: int) -> None:
        """Let the next id of *table* be greater than *last*."""
        self._last[table.name] = max(self._last[table.name], last)

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._rows.values())

    def drain(self) -> Iterator[tuple[sa.Table, list[Mapping[str, Any]]]]:
        """Hand over all rows, those first that others refer to, and keep none."""
        for table in metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            if rows:
                yield table, rows  # type: ignore[misc]

    def _put(self, name: str, values: dict[str, Any]) -> None:
        empty = _EMPTY[name]
        row = empty | values
        if len(row) != len(empty):
            raise KeyError(f"{name} has no column {sorted(row.keys() - empty.keys())}")
        for column, folded in _FOLDED[name]:
            row[folded] = fold(row[column])
        self._rows.setdefault(name, []).append(row)
