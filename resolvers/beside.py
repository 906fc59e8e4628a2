"""Fields that stand in a table of their own beside a record's, one row a record or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.fields import Derived


def beside(
    table: sa.Table, key: str, column: str, enum: Mapping[str, str] | None = None
) -> Derived:
    """Declare a field over a column of the row whose *key* names the record; null without one."""

    def of(record: FromClause) -> ColumnElement[Any]:
        other = table.alias()
        return (
            sa.select(other.c[column])
            .where(other.c.network_id == record.c.network_id, other.c[key] == record.c.id)
            .correlate(record)
            .scalar_subquery()
        )

    return Derived(of, enum)


def is_set(table: sa.Table, key: str, column: str) -> Derived:
    """Declare a field that says whether a flag of that row is set; without a row it is not."""

    def of(record: FromClause) -> ColumnElement[Any]:
        other = table.alias()
        found: sa.Select[Any] = sa.select(sa.literal_column("1")).where(
            other.c.network_id == record.c.network_id,
            other.c[key] == record.c.id,
            other.c[column].is_(sa.true()),
        )
        return sa.case((sa.exists(found.correlate(record)), sa.true()), else_=sa.false())

    return Derived(of)
