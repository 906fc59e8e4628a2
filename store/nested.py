"""Rows nested in a column, as each database says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause, Select


def nested(
    rows: Select[Any], columns: Sequence[ColumnElement[Any]], outer: FromClause, dialect: sa.Dialect
) -> ColumnElement[Any]:
    """Return *columns* of *rows* as one column of a statement over *outer*, in no order.

    *rows* is a select without columns of its own: what it is from, and its conditions.
    """
    if dialect.name == "postgresql":
        inner = rows.with_only_columns(sa.func.row(*columns)).correlate(outer)
        return sa.func.array(inner.scalar_subquery())
    packed = sa.func.json_group_array(sa.func.json_array(*columns))
    return rows.with_only_columns(packed).correlate(outer).scalar_subquery()


def nested_rows(value: Any) -> Sequence[Sequence[Any]]:
    """Read such a column: records on PostgreSQL, JSON on SQLite."""
    return orjson.loads(value) if isinstance(value, str) else value  # type: ignore[no-any-return]
