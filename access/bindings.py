"""Values of the plan's parameters that are the viewer's or the portal's."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeAlias

from access import parameters
from access.levels import ANY_ROLE, TEAM_ROLES
from access.mask import Mask, ScopeShape
from access.staff_grants import holdings
from access.tree import Tree
from access.viewer import ANONYMOUS, Grant, Viewer

Bindings: TypeAlias = dict[str, Any]
Bound: TypeAlias = Mapping[str, Any]

MOST = 16_384
"""Viewers whose values are remembered, as many as facts: about four kilobytes each, all told."""


class Binder:
    """Fills in the parameters that a mask leaves open; what it has filled in, it remembers."""

    def __init__(self, tree: Tree, roles: Mapping[str, frozenset[str]]) -> None:
        self._tree = tree
        self._roles = roles
        self._of_masks: dict[Mask, Bindings] = {}
        self._of_viewers: dict[tuple[Mask, Viewer], Bindings] = {}
        self._of_staff: dict[tuple[str, frozenset[Grant], Hashable], Bindings] = {}

    def bind(self, mask: Mask, viewer: Viewer) -> Bound:
        """Return every parameter that plans made for *mask* may ask of *viewer*."""
        known = self._of_viewers.get((mask, viewer))
        if known is None:
            known = _kept(self._of_viewers, (mask, viewer), self._bind(mask, viewer))
        return known

    def _bind(self, mask: Mask, viewer: Viewer) -> Bindings:
        known = self._of_masks.get(mask)
        if known is None:
            known = _kept(self._of_masks, mask, self._places(mask))
        network = known[parameters.NETWORK]
        if viewer.network != network:
            viewer = ANONYMOUS(network)
        values = known.copy()
        values[parameters.VIEWER] = viewer.customer or 0
        values[parameters.USABLE_PLANS] = _usable_plans(viewer)
        values |= _teams(viewer)
        if viewer.is_staff:
            granted = (network, viewer.staff, viewer.regranted)
            staff = self._of_staff.get(granted)
            if staff is None:
                staff = _kept(self._of_staff, granted, self._places_of_staff(network, viewer))
            values |= staff
        return values

    def bind_previewer(self, mask: Mask, previewer: Viewer) -> Bindings:
        """Return where *previewer*, who rehearses somebody at the mask's portal, holds what.

        For a mask of the past, what the portal shows today is added.
        """
        network = self._tree.root(mask.portal)
        values: Bindings = {}
        if mask.today is not None:
            values |= _places(mask.today, since=parameters.TODAY)
        if previewer.network != network:
            return values
        held = self._held(network, previewer)
        return values | {
            parameters.previewer_parameter(permission): sorted(places)
            for permission, places in held.items()
        }

    def _places(self, mask: Mask) -> Bindings:
        """Return what depends on the portal alone: the network, scopes, locations that hide."""
        return {parameters.NETWORK: self._tree.root(mask.portal)} | _places(mask)

    def _places_of_staff(self, network: str, viewer: Viewer) -> Bindings:
        """Return the parameters that say where each permission is held."""
        held = self._held(network, viewer)
        return {
            parameters.staff_parameter(permission): sorted(places)
            for permission, places in held.items()
        }

    def _held(self, network: str, viewer: Viewer) -> Mapping[str, set[str]]:
        """Return where each permission is held: at the grants' locations and below."""
        held: dict[str, set[str]] = {}
        for permissions, location in holdings(viewer, self._roles, self._tree):
            if location in self._tree and self._tree.root(location) == network:
                for permission in permissions:
                    held.setdefault(permission, set()).update(self._tree.subtree(location))
        return held


def _places(mask: Mask, *, since: str = "") -> Bindings:
    """Return scopes, and the locations that hide fields."""
    values: Bindings = {}
    in_order: Callable[[frozenset[str]], list[str]] = cache(sorted)  # most types have the same
    for name, type_mask in mask.shape.types.items():
        places = mask.locations[name]
        if type_mask.rows.scope is ScopeShape.ONE:
            (values[parameters.place_parameter(name, since=since)],) = places
        elif type_mask.rows.scope is ScopeShape.SEVERAL:
            values[parameters.scope_parameter(name, since=since)] = in_order(places)
        for number, hiding in enumerate(mask.hidden[name]):
            if number:
                values[parameters.hidden_parameter(name, number, since=since)] = in_order(hiding)
    return values


def _usable_plans(viewer: Viewer) -> list[int]:
    return sorted({held.plan_id for held in viewer.contracts if not held.frozen})


def _teams(viewer: Viewer) -> Bindings:
    """Return the viewer's teams: all, and those in which they have each role."""
    if viewer.customer is None or not viewer.teams:
        return {name: [] for name in _TEAMS}
    teams: dict[str, set[int]] = {name: set() for name in _TEAMS}
    for team, role in viewer.teams:
        teams[_ANY_TEAM].add(team)
        teams.setdefault(parameters.teams_parameter(role), set()).add(team)
    return {name: sorted(members) for name, members in teams.items()}


def _kept(cache: dict[Any, Bindings], key: Any, values: Bindings) -> Bindings:
    if len(cache) >= MOST:
        cache.clear()
    cache[key] = values
    return values


_ANY_TEAM = parameters.teams_parameter(ANY_ROLE)
_TEAMS = (*(parameters.teams_parameter(role) for role in TEAM_ROLES), _ANY_TEAM)
