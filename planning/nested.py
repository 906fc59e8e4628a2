"""Rows inside a row: in which order they are fetched, and how Python reads them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause

from planning import code
from planning.build import Build
from planning.levels import Level


def ordering(row: NamedFromClause, name: str) -> ColumnElement[Any]:
    """Return the order by one column; `-` before its name turns it round."""
    return row.c[name[1:]].desc() if name.startswith("-") else row.c[name].asc()


def nested_rows(build: Build, level: Level, variable: str) -> code.Code:
    """Return the expression of nested rows: SQLite's are text where they stand at the top."""
    value = code.name(variable)
    return code.call("loads", value) if level.top and build.dialect == "sqlite" else value
