"""What the conditions of a booking compare with: the places of a network, and their calendars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from access.tree import Tree
from planning.fields import Context
from resolvers.booking.periods import asked_about


@dataclass(frozen=True, slots=True)
class Places:
    """What conditions know of a network's places.

    `links`  each place with each of those above it, and with itself, as `stands_below` writes them
    `zones`  all the clocks that their calendars go by
    """

    links: list[str]
    zones: frozenset[ZoneInfo]


_PLACES: WeakKeyDictionary[Tree, dict[str, Places]] = WeakKeyDictionary()
"""All places of a network, by network, for as long as a tree is in force."""


def moments_around(context: Context, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Work out what conditions compare with, for a time from `start` until `end`."""
    tree = context.tree
    network = tree.root(context.portal)
    known = _PLACES.setdefault(tree, {})
    if network not in known:
        known[network] = places_of(tree, tree.network(network))
    return compared(given, known[network])


def compared(
    given: Mapping[str, Any], places: Places, *, without: int | None = None
) -> dict[str, Any]:
    """Return the parameters of conditions by name; *without* is a booking that is left aside."""
    return {
        "chains": places.links,
        "periods": asked_about(given["start"], given["end"], places.zones),
        "without": without or 0,
    }


def places_of(tree: Tree, places: Iterable[str]) -> Places:
    """Look at *places* of a tree."""
    known = list(places)
    links = [stands_below(place, above) for place in known for above in tree.chain(place)]
    return Places(links, frozenset(tree[place].timezone for place in known))


def stands_below(place: Any, above: Any) -> Any:
    """Say that a place stands at, or below, another; no id holds the sign."""
    return place + ">" + above
