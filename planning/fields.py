"""The kinds of fields: what `resolvers` say that each field of a record fetches.

All names of columns are names in the table of the entity that the field belongs to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.selectable import FromClause, Select

from access.decision import Decision
from access.mask import Mask
from access.policy_set import PolicySet
from access.tree import Tree
from access.viewer import Viewer
from planning.rows import Rows

Switches = Mapping[str, Any]
"""The switches in force at the portal, e.g. `directory.includes`."""

Condition = Callable[[FromClause, Switches], "ColumnElement[bool] | None"]
"""A row condition over an alias of the entity's table; None where there is nothing to ask.

It may use the parameters NOW, NETWORK and VIEWER of `store.sql`, and correlated subqueries, which
must compare `network_id` too.
"""

Expression = Callable[[FromClause], ColumnElement[Any]]


class Context(Protocol):
    """What a computed field may know besides its row."""

    @property
    def now(self) -> dt.datetime:
        """The request's moment, in UTC."""

    @property
    def portal(self) -> str:
        """The location being visited."""

    @property
    def tree(self) -> Tree:
        """The locations, and what is written of them."""

    @property
    def viewer(self) -> Viewer:
        """Who asks."""

    @property
    def mask(self) -> Mask:
        """What this viewer may see at this portal."""

    @property
    def decide(self) -> Callable[[str], Decision]:
        """Whether this viewer may do the action of that name at this portal, and why."""

    @property
    def admits(self) -> Callable[[str, str | None, Sequence[int]], Decision]:
        """`(type, record's level, ids of its plans) -> Decision`, for records shown locked."""

    @property
    def policies(self) -> PolicySet:
        """The policies in force."""


@dataclass(frozen=True, slots=True)
class Column:
    """A scalar or enum read from one column.

    *folded* names the NOT NULL companion that sorts, filters and searches it (text only).
    *enum* maps stored values to GraphQL names; a value outside it is an error at the field.
    """

    name: str
    folded: str | None = None
    enum: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A scalar or enum that SQL derives, from this row's columns or a correlated subquery."""

    expression: Expression
    enum: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a value object that Python works out of *columns* of the row, and of nothing else.

    *compute* receives their values in that order, and must accept None for any column that may be
    NULL. It knows neither who asks nor when, so that the answers to strangers may be kept.
    """

    columns: Sequence[str]
    compute: Callable[..., str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Value:
    """A value object over columns of this row, e.g. Money or opening times.

    *parts* maps the value type's field names to columns, or to what is worked out of columns; only
    those asked for are fetched. The value is null where the column *present* is null.
    """

    parts: Mapping[str, str | Part]
    present: str


Argument = Callable[[str, Any], BindParameter[Any]]
"""`(name of an argument or parameter, SQL type) -> what is bound to it`, for a condition."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Rows of any table that a computed field reads besides its own row.

    They are what the computation goes by and are never shown: no policy applies to them, the field
    that is computed has its own. *condition* says which, for an alias of the field's row and one of
    *table*; `network_id` is compared by itself. *limit* bounds them.
    """

    table: sa.Table
    columns: Sequence[str]
    condition: Callable[[FromClause, FromClause, Argument], ColumnElement[bool]]
    order: Sequence[str] = ()
    limit: int = 1_000


@dataclass(frozen=True, slots=True)
class Query:
    """Rows that a computed field reads besides its own, made by a select: of several tables, sums.

    *select* makes it, columns and all, for an alias of the field's row, and compares `network_id`
    itself. *limit* is how many rows it may come to. Like those of a `Collection` they are never
    shown.
    """

    select: Callable[[FromClause, Argument], Select[Any]]
    limit: int = 1_000

    def rows(
        self, row: FromClause, given: Argument, guard: ColumnElement[bool] | None = None
    ) -> Rows:
        """Return them as one value of *row*; where the *guard* does not hold there are none."""
        select = self.select(row, given).correlate(row)
        columns = list(select.selected_columns)
        return Rows(select if guard is None else select.where(guard), columns)


@dataclass(frozen=True, slots=True)
class Computed:
    """A value computed in Python once the row is there.

    *needs* are columns of this row, fetched in the same statement; *compute* receives the context
    and their values in that order, as Python values (instants aware and in UTC, dates as dates,
    booleans as booleans). It returns a JSON-ready value: a scalar, the name of an enum value, a
    list, or a dict with *every* field of the object type (the planner keeps those asked for). It
    must not raise, and must accept None for any column that may be NULL.

    After the needs it receives the *collections*, each a list of tuples, and as keywords, under
    their names on the wire, the arguments that were given.

    *check* looks at the arguments before anything is asked of a database: what it says is wrong
    with them becomes an error at the field. *parameters* works further values out of the context
    and the arguments, once a request, for the conditions of the collections.
    """

    needs: Sequence[str]
    compute: Callable[..., Any]
    collections: Sequence[Collection | Query] = ()
    check: Callable[[Mapping[str, Any]], str | None] | None = None
    parameters: Callable[[Context, Mapping[str, Any]], Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class ToOne:
    """A record of another entity, by key: `target.id = this.<column>` (a join in the same row).

    Where *derived* is given, SQL works the key out, and *column* is only what it is called.
    """

    target: str
    column: str
    key: str = "id"
    derived: Expression | None = None

    def key_on(self, row: FromClause) -> ColumnElement[Any]:
        """Return the key of the other record, on an alias of this entity's table."""
        return row.c[self.column] if self.derived is None else self.derived(row)


@dataclass(frozen=True, slots=True)
class Through:
    """The table that pairs two records: rows (network_id, <near>, <far>)."""

    table: sa.Table
    near: str
    far: str


@dataclass(frozen=True, slots=True)
class ToMany:
    """A short list of another entity's records (nested rows): `target.<foreign> = this.<local>`.

    *order* are columns of the target, each ascending (`-` before a name: descending); the id
    follows by itself. *limit* bounds what a single row can pull along. Where pairs lead from one to
    the other, *through* says which: `this.<local>` is then near, `target.<foreign>` far.
    """

    target: str
    foreign: str
    order: Sequence[str] = ()
    local: str = "id"
    limit: int = 500
    condition: Condition | None = None
    through: Through | None = None

    def leads(self, row: FromClause, other: FromClause) -> ColumnElement[bool]:
        """Whether the field leads from *row* to *other*, aliases of the two entities' tables."""
        here, there = row.c[self.local], other.c[self.foreign]
        if self.through is None:
            return there == here
        pair = self.through.table.alias()
        of_row: sa.Select[Any] = sa.select(pair.c[self.through.far]).where(
            pair.c.network_id == row.c.network_id, pair.c[self.through.near] == here
        )
        return there.in_(of_row.correlate(row))


@dataclass(frozen=True, slots=True)
class Pages:
    """A connection over another entity's records that belong to this one.

    With *foreign* None at the root: over all records of the target in scope.
    """

    target: str
    foreign: str | None = None
    local: str = "id"
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The location whose id stands in *column*: read from the tree, no join."""

    column: str = "location_id"
    target: str = "Location"


Field = Column | Derived | Value | Computed | ToOne | ToMany | Pages | Place
