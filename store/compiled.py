"""Statements as a driver takes them: SQLAlchemy writes their text once, and is not asked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from store.sql import whole_second

POSTGRESQL: sa.Dialect = cast("Callable[[], sa.Dialect]", asyncpg.dialect)()


class _SqliteCompiler(SQLiteCompiler):
    """SQLAlchemy's, without the `OFFSET 0` that it puts behind every `LIMIT`."""

    def limit_clause(self, select: Any, **options: Any) -> str:
        limit, offset = select._limit_clause, select._offset_clause  # noqa: SLF001 - no other way
        if limit is None or offset is not None:
            return str(super().limit_clause(select, **options))  # type: ignore[no-untyped-call]
        return f"\n LIMIT {self.process(limit, **options)}"


class _SqliteDialect(SQLiteDialect_pysqlite):
    statement_compiler = _SqliteCompiler


SQLITE: sa.Dialect = _SqliteDialect(paramstyle="named")

Values = tuple[Any, ...] | dict[str, Any]
"""What a driver wants beside the text: a tuple on PostgreSQL, a dict on SQLite."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The text of a statement, and the names of the values that it takes.

    `constants` are values that the statement itself brings along; they have names among the
    parameters where these have an order.
    """

    text: str
    parameters: tuple[str, ...]
    constants: dict[str, Any]
    positional: bool

    def values(self, given: Mapping[str, Any]) -> Values:
        """Turn the values of the parameters into what the driver takes.

        *given* may hold more than is asked for. On PostgreSQL sets become arrays, and moments lose
        the fraction of their second; SQLite's driver knows by itself, see `store.sqlite`.

        Raises:
            KeyError: A parameter has no value.
        """
        if not self.positional:
            return self.constants | {name: given[name] for name in self.parameters}
        if self.constants:
            given = {**given, **self.constants}
        return _for_postgresql(map(given.__getitem__, self.parameters))


def compile_statement(statement: ClauseElement, dialect: sa.Dialect) -> Statement:
    """Write *statement* for the driver of *dialect*, `POSTGRESQL` or `SQLITE`.

    Raises:
        TypeError: The statement holds a list whose length would be part of the text.
    """
    compiled = cast(SQLCompiler, statement.compile(dialect=dialect))
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise TypeError("a list of values is not one parameter: write `OneOf(column, name)`")
    positional = dialect.name == "postgresql"
    names = compiled.positiontup or () if positional else compiled.bind_names.values()
    parameters = tuple(dict.fromkeys(names))
    constants = {
        name: compiled.binds[name].effective_value
        for name in parameters
        if not compiled.binds[name].required
    }
    if not positional:
        parameters = tuple(name for name in parameters if name not in constants)
    return Statement(compiled.string, parameters, constants, positional)


def comparable(values: Values) -> tuple[Any, ...]:
    """Return the values of a statement as a key, equal where they are; the names are its text's."""
    given = values.values() if isinstance(values, dict) else values
    return tuple([_HASHABLE.get(type(each), _itself)(each) for each in given])


def _itself(value: Any) -> Any:
    return value


_HASHABLE: dict[type, Callable[[Any], Any]] = {list: tuple, set: frozenset}


def driver_row(row: Mapping[str, Any], dialect: sa.Dialect) -> tuple[Any, ...]:
    """Turn the values of a row into those that the driver takes, in the row's order."""
    values = row.values()
    return _for_postgresql(values) if dialect.name == "postgresql" else tuple(values)


def grouped(
    rows: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[tuple[str, ...], Iterator[Mapping[str, Any]]]]:
    """Yield rows that follow each other and name the same columns, with these columns."""
    return groupby(rows, key=tuple)


def _for_postgresql(values: Iterable[Any]) -> tuple[Any, ...]:
    converted = []
    for value in values:
        convert = _CONVERSIONS.get(type(value))
        converted.append(value if convert is None else convert(value))
    return tuple(converted)


_CONVERSIONS: dict[type, Callable[[Any], Any]] = {
    dt.datetime: whole_second,
    set: list,
    frozenset: list,
}
