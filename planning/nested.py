"""Rows inside a row: in which order they are fetched, and how Python reads them."""

from __future__ import annotations

import ast
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


def nested_records(
    build: Build, level: Level, inner: Level, variable: str, shown: code.Code
) -> code.Code:
    """Return the list of *shown* for the rows of *inner*, which *variable* holds.

    Where they are text, and nothing else of the outer row goes into the list, equal texts are read
    once a request: the prices that a hundred rooms share, the empty list.
    """
    rows = nested_rows(build, level, variable)
    if not isinstance(rows, ast.Call) or not all(
        each == "run" or each in build.module
        for each in code.outer_names(shown, inner.pattern)
    ):
        return code.listing(shown, inner.pattern, rows)
    text = code.call("loads", code.name("text"))
    body: list[ast.stmt] = [ast.Return(code.listing(shown, inner.pattern, text))]
    read = build.module.define(f"read{inner.number}", ["run", "text"], body)
    return code.item(build.module.once(read), code.name(variable))
