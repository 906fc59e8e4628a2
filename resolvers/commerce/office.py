"""Where and when something is billed: one location, inside one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from access.tree import Location, Tree
from planning.mutations import Work
from store.databases import Connection


@dataclass(frozen=True, slots=True)
class Office:
    """A location that charges and bills, with its tree, at a moment."""

    connection: Connection
    tree: Tree
    location: Location
    now: dt.datetime

    @property
    def network(self) -> str:
        """The network of the location."""
        return self.location.root

    @property
    def today(self) -> dt.date:
        """The day that the location's calendar shows."""
        return self.location.day(self.now)


def office_of(work: Work, location: str) -> Office:
    """Return the office of *location* in a transaction that somebody's request is."""
    return Office(work.connection, work.tree, work.tree[location], work.now)
