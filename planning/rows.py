"""Nested rows: the rows of a correlated select as one value of the outer row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import Select

MOST_ARGUMENTS = 120
"""SQLite's `json_array` takes 127 arguments."""


class Rows(ColumnElement[Any]):
    """All rows of *select* as a list of lists.

    PostgreSQL: `array(select row(…) …)`. SQLite: `json_group_array(json_array(…))` over the same
    select; there a column that is itself nested rows is wrapped in `json(…)`, or a subselect
    would turn it into text.
    """

    inherit_cache = False
    type = sa.types.NullType()

    def __init__(self, select: Select[Any], columns: Sequence[ColumnElement[Any]]) -> None:
        self.inner = select
        self.columns = tuple(columns)

    @property
    def _from_objects(self) -> list[Any]:
        return []


@compiles(Rows, "postgresql")
def _as_array(element: Rows, compiler: Any, **_: Any) -> str:
    row = sa.func.row(*element.columns).label("packed")
    return f"ARRAY({compiler.process(element.inner.with_only_columns(row))})"


@compiles(Rows, "sqlite")
def _as_json(element: Rows, compiler: Any, **_: Any) -> str:
    labelled = [column.label(f"x{index}") for index, column in enumerate(element.columns)]
    inner = compiler.process(element.inner.with_only_columns(*labelled))
    items = [
        f"json(x{index})" if isinstance(column, Rows) else f"x{index}"
        for index, column in enumerate(element.columns)
    ]
    return f"(SELECT json_group_array({_json_array(items)}) FROM ({inner}))"  # noqa: S608


def _json_array(items: Sequence[str]) -> str:
    """Write one array of *items*, put together of several where they are too many for one call."""
    first, *more = (
        f"json_array({', '.join(items[start : start + MOST_ARGUMENTS])})"
        for start in range(0, max(len(items), 1), MOST_ARGUMENTS)
    )
    for each in more:  # all but the last character of one, a comma, all but the first of the next
        first = f"json(substr({first}, -1, -{2**31 - 1}) || ',' || substr({each}, 2))"
    return first
