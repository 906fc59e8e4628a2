"""How people are seen from a portal, by both of two policy sets."""

from __future__ import annotations

from typing import NamedTuple

from access.levels import Relation
from access.matters import Seen
from access.projection import NONE, project_levels, project_roles
from access.sites import Site
from access.tree import Tree
from access.viewer import Viewer


class LookedAt(NamedTuple):
    """What of a person one policy set looks at, for some difference."""

    tests: int
    plans: frozenset[str]
    permissions: frozenset[str]


class Eyes:
    """How people are seen from a portal, or from one that nobody stands near to (None)."""

    def __init__(
        self, site: Site, portal: str | None, looked_at: tuple[LookedAt, LookedAt] | None
    ) -> None:
        self.rules = site.rules
        self.relations = [
            _near(rules.tree, portal) if portal is not None else {} for rules in site.rules
        ]
        self._here = [
            rules.tree.chain(portal) if portal is not None else () for rules in site.rules
        ]
        self.looked_at = looked_at

    def see(self, viewer: Viewer) -> tuple[Seen, Seen]:
        """Return what both sets see of *viewer*."""
        return self._see(viewer, 0), self._see(viewer, 1)

    def _see(self, viewer: Viewer, side: int) -> Seen:
        rules, relations = self.rules[side], self.relations[side]
        permissions = here = NONE
        if viewer.is_staff:
            permissions = rules.permissions_at(viewer, rules.relations)
            here = rules.permissions_at(viewer, self._here[side])
        truth, usable = rules.levels.anonymous, False
        if viewer.customer is not None:
            truth, _, active = project_levels(viewer, rules.levels, relations, rules.freeze)
            usable = active != 0
        if self.looked_at is not None:
            looked_at = self.looked_at[side]
            truth &= looked_at.tests
            permissions &= looked_at.permissions
            here &= looked_at.permissions
        roles = project_roles(viewer) if viewer.customer is not None else NONE
        profile = viewer.customer is not None
        return Seen(
            profile, truth, viewer.suspended, usable, viewer.all_frozen, roles, permissions, here
        )


def _near(tree: Tree, portal: str) -> dict[str, int]:
    """Return where locations stand that do not stand elsewhere."""
    found = dict.fromkeys(tree.subtree(portal), int(Relation.BELOW))
    found |= dict.fromkeys(tree.chain(portal), int(Relation.ABOVE))
    found[portal] = int(Relation.SAME)
    return found
