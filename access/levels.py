"""The words that policies are written with: levels, scopes, sections, team roles."""

from __future__ import annotations

from enum import IntFlag, StrEnum


class Level(StrEnum):
    """An access level. The four are not a ladder: `contact` leaves members out."""

    PUBLIC = "public"
    LOGGED_IN = "logged-in"
    CONTACT = "contact"
    MEMBER = "member"


ALL_LEVELS = frozenset(Level)


class Scope(StrEnum):
    """Which locations' records a portal shows, seen from the portal or from the viewer's home."""

    CURRENT = "current"
    CHILD = "child"
    PARENT = "parent"
    NETWORK = "network"
    PARENT_NETWORK = "parent-network"
    HOME = "home"
    HOME_CHILD = "home-child"
    HOME_PARENT = "home-parent"


HOME_SCOPES = frozenset({Scope.HOME, Scope.HOME_CHILD, Scope.HOME_PARENT})


class Relation(IntFlag):
    """Where a contract's issuing location stands, seen from the portal being visited."""

    SAME = 1
    BELOW = 2
    ABOVE = 4
    ELSEWHERE = 8


ANYWHERE = Relation.SAME | Relation.BELOW | Relation.ABOVE | Relation.ELSEWHERE

AT: dict[str, Relation] = {
    Scope.CURRENT: Relation.SAME,
    Scope.CHILD: Relation.SAME | Relation.BELOW,
    Scope.PARENT: Relation.SAME | Relation.ABOVE,
    Scope.NETWORK: ANYWHERE,
}
"""What a level's `at` may say, and the relations it counts; the current location is always in."""

PORTAL = "portal"
"""The section around all others: its door has to be passed first, also for own records."""

SECTIONS = (
    PORTAL,
    "home",
    "about",
    "help-desk",
    "events",
    "bookings",
    "directory",
    "discussion",
    "articles",
    "contact",
    "payments",
    "plans",
    "benefits",
    "store",
    "perks",
    "faq",
)

OWN_DATA_SECTIONS = frozenset({"help-desk", "payments", "benefits"})
"""Sections that hold a person's own data: never open below `logged-in`."""

ANY_ROLE = "*"
TEAM_ROLES = ("member", "administrator", "paying-member")

BUILT_IN = (*(level.value for level in Level), "nobody", "own", "own-team")
"""Audiences that every policy may name without declaring them."""

_SEEN_AS_PART: dict[Scope, frozenset[Scope]] = {
    Scope.CURRENT: frozenset({Scope.CHILD, Scope.PARENT, Scope.PARENT_NETWORK, Scope.NETWORK}),
    Scope.CHILD: frozenset({Scope.NETWORK}),  # a network's own `parent-network` is itself alone
    Scope.PARENT: frozenset({Scope.NETWORK}),
    Scope.PARENT_NETWORK: frozenset({Scope.NETWORK}),
    Scope.HOME: frozenset({Scope.HOME_CHILD, Scope.HOME_PARENT, Scope.NETWORK}),
    Scope.HOME_CHILD: frozenset({Scope.NETWORK}),
    Scope.HOME_PARENT: frozenset({Scope.NETWORK}),
    Scope.NETWORK: frozenset(),
}


def is_covered(scope: Scope, by: frozenset[Scope]) -> bool:
    """Tell whether *scope* lies within one of *by*, in every tree and seen from everywhere."""
    return scope in by or bool(_SEEN_AS_PART[scope] & by)
