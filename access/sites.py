"""A portal before and after: the moments, the rules in force, and what they see of a viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from access.granted import Moment, Side
from access.in_force import InForce
from access.matters import Seen
from access.viewer import Viewer
from access.viewer_states import Stand, State


@dataclass(frozen=True)
class Site:
    """A portal at a moment of one policy set and at a moment of another.

    `rules`   those in force there; fields hidden on records may be those of another day
    `stands`  every way in which a location can stand to the portal, and one that stands so
    `moves`   whether a location that both sets know stands elsewhere to the portal afterwards
    """

    portal: str
    before: Moment
    after: Moment
    rules: tuple[InForce, InForce]
    stands: Mapping[Stand, str]
    moves: bool = False

    @property
    def network(self) -> str:
        """The network of the portal."""
        return self.rules[1].portal.root

    @property
    def freezes_alike(self) -> bool:
        """Whether both sets treat frozen contracts alike."""
        return self.rules[0].freeze == self.rules[1].freeze

    def viewer(self, state: State) -> Viewer:
        """Return somebody of the kind *state*, as seen from the portal."""
        return state.viewer(self.portal, self.network, self.stands)

    def seen(self, viewer: Viewer) -> tuple[Seen, Seen]:
        """Return what both sets see of *viewer*."""
        return _seen(viewer, self.rules[0]), _seen(viewer, self.rules[1])

    def sides(self, viewer: Viewer) -> tuple[Side, Side]:
        """Return how *viewer* stands at the portal before and after."""
        return Side.of(self.before, viewer, self.portal), Side.of(self.after, viewer, self.portal)


def _seen(viewer: Viewer, rules: InForce) -> Seen:
    who = rules.project(viewer)
    return Seen(
        profile=who.profile,
        truth=who.truth,
        suspended=viewer.suspended,
        usable=who.usable,
        frozen=viewer.all_frozen,
        roles=who.roles,
        permissions=who.permissions,
        here=rules.permissions_here(viewer),
    )
