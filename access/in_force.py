"""The rules in force at one portal, on a stretch of days within which none of them changes."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from access.level_table import LevelTable
from access.levels import PORTAL
from access.mask import Mask
from access.projection import NONE, Projection, project_levels, project_roles
from access.rules import Access, ActionRule, Scopes, Setting, TypeRule
from access.staff_grants import holdings
from access.standing import FreezeRules
from access.tree import Location, Tree
from access.viewer import Viewer
from documents.places import Place


@dataclass(frozen=True, slots=True)
class SectionInForce:
    """The door of a section: `tests` are the level tests of which one has to be passed."""

    tests: int
    access: Access
    feature: bool
    feature_place: Place
    because: str | None = None
    feature_because: str | None = None


@dataclass(frozen=True, slots=True)
class FieldInForce:
    """Who sees a field. `tests` may be changed by a location, the rest is the network's."""

    tests: int
    own: bool
    team_roles: frozenset[str]
    permissions: frozenset[str]
    access: Access
    because: str | None = None


@dataclass(frozen=True, slots=True)
class TypeInForce:
    """A type's fields and scope; `hidden`: which locations' records hide a field, and where."""

    rule: TypeRule
    fields: Mapping[str, FieldInForce]
    scope: Scopes
    scope_place: Place
    hidden: Mapping[str, Mapping[str, Place]]


@dataclass(frozen=True, slots=True)
class ActionInForce:
    """Who may do something here."""

    tests: int
    rule: ActionRule
    access: Access
    because: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class InForce:
    """Everything that decides at one portal; asked with a viewer's projection."""

    portal: Location
    tree: Tree
    levels: LevelTable
    sections: Mapping[str, SectionInForce]
    types: Mapping[str, TypeInForce]
    actions: Mapping[str, ActionInForce]
    switches: Mapping[str, Setting]
    roles: Mapping[str, frozenset[str]]
    freeze: FreezeRules
    readable: frozenset[str] | None  # sections that the suspended may read; None: all
    readable_place: Place
    relations: Mapping[str, int]
    looks_at_home: bool
    masks: dict[Projection, Mask] = field(default_factory=dict)

    def project(self, viewer: Viewer) -> Projection:
        """Reduce *viewer* to what decides here; one of another network is anonymous."""
        if viewer.network != self.portal.root:
            return Projection(False, self.levels.anonymous, self.levels.anonymous)
        permissions = NONE
        if viewer.is_staff:
            permissions = self.permissions_at(viewer, self.relations)
        if viewer.customer is None:
            anonymous = self.levels.anonymous
            return Projection(False, anonymous, anonymous, permissions=permissions)
        truth, thawed, active = project_levels(viewer, self.levels, self.relations, self.freeze)
        return Projection(
            True,
            truth,
            thawed,
            viewer.suspended and self.readable is not None,
            active != 0,
            project_roles(viewer),
            permissions,
            viewer.home if self.looks_at_home else None,
        )

    def is_readable(self, section: str | None) -> bool:
        """Tell whether being suspended keeps nobody from reading what stands in *section*.

        Those suspended may always read the portal itself, and what stands in no section (None):
        `suspension.readable-sections` is about what is behind it.
        """
        return section in (None, PORTAL) or self.readable is None or section in self.readable

    def permissions_here(self, viewer: Viewer) -> frozenset[str]:
        """Return the permissions held at this portal: given here or above."""
        if viewer.network != self.portal.root:
            return NONE
        return self.permissions_at(viewer, self.tree.chain(self.portal.id))

    def permissions_at(self, viewer: Viewer, locations: Container[str]) -> frozenset[str]:
        """Return the permissions that *viewer* is given at one of *locations*."""
        return frozenset(
            permission
            for held, location in holdings(viewer, self.roles, self.tree)
            if location in locations
            for permission in held
        )
