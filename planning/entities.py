"""Entities: the types of the graph, each over one table or over the tree of locations.

An entity maps each GraphQL field to one of the kinds in `planning.fields`. All names of columns are
names in the entity's own table. Every table of a network has the columns `network_id` and `id`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from access.tree import Tree
from planning.fields import Condition, Context, Field


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
    fields: Mapping[str, Callable[[Context, str], Any] | PlaceOf]


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """Another location seen from one: `(tree, location id) -> location id, a list, or None`."""

    target: str
    place: Callable[[Tree, str], str | list[str] | None]
