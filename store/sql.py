"""The SQL vocabulary that every room writes with: types, parameters, and conditions of our own."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import SelectBase, TableValuedAlias
from sqlalchemy.types import TypeDecorator, TypeEngine


class Instant(TypeDecorator[dt.datetime]):
    """A moment in UTC, to the second: `timestamptz(0)`, on SQLite text `2026-10-01T08:00:00Z`.

    The text sorts and compares like the moment, and is what a client reads.
    """

    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        # Not through `dialect.type_descriptor`, which would lose precision (and below, collation).
        if dialect.name == "postgresql":
            return postgresql.TIMESTAMP(timezone=True, precision=0)
        return sa.String(20)

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> Any:
        if value is None:
            return None
        return whole_second(value) if dialect.name == "postgresql" else instant_text(value)

    def process_result_value(self, value: Any, _dialect: sa.Dialect) -> dt.datetime | None:
        if isinstance(value, str):
            return dt.datetime.fromisoformat(value)
        return value  # type: ignore[no-any-return]


def whole_second(moment: dt.datetime) -> dt.datetime:
    """Return *moment* in UTC without the fraction of its second; it must know its zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment must know its time zone")
    if moment.tzinfo is not dt.UTC:
        moment = moment.astimezone(dt.UTC)
    return moment.replace(microsecond=0) if moment.microsecond else moment


@lru_cache(maxsize=1024)
def instant_text(moment: dt.datetime) -> str:
    """Write *moment* as SQLite stores it: `2026-10-01T08:00:00Z`."""
    return whole_second(moment).isoformat()[:19] + "Z"


