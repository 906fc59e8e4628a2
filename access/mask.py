"""The mask: for each field the row conditions under which one kind of viewer may see it.

A mask says nothing about one person: it is equal for all viewers in the same state at the same
portal. What differs from person to person (their id, their teams, the places their permissions
hold at) is bound when a plan runs, see :mod:`access.bindings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Code(StrEnum):
    """Why something is refused, as a portal reads it; ordered from the first to be named."""

    FEATURE_OFF = "FEATURE_OFF"
    LOGIN_REQUIRED = "LOGIN_REQUIRED"
    CONTRACT_FROZEN = "CONTRACT_FROZEN"
    MEMBERS_ONLY = "MEMBERS_ONLY"
    CONTACTS_ONLY = "CONTACTS_ONLY"
    CUSTOMER_SUSPENDED = "CUSTOMER_SUSPENDED"
    NOT_ALLOWED = "NOT_ALLOWED"


class PreviewCode(StrEnum):
    """Why something is refused in a rehearsal alone."""

    WITHHELD = "PREVIEW_WITHHELD"
    """Whoever is rehearsed sees it, and whoever rehearses holds no permission that shows it."""


Refusal: TypeAlias = Code | PreviewCode


class Shared(NamedTuple):
    """Two people's reasons for one cell, of which each counts only together with the other.

    `grant`       the reason of whoever is rehearsed: `own`, `team` or `staff`; as of the past
                  `portal`, too
    `name`        their role in the team, or their permission; empty for `own`; for `portal` the
                  number of the set of locations that hide the field, see :class:`Cell`
    `permission`  the permission of whoever rehearses them
    """

    grant: str
    name: str
    permission: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The grants that show one field; no grant at all means that no row could ever show it.

    `portal`     visible on every row that the portal shows, except where `hidden` says otherwise
    `hidden`     number of a set in :attr:`TypeMask.hidden`: locations whose records hide the field
                 (0 is always the empty set); it narrows the portal grant alone
    `own`        visible on the viewer's own record
    `team_roles` visible on records of a team in which the viewer has one of these roles
                 (`"*"` is any role)
    `permissions` visible where the viewer holds one of these staff permissions
    `code`       why it is refused, where there is no grant
    `shared`     in a rehearsal: visible where one of these pairs of reasons holds
    """

    portal: bool = False
    hidden: int = 0
    own: bool = False
    team_roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    code: Refusal | None = None
    shared: frozenset[Shared] = frozenset()

    def __bool__(self) -> bool:
        return (
            self.portal
            or self.own
            or bool(self.team_roles)
            or bool(self.permissions)
            or bool(self.shared)
        )


class ScopeShape(StrEnum):
    """How many locations a scope holds: it decides how the predicate is written."""

    NOWHERE = "nowhere"
    ONE = "one"
    SEVERAL = "several"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class RowRules:
    """Which records of a type the portal grant shows to this kind of viewer (no names in it).

    `scope`     how many locations are in scope
    `levels`    the record audiences that admit the viewer (`public`, `logged-in`, `contact`,
                `member`); None where the type does not look at its records' audience
    `plans`     True where a record restricted to plans admits holders of them,
                False where the viewer has no usable plan at all, None where plans are not looked at
    """

    scope: ScopeShape
    levels: frozenset[str] | None
    plans: bool | None


@dataclass(frozen=True, slots=True)
class TypeMask:
    """What a viewer may see of one GraphQL type: hashable, without names of locations."""

    cells: Mapping[str, Cell]
    rows: RowRules
    rows_hidden: int  # set of locations none of whose portal-granted fields remains
    section: str | None
    code: Refusal | None  # why nothing of the type is visible; None: something may be
    filterable: frozenset[str]  # fields that policy allows as a filter (readability still checked)
    sortable: frozenset[str]

    def __bool__(self) -> bool:
        return any(self.cells.values())


@dataclass(frozen=True, slots=True, eq=False)
class MaskShape:
    """All of a mask that a plan's shape depends on; interned, so that identity is equality."""

    types: Mapping[str, TypeMask]
    switches: Mapping[str, object]  # those in force at this portal, e.g. `directory.includes`
    implied: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Permission -> those that everybody who holds it holds at the same places."""
    today: MaskShape | None = None
    """In a rehearsal of the past: what the portal shows by the rules of today, and that alone. Rows
    that the portal grant shows have to meet it, too."""


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """A shape, and the places that fill it in at one portal."""

    shape: MaskShape
    portal: str  # location id
    locations: Mapping[str, frozenset[str]]  # type -> locations in scope
    hidden: Mapping[str, tuple[frozenset[str], ...]]  # type -> numbered sets, number 0 is empty
    sections: Mapping[str, Code | None]  # section -> None if open, else why closed
    key: str  # short stable digest, for logs and metrics
    levels: frozenset[str] = frozenset()  # record audiences that admit the viewer
    today: Mask | None = None  # in a rehearsal of the past, see `MaskShape.today`
