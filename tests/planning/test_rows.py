"""Nested rows on SQLite: one flat array each, however many columns they have."""

from __future__ import annotations

import sqlite3
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from planning.rows import MOST_ARGUMENTS, Rows
from store.compiled import compile_statement
from store.databases import open_database
from store.sql import Text


def nested(columns: int) -> Any:
    """Read rows of so many columns, the last of them rows themselves, from SQLite."""
    dialect = open_database("sqlite:///never-opened.db").dialect
    table = sa.Table("things", sa.MetaData(), sa.Column("name", Text()))
    other = table.alias("other")
    numbers: list[sa.ColumnElement[Any]] = [
        sa.literal_column(str(number)) for number in range(columns - 1)
    ]
    inner = Rows(sa.select(other.c.name).order_by(other.c.name), [other.c.name])
    rows = Rows(sa.select(table.c.name).select_from(table), [*numbers, inner])
    statement = compile_statement(sa.select(rows), dialect)
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table things (name text)")
        connection.executemany("insert into things values (?)", [('"],[',), ("é",)])
        return orjson.loads(connection.execute(statement.text).fetchone()[0])


@pytest.mark.parametrize("columns", [1, 2, 119, 120, 121, 240, 241, 399])
def test_rows_of_many_columns(columns: int) -> None:
    """Each row is one array, whatever stands at the seams."""
    assert MOST_ARGUMENTS == 120
    row = [*range(columns - 1), [['"],['], ["é"]]]
    assert nested(columns) == [row, row]
