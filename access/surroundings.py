"""Where the locations of a network stand, seen from one of them; found out when it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from access.tree import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings(Mapping[str, int]):
    """For each location of the network its relation to *seen_from*, as a number.

    It is not listed: rules are in force at every portal, and around each lies every location.
    """

    tree: Tree
    seen_from: str

    def __getitem__(self, location: str) -> int:
        if location not in self:
            raise KeyError(location)
        return int(self.tree.relation(location, self.seen_from))

    def __contains__(self, location: object) -> bool:
        return location in self.tree.network(self.tree.root(self.seen_from))

    def __iter__(self) -> Iterator[str]:
        return iter(self.tree.network(self.tree.root(self.seen_from)))

    def __len__(self) -> int:
        return len(self.tree.network(self.tree.root(self.seen_from)))
