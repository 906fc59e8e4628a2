"""One step looser: the next wider audience, scope, or value of a switch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from access.audiences import Audience, is_within
from access.levels import Scope, is_covered
from access.naming import Names
from access.standing import FreezeRules
from access.switches import BLOCKS_ALL, INTROSPECTION, MEMBER_SECTIONS, READABLE_SECTIONS

LADDER = ("own", "own-team", "member", "contact", "logged-in", "public")
"""Built-in audiences, from those who are fewest on; `contact` is added to members, to be looser."""

SCOPES = (
    Scope.CURRENT, Scope.HOME, Scope.CHILD, Scope.PARENT, Scope.HOME_CHILD, Scope.HOME_PARENT,
    Scope.PARENT_NETWORK, Scope.NETWORK,
)  # fmt: skip

LOOSER: dict[str, dict[Any, Any]] = {
    MEMBER_SECTIONS: {"restrict": "allow"},
    BLOCKS_ALL: {True: False},
    "directory.includes": {
        "published-members": "published-all",
        "published-all": "everyone",
        "members-everyone": "everyone",
    },
    "denials": {"silent": "report"},
    INTROSPECTION: {"off": "masked", "masked": "full"},
}
"""For values of switches the next looser one; `suspension.readable-sections` is a list or `all`."""

_FREEZES = (FreezeRules(), FreezeRules(restrict=False), FreezeRules(counts=False))


def wider_audience(
    words: Iterable[str], names: Names, *, own: bool = False, team: bool = False
) -> str | None:
    """Return the built-in audience that makes *words* one step wider; None for everybody already.

    `own` and `own-team` are steps only where records have an owner or a team.
    """
    given = list(words)
    audience = names.union(given)
    steps = [word for word in LADDER if word not in ("own", "own-team")]
    if not audience.levels:
        steps = [*(["own"] if own else ()), *(["own-team"] if team else ()), *steps]
    for word in steps:
        if not _holds(audience, names.union([word])):
            return word
    return None


def _holds(audience: Audience, other: Audience) -> bool:
    """Tell whether *other* adds nobody to *audience*."""
    return is_within(other, audience, _FREEZES)


def wider_scope(written: Iterable[str], among: Iterable[str] = SCOPES) -> Scope | None:
    """Return the scope, one of *among*, that makes *written* one step wider.

    None for the whole network.
    """
    given = frozenset(Scope(word) for word in written)
    homes = any(scope.value.startswith("home") for scope in given)
    possible = frozenset(among)
    for scope in SCOPES:
        if scope not in possible or Scope.NETWORK in given or is_covered(scope, given):
            continue
        if homes or not scope.value.startswith("home"):
            return scope
    return None


def looser_value(switch: str, value: Any) -> Any:
    """Return the next looser value of a switch; None where there is none."""
    if switch == READABLE_SECTIONS:
        return "all" if value != "all" else None
    return LOOSER.get(switch, {}).get(value) if not isinstance(value, list | tuple) else None
