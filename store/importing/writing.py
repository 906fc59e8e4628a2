"""What an import comes to: rows that are written together, after all of them were checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from documents.places import Problem, in_order
from store.databases import Connection
from store.errors import RowRefused
from store.folding import with_folded
from store.importing.sheets import Sheet


@dataclass(slots=True)
class Batch:
    """Rows by table, parents first."""

    rows: dict[sa.Table, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: sa.Table, row: Mapping[str, Any]) -> None:
        """Add a row; folded companions of its texts are worked out."""
        self.rows.setdefault(table, []).append(with_folded(table, row))


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import ended: `written` lines, none where there are `problems` or it was rehearsed."""

    lines: int
    written: int
    problems: tuple[Problem, ...]


async def write(
    connection: Connection, sheet: Sheet, batch: Batch, *, rehearse: bool
) -> Imported:
    """Write the rows of a sheet without problems; of one with problems, none.

    *connection* is in a transaction, which whoever opened it takes back if this reports problems.
    """
    problems = tuple(in_order(sheet.problems))
    if problems or rehearse:
        return Imported(len(sheet.lines), 0, problems)
    try:
        for table, rows in batch.rows.items():
            await connection.insert(table, rows)
    except RowRefused as refused:
        # every rule of the tables is checked line by line before; this one was broken meanwhile
        sheet.problem(
            1, None, f"the database refused the rows: a rule on {refused.rule} is broken",
            "nothing was written; somebody may have changed the same rows, so try again",
        )
        return Imported(len(sheet.lines), 0, tuple(sheet.problems))
    return Imported(len(sheet.lines), len(sheet.lines), ())
