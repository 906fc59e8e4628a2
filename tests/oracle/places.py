"""The tree of locations as the YAML has it, walked naively."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Located = Mapping[str, Mapping[str, Any]]
"""What stands in each location's file, by its id."""


def upwards(places: Located, place: str) -> list[str]:
    """Return *place* and all above it, the nearest first; nothing for an unknown one."""
    found: list[str] = []
    current: str | None = place
    while current is not None and current in places:
        found.append(current)
        current = places[current].get("parent")
    return found


def at_or_below(places: Located, place: str) -> set[str]:
    """Return *place* and all below it."""
    return {each for each in places if place in upwards(places, each)}


def network_of(places: Located, place: str) -> str:
    """Return the root that *place* belongs to: the id of its network."""
    return upwards(places, place)[-1]


def inherited(places: Located, place: str, key: str) -> Any:
    """Return the nearest value of *key*, from *place* upwards."""
    return next(
        (places[each][key] for each in upwards(places, place) if key in places[each]), None
    )


def in_scope(places: Located, scope: str, seen_from: str, home: str | None) -> set[str]:
    """Return the locations of one scope."""
    if scope.startswith("home"):
        if home is None or home not in places:
            return set()
        plain = {"home": "current", "home-child": "child", "home-parent": "parent"}[scope]
        return in_scope(places, plain, home, None)
    if scope == "current":
        return {seen_from}
    if scope == "child":
        return at_or_below(places, seen_from)
    if scope == "parent":
        return set(upwards(places, seen_from))
    if scope == "network":
        return at_or_below(places, network_of(places, seen_from))
    if scope == "parent-network":
        parent = places[seen_from].get("parent")
        return {seen_from} if parent is None else at_or_below(places, parent)
    raise ValueError(scope)
