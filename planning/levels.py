"""One select being written: its row, its joins, its columns and the names they get in Python."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause, NamedFromClause, Select

from planning.costs import Cost, cost_of
from planning.problems import TooComplex
from store.sql import Instant

MOST_COLUMNS = 400
"""A row of PostgreSQL has 1,600 at the most."""

MOST_TABLES = 40
"""SQLite joins 64 tables; PostgreSQL plans 40 in about 10 ms."""


class Level:
    """One select: the rows of one alias and of the records joined to it.

    *top* is True where the database hands the rows over by itself, and not inside a value of
    another row: there SQLite gives nested rows as JSON text.
    """

    def __init__(self, number: int, row: NamedFromClause, *, top: bool) -> None:
        self.number = number
        self.row = row
        self.top = top
        self.conditions: list[ColumnElement[bool]] = []
        self.below: list[Cost] = []   # of the rows nested in each row
        self._source: FromClause = row
        self._joined: dict[Hashable, NamedFromClause] = {}
        self._columns: dict[Hashable, ColumnElement[Any]] = {}
        self._positions: dict[Hashable, int] = {}
        self._variables: list[ast.expr] = []

    def add(self, key: Hashable, column: ColumnElement[Any]) -> str:
        """Select *column* once for each *key*; return the variable that holds it in Python."""
        position = self._positions.setdefault(key, len(self._columns))
        if position == len(self._columns):
            if position == MOST_COLUMNS:
                raise TooComplex
            self._columns[key] = column
            self._variables.append(ast.Name(self._variable(position), ast.Store()))
        return self._variable(position)

    def _variable(self, position: int) -> str:
        return f"v{self.number}_{position}"

    def position(self, key: Hashable) -> int:
        """Return the index in the row of a column added before."""
        return self._positions[key]

    def join(self, key: Hashable, row: NamedFromClause, on: ColumnElement[bool]) -> None:
        """Join one record, at most; the row stays where there is none."""
        if len(self._joined) == MOST_TABLES:
            raise TooComplex
        self._joined[key] = row
        self._source = self._source.outerjoin(row, on)

    def among(self, found: FromClause, on: ColumnElement[bool]) -> None:
        """Take the rows that *found* names and no others; to be said before anything is joined."""
        self._source = found.join(self._source, on)

    def joined(self, key: Hashable) -> NamedFromClause | None:
        """Return the alias joined under *key*."""
        return self._joined.get(key)

    @property
    def pattern(self) -> ast.expr:
        """The target that takes a row apart; it grows with the columns added later."""
        return ast.Tuple(self._variables, ast.Store())

    @property
    def columns(self) -> list[ColumnElement[Any]]:
        """The columns, in order."""
        return list(self._columns.values())

    def cost(self, rows: int | str) -> Cost:
        """Return what so many *rows* cost, see `Cost`; asked once all columns are there."""
        return cost_of(rows, len(self._columns), self.below)

    def select(self) -> Select[Any]:
        """Return the select; its columns are labelled by their variables."""
        labelled = [
            column.label(self._variable(position))
            for position, column in enumerate(self._columns.values())
        ]
        return sa.select(*labelled).select_from(self._source).where(*self.conditions)


def operand(name: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the parameter *name*, of the type of the column that it is compared to."""
    return sa.bindparam(name, type_=plain_type(column))


def plain_type(column: ColumnElement[Any]) -> Any:
    """Return the type of a column as a parameter has it."""
    if isinstance(column.type, (Instant, sa.Integer, sa.Date, sa.Boolean)):
        return column.type
    return sa.Text()


__all__ = ["MOST_COLUMNS", "MOST_TABLES", "Level", "operand", "plain_type"]
