"""The tree of locations, and the scope that two of them stand in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from access.levels import Relation, Scope
from documents.places import Place

NOWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Location:
    """One location: a house, a city, a country, or a network (a location without a parent).

    What a location leaves out is its nearest ancestor's: time zone, currency, languages, branding
    (key by key), and in `data` everything else but the address.
    """

    id: str
    name: str
    parent: str | None
    root: str
    timezone: ZoneInfo
    currency: str | None
    hosts: tuple[str, ...]
    languages: tuple[str, ...]
    branding: Mapping[str, str]
    data: Mapping[str, Any]
    place: Place

    def day(self, moment: dt.datetime) -> dt.date:
        """Return the day that the calendar shows here at *moment*."""
        return _day(moment, self.timezone)

    def start_of(self, day: dt.date) -> dt.datetime:
        """Return the first moment of *day* here, in UTC.

        Where clocks go forward at midnight it is the first moment after the gap, where they go back
        over midnight it is the earlier of the two.
        """
        return dt.datetime.combine(day, dt.time(), self.timezone).astimezone(dt.UTC)


@lru_cache(maxsize=1024)
def _day(moment: dt.datetime, timezone: ZoneInfo) -> dt.date:
    return moment.astimezone(timezone).date()


class Tree:
    """All locations that the gateway serves; every location without a parent is a network."""

    def __init__(self, locations: Mapping[str, Location]) -> None:
        self.locations: Mapping[str, Location] = dict(locations)
        self._children: dict[str, list[str]] = {name: [] for name in self.locations}
        for location in self.locations.values():
            if location.parent is not None:
                self._children[location.parent].append(location.id)
        self._subtrees: dict[str, frozenset[str]] = {}
        self._chains: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, location: str) -> Location:
        return self.locations[location]

    def __contains__(self, location: object) -> bool:
        return location in self.locations

    def __iter__(self) -> Iterator[str]:
        return iter(self.locations)

    def __len__(self) -> int:
        return len(self.locations)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The networks, by id."""
        return tuple(sorted(name for name, place in self.locations.items() if not place.parent))

    @cached_property
    def by_host(self) -> Mapping[str, Location]:
        """The location of each host name, in lower case."""
        return {host: place for place in self.locations.values() for host in place.hosts}

    def chain(self, location: str) -> tuple[str, ...]:
        """Return the way up: *location*, its parent, and so on to the network."""
        known = self._chains.get(location)
        if known is None:
            way = [location]
            while (parent := self.locations[way[-1]].parent) is not None:
                way.append(parent)
            known = self._chains[location] = tuple(way)
        return known

    def depth(self, location: str) -> int:
        """Return how many ancestors *location* has; a network has none."""
        return len(self.chain(location)) - 1

    def root(self, location: str) -> str:
        """Return the network that *location* belongs to."""
        return self.locations[location].root

    def children(self, location: str) -> frozenset[str]:
        """Return the locations directly below."""
        return frozenset(self._children[location])

    def ancestors(self, location: str) -> frozenset[str]:
        """Return all locations above, *location* itself left out."""
        return frozenset(self.chain(location)[1:])

    def subtree(self, location: str) -> frozenset[str]:
        """Return *location* and all locations below."""
        known = self._subtrees.get(location)
        if known is None:
            found = [location]
            for name in found:  # grows while it is walked
                found.extend(self._children[name])
            known = self._subtrees[location] = frozenset(found)
        return known

    def network(self, root: str) -> frozenset[str]:
        """Return every location of the network *root*."""
        return self.subtree(root)

    def scope(self, scope: Scope, seen_from: str, home: str | None = None) -> frozenset[str]:
        """Return the locations in *scope*; the three of `home` are empty for whoever has none."""
        match scope:
            case Scope.CURRENT:
                return frozenset({seen_from})
            case Scope.CHILD:
                return self.subtree(seen_from)
            case Scope.PARENT:
                return frozenset(self.chain(seen_from))
            case Scope.NETWORK:
                return self.subtree(self.root(seen_from))
            case Scope.PARENT_NETWORK:
                parent = self.locations[seen_from].parent
                return frozenset({seen_from}) if parent is None else self.subtree(parent)
        if home is None or home not in self or self.root(home) != self.root(seen_from):
            return NOWHERE
        match scope:
            case Scope.HOME:
                return frozenset({home})
            case Scope.HOME_CHILD:
                return self.subtree(home)
            case Scope.HOME_PARENT:
                return frozenset(self.chain(home))

    def places(
        self, scopes: Iterable[Scope], seen_from: str, home: str | None = None
    ) -> frozenset[str]:
        """Return the locations in any of *scopes*.

        Scopes lie within each other as a rule; then this is the widest one itself, and no copy.
        """
        each = [self.scope(scope, seen_from, home) for scope in scopes]
        widest = max(each, key=len, default=NOWHERE)
        return widest if all(map(widest.issuperset, each)) else widest.union(*each)

    def relation(self, location: str, seen_from: str) -> Relation:
        """Return where *location* stands, seen from another; unknown ones stand elsewhere."""
        if location == seen_from:
            return Relation.SAME
        if location in self.subtree(seen_from):
            return Relation.BELOW
        if location in self.chain(seen_from):
            return Relation.ABOVE
        return Relation.ELSEWHERE
