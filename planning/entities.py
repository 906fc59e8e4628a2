"""The vocabulary in which `resolvers` say what each field fetches; the planner reads nothing else.

An :class:`Entity` is one GraphQL object type over one table (or over the tree of locations), and
maps each GraphQL field to one of the field kinds below. All names of columns are names in the
entity's own table. Every table of a network has the columns `network_id` and `id`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.selectable import FromClause

from planning.mutations import Mutation, Work

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
    def tree(self) -> Any:
        """The tree of locations (`access.tree.Tree`)."""

    @property
    def viewer(self) -> Any:
        """Who asks (`access.viewer.Viewer`)."""

    @property
    def mask(self) -> Any:
        """What this viewer may see at this portal (`access.mask.Mask`)."""

    @property
    def decide(self) -> Any:
        """`(action name) -> access.decision.Decision` for this viewer at this portal."""

    @property
    def admits(self) -> Any:
        """`(type, record's level, ids of its plans) -> Decision`, for records shown locked."""

    @property
    def policies(self) -> Any:
        """The policies in force (`access.policy_set.PolicySet`)."""


# ---------------------------------------------------------------- fields


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
class Value:
    """A value object over columns of this row, e.g. Money or opening times.

    *parts* maps the value type's field names to columns, or to what Python works out of columns (no
    object, no collections); only those asked for are fetched. The value is null where the column
    *present* is null.
    """

    parts: Mapping[str, str | Computed]
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
    collections: Sequence[Collection] = ()
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
class ToMany:
    """A short list of another entity's records (nested rows): `target.<foreign> = this.<local>`.

    *order* are columns of the target, each ascending (`-` before a name: descending); the id
    follows by itself. *limit* bounds what a single row can pull along.
    """

    target: str
    foreign: str
    order: Sequence[str] = ()
    local: str = "id"
    limit: int = 500
    condition: Condition | None = None


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


# ---------------------------------------------------------------- entities


@dataclass(frozen=True, slots=True)
class PlanLink:
    """The table that restricts records to plans: rows (network_id, <record>, plan_id)."""

    table: sa.Table
    record: str


@dataclass(frozen=True, slots=True)
class PartOf:
    """What a record is a part of: `target.id = this.<column>`.

    The portal shows a part only where it shows the whole, however the part was reached.
    """

    target: str
    column: str


@dataclass(frozen=True, slots=True)
class TeamLink:
    """For records that belong to teams through people: `(alias, team ids parameter) -> condition`.

    Use `store.sql.OneOf(column, name)` for "the team is one of the viewer's".
    """

    condition: Callable[[FromClause, str], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Entity:
    """One GraphQL object type over one table.

    *location* is the column with the record's location; *owner* the one with the customer whose
    own record it is; *team* the one with the team it belongs to, or a TeamLink; *audience* the one
    with the record's level (`public`, `logged-in`, `contact`, `member`); *published* the condition
    under which the portal grant shows it at all (publication window, enabled, not archived),
    *presented* the one under which the own and own-team grants do (e.g. an invoice is no draft any
    more), *exists* one that holds for every grant (e.g. the row was not removed). *part_of* names
    the record without which the portal grant does not show this one. *window* lists the columns
    with the moments at which *published* begins or ceases to hold, where the clock alone decides
    that. *sort* lists the fields a list may be ordered by, the first being the default order;
    *filters* the fields a list may be filtered by; *search* the text fields that `search` matches
    (columns with `folded`).
    """

    name: str
    table: sa.Table
    fields: Mapping[str, Field]
    location: str = "location_id"
    owner: str | None = None
    team: str | TeamLink | None = None
    audience: str | None = None
    plans: PlanLink | None = None
    part_of: PartOf | None = None
    published: Condition | None = None
    presented: Condition | None = None
    exists: Condition | None = None
    window: Sequence[str] = ()
    sort: Sequence[str] = ()
    descending: bool = False
    filters: Sequence[str] = ()
    search: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TreeEntity:
    """A GraphQL object type whose records are locations (Location, Home, About, …).

    Each field is a function `(context, location id) -> JSON-ready value`; object-valued fields
    return dicts with every field of the value type, or lead to another TreeEntity's record of a
    location, see :class:`PlaceOf`.
    """

    name: str
    fields: Mapping[str, Callable[[Any, str], Any] | PlaceOf]


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """Another location seen from one: `(tree, location id) -> location id, a list, or None`."""

    target: str
    place: Callable[[Any, str], Any]


# ---------------------------------------------------------------- the root


@dataclass(frozen=True, slots=True)
class ById:
    """One record of *target* by the global id in argument `id`."""

    target: str


@dataclass(frozen=True, slots=True)
class Mine:
    """The viewer's own customer profile; null for whoever has none."""

    target: str = "Customer"


@dataclass(frozen=True, slots=True)
class Visited:
    """A TreeEntity's record of the portal being visited (`portal`, `home`, `about`, …)."""

    target: str


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A TreeEntity's records for all locations in scope (`locations`)."""

    target: str


@dataclass(frozen=True, slots=True)
class NodeById:
    """`node(id:)`: any entity by its global id."""


@dataclass(frozen=True, slots=True)
class NodesById:
    """`nodes(ids:)`: at most 100 entities by their global ids, in the order asked."""


@dataclass(frozen=True, slots=True)
class Search:
    """`search(text:, types:, first:)`: the searchable entities' records that match, by title."""

    targets: Sequence[str]


@dataclass(frozen=True, slots=True)
class Worked:
    """A root field that Python computes without a row: `(context) -> JSON-ready value`.

    *lasting* says that it stays what it is for a stranger as long as the rules do: it looks neither
    at the clock nor at rows.
    """

    compute: Callable[[Any], Any]
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What staff ask about the rules themselves: worked out before the operation is planned.

    *target* is a type without records, whose fields policies grant like any other's; what counts
    is the portal being visited. *work* is given the arguments and all entities, and returns a dict
    with every field of the target. Each time somebody asks, that is written down under the name
    *action*.
    """

    target: str
    action: str
    work: Callable[
        [Work, Mapping[str, Any], Mapping[str, Entity | TreeEntity]], Awaitable[dict[str, Any]]
    ]


@dataclass(frozen=True, slots=True)
class Followed:
    """A field of the subscription type: a record of *target*, each time something happens to it.

    *resource* is the column with the resource that the field's argument names, if it takes one;
    with *own*, a field without the argument follows the viewer's own records alone.
    """

    target: str
    resource: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class FollowedAccess:
    """A field of the subscription type: `(context) -> value`, when the viewer's rights change."""

    compute: Callable[[Any], Any]


FollowedField = Followed | FollowedAccess

FOLLOWED = "Live"
"""The subscription type; policies say of its fields, as of any type's, who may follow them."""


RootField = (
    Pages | ById | Mine | Visited | Everywhere | NodeById | NodesById | Search | Worked | Inquiry
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be fetched: the planner's whole knowledge of the graph's data."""

    entities: Mapping[str, Entity | TreeEntity]
    query: Mapping[str, RootField]
    mutations: Mapping[str, Mutation] = field(default_factory=dict)
    followed: Mapping[str, FollowedField] = field(default_factory=dict)

    @property
    def inquiries(self) -> dict[str, Inquiry]:
        """The root fields that ask about the rules."""
        return {name: each for name, each in self.query.items() if isinstance(each, Inquiry)}

    @property
    def types(self) -> list[str]:
        """The types that policies speak about: of records, inquiries, and what is followed."""
        followed = [FOLLOWED] if self.followed else []
        return [*self.entities, *(each.target for each in self.inquiries.values()), *followed]
