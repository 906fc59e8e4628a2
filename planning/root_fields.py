"""The kinds of fields at the root: where the rows of an operation begin, and what it follows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planning.entities import Entity, TreeEntity
from planning.fields import Context, Pages
from planning.mutations import Work


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

    compute: Callable[[Context], Any]
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

    compute: Callable[[Context], Any]


FollowedField = Followed | FollowedAccess


FOLLOWED = "Live"
"""The subscription type; policies say of its fields, as of any type's, who may follow them."""


ROWLESS = (Visited, Everywhere, Worked, Inquiry)
"""These take no statement: places and rules stand in memory, inquiries were worked out before."""

RootField = (
    Pages | ById | Mine | Visited | Everywhere | NodeById | NodesById | Search | Worked | Inquiry
)
