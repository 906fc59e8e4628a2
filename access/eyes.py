"""How people are seen from a portal, by both of two policy sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from access.in_force import InForce
from access.levels import Relation
from access.matters import Seen
from access.projection import project_levels, project_roles
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
        self.looked_at = looked_at

    def see(self, viewer: Viewer) -> tuple[Seen, Seen]:
        """Return what both sets see of *viewer*."""
        return self._see(viewer, 0), self._see(viewer, 1)

    def _see(self, viewer: Viewer, side: int) -> Seen:
        rules, relations = self.rules[side], self.relations[side]
        permissions, here = _permissions(viewer, rules, relations)
        truth, usable = rules.levels.anonymous, False
        if viewer.customer is not None:
            truth, _, active = project_levels(viewer, rules.levels, relations, rules.freeze)
            usable = active != 0
        if self.looked_at is not None:
            looked_at = self.looked_at[side]
            truth &= looked_at.tests
            permissions &= looked_at.permissions
            here &= looked_at.permissions
        contracts = viewer.contracts
        frozen = bool(contracts) and all(held.frozen for held in contracts)
        roles = project_roles(viewer) if viewer.customer is not None else frozenset[str]()
        profile = viewer.customer is not None
        return Seen(
            profile, truth, viewer.suspended, usable, frozen, roles, permissions, here
        )


def _near(tree: Tree, portal: str) -> dict[str, int]:
    """Return where locations stand that do not stand elsewhere."""
    found = dict.fromkeys(tree.subtree(portal), int(Relation.BELOW))
    found |= dict.fromkeys(tree.chain(portal), int(Relation.ABOVE))
    found[portal] = int(Relation.SAME)
    return found


def _permissions(
    viewer: Viewer, rules: InForce, relations: Mapping[str, int]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the permissions held anywhere in the network, and those held at the portal."""
    if not viewer.staff:
        return frozenset(), frozenset()
    above = int(Relation.ABOVE) | int(Relation.SAME)
    here = frozenset(each for each in viewer.staff if relations.get(each[1], 0) & above)
    return rules.permissions_held(viewer.staff), rules.permissions_held(here)