class Text(TypeDecorator[str]):
    """Text compared byte by byte on both databases (`COLLATE "C"` on PostgreSQL)."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        return postgresql.TEXT(collation="C") if dialect.name == "postgresql" else sa.Text()


# Parameters of fixed names: whoever writes a predicate uses them, the plan fills them in.
NETWORK: BindParameter[str] = sa.bindparam("network", type_=sa.Text())
NOW: BindParameter[dt.datetime] = sa.bindparam("now", type_=Instant())
VIEWER: BindParameter[int] = sa.bindparam("viewer", type_=sa.BigInteger())


def parameters_of(table: sa.Table) -> dict[str, BindParameter[Any]]:
    """Return what a new row takes: each column from the parameter of its name, network first."""
    return {
        each.name: NETWORK if each.name == "network_id" else sa.bindparam(each.name)
        for each in table.columns
    }


def word(text: str) -> ColumnElement[str]:
    """Write a word of our own code into a statement; what a request brings is a parameter."""
    if "'" in text:
        raise ValueError(f"`{text}` is no word of ours")
    return sa.literal_column(f"'{text}'", sa.Text())


def insert_into(table: sa.Table, dialect: sa.Dialect) -> postgresql.Insert | sqlite.Insert:
    """Begin to insert into *table* what may be there already.

    What is to happen then follows: `on_conflict_do_nothing`, `on_conflict_do_update`.
    """
    if dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


class Whether:
    """Mixed into conditions of our own: they stand as they are written.

    SQLAlchemy would write `(…) = 1` on SQLite and lose the index.
    """

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002
        """Return the condition as a part of another one."""
        return self


class OneOf(Whether, ColumnElement[bool]):
    """Whether a column's value stands in the array bound to the parameter *name*.

    One parameter whatever the number of values: `= any($1)` on PostgreSQL,
    `in (select value from json_each(:name))` on SQLite. `~` asks for the contrary; NULL is neither.
    """

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, column: ColumnElement[Any], name: str, *, negated: bool = False) -> None:
        self.column = column
        self.name = name
        self.negated = negated
        item: TypeEngine[Any]
        item = sa.BigInteger() if isinstance(column.type, sa.Integer) else sa.Text()
        self.array = sa.bindparam(name, type_=postgresql.ARRAY(item))
        self.json = sa.bindparam(name, type_=sa.Text())

    def __invert__(self) -> OneOf:
        return OneOf(self.column, self.name, negated=not self.negated)

    @property
    def _from_objects(self) -> Any:
        return self.column._from_objects  # noqa: SLF001


@compiles(OneOf, "postgresql")
def _one_of_postgresql(element: OneOf, compiler: Any, **kw: Any) -> str:
    column = compiler.process(element.column, **kw)
    array = compiler.process(element.array, **kw)
    return f"{column} <> ALL ({array})" if element.negated else f"{column} = ANY ({array})"


@compiles(OneOf, "sqlite")
def _one_of_sqlite(element: OneOf, compiler: Any, **kw: Any) -> str:
    column = compiler.process(element.column, **kw)
    values = f"(SELECT value FROM json_each({compiler.process(element.json, **kw)}))"  # noqa: S608
    return f"{column} NOT IN {values}" if element.negated else f"{column} IN {values}"


class AmongFew(Whether, ColumnElement[bool]):
    """Whether a column's value is among those that *few* selects, which are found first.

    PostgreSQL, which cannot know that they are few, might go through the column's table and ask of
    each row: `= any(array(…))` leaves it no choice. On SQLite `in` does the same.
    """

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, column: ColumnElement[Any], few: SelectBase) -> None:
        self.column = column
        self.few = few

    @property
    def _from_objects(self) -> Any:
        return self.column._from_objects  # noqa: SLF001


@compiles(AmongFew, "postgresql")
def _among_few_postgresql(element: AmongFew, compiler: Any, **kw: Any) -> str:
    column, few = (compiler.process(each, **kw) for each in (element.column, element.few))
    return f"{column} = ANY (ARRAY({few}))"


@compiles(AmongFew, "sqlite")
def _among_few_sqlite(element: AmongFew, compiler: Any, **kw: Any) -> str:
    column, few = (compiler.process(each, **kw) for each in (element.column, element.few))
    return f"{column} IN ({few})"


class Each(FunctionElement[Any]):
    """The values in the array bound to the parameter *name*, each a row with the column `value`."""

    inherit_cache = False

    def __init__(self, name: str) -> None:
        super().__init__()
        self.array = sa.bindparam(name, type_=postgresql.ARRAY(sa.Text()))
        self.json = sa.bindparam(name, type_=sa.Text())

    @classmethod
    def rows(cls, name: str) -> TableValuedAlias:
        """Return them as a table."""
        return cls(name).table_valued(sa.column("value", sa.Text()))


@compiles(Each, "postgresql")
def _each_postgresql(element: Each, compiler: Any, **kw: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.array, **kw)}) AS value)"


@compiles(Each, "sqlite")
def _each_sqlite(element: Each, compiler: Any, **kw: Any) -> str:
    return f"json_each({compiler.process(element.json, **kw)})"


class Unindexed(ColumnElement[Any]):
    """A column to sort or to test what was found, and not to find it: `+column` on SQLite.

    SQLite prefers an index that is in order, or a range of one, to one that finds the few rows
    which are wanted. PostgreSQL weighs the two.
    """

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column = column
        self.type = column.type

    @property
    def _from_objects(self) -> Any:
        return self.column._from_objects  # noqa: SLF001


@compiles(Unindexed, "postgresql")
def _plain_column(element: Unindexed, compiler: Any, **kw: Any) -> str:
    return str(compiler.process(element.column, **kw))


@compiles(Unindexed, "sqlite")
def _column_with_sign(element: Unindexed, compiler: Any, **kw: Any) -> str:
    return f"+{compiler.process(element.column, **kw)}"


__all__ = [
    "NETWORK",
    "NOW",
    "VIEWER",
    "AmongFew",
    "Each",
    "Instant",
    "OneOf",
    "Text",
    "Unindexed",
    "Whether",
    "insert_into",
    "instant_text",
    "parameters_of",
    "whole_second",
    "word",
]
