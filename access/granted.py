"""What one viewer gains or loses when one policy set takes the place of another.

Both sets are asked as they are asked by a request; what is compared is their answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from access.cells import CellMaker
from access.in_force import InForce
from access.interning import Interned
from access.levels import ALL_LEVELS, ANY_ROLE, TEAM_ROLES
from access.mask import RowRules, ScopeShape
from access.masking import MaskMaker
from access.policy_set import PolicySet
from access.projection import Projection
from access.subjects import About, Subject
from access.viewer import Viewer


class Moment(NamedTuple):
    """A policy set at a moment."""

    policies: PolicySet
    now: dt.datetime


class Side(NamedTuple):
    """A viewer at a portal under one of the sets, and what its rules know of them."""

    at: Moment
    viewer: Viewer
    rules: InForce
    who: Projection

    @classmethod
    def of(cls, at: Moment, viewer: Viewer, portal: str) -> Side:
        """Return how *viewer* stands at *portal*."""
        rules = at.policies.rules_at(portal, at.now)
        return cls(at, viewer, rules, rules.project(viewer))


Grants: TypeAlias = frozenset[Hashable]
"""What one viewer has of a subject: a set, so that more and less can be told apart."""


def change(subject: Subject, old: Side, new: Side, places: frozenset[str]) -> tuple[bool, bool]:
    """Tell whether a viewer gains, and whether they lose, of records that stand at *places*.

    *old* and *new* are the same viewer before and after.
    """
    if subject.about is About.FIELD:  # what only one of them has in scope is told of its records
        places = places & _in_scope(subject, old) & _in_scope(subject, new)
    grants = {About.SCOPE: _scope_grants, About.FIELD: _field_grants}.get(subject.about, _decided)
    before, after = (grants(subject, side, places) for side in (old, new))
    if subject.about is About.SCOPE and not (before and after):
        return False, False  # its fields are shown to nobody, and are told of themselves
    return bool(after - before), bool(before - after)


def common_places(before: Moment, after: Moment, portal: str) -> frozenset[str]:
    """Return the locations of the portal's network that both know: a new house is no difference."""
    networks = [
        each.policies.tree.network(each.policies.tree.root(portal)) for each in (before, after)
    ]
    return networks[0] & networks[1]


def _decided(subject: Subject, side: Side, _: frozenset[str]) -> Grants:
    policies, now = side.at
    portal = side.rules.portal.id
    if subject.about is About.SECTION:
        decision = policies.section(subject.name, side.viewer, portal, now)
    else:
        decision = policies.decide(subject.name, side.viewer, portal, now)
    return frozenset({"yes"}) if decision else frozenset()


def _in_scope(subject: Subject, side: Side) -> frozenset[str]:
    rule = side.rules.types.get(subject.type_name)
    if rule is None:
        return frozenset()
    return MaskMaker(side.at.policies.shape, side.rules, side.who, _INTERNED).scope(rule)


def _field_grants(subject: Subject, side: Side, places: frozenset[str]) -> Grants:
    """Return the grants of a cell; the portal's by location, so that hiding counts as less."""
    name, field = subject.type_name, subject.field
    shape, rule = side.at.policies.shape.types.get(name), side.rules.types.get(name)
    if shape is None or rule is None or field not in shape.listable:
        return frozenset()
    masks = MaskMaker(side.at.policies.shape, side.rules, side.who, _INTERNED)
    maker = CellMaker(shape, rule, side.rules, side.who, masks.scope(rule))
    cell = maker.cell(field)
    roles = set(cell.team_roles)
    if ANY_ROLE in roles:
        roles.update(TEAM_ROLES)  # what any role sees, each of them sees
    grants: set[Hashable] = {("role", role) for role in roles}
    grants |= {("permission", permission) for permission in cell.permissions}
    if cell.own:
        grants.add("own")
    if cell.portal:
        grants.add("portal")
        grants |= _shown_at(places - maker.sets[cell.hidden])
    return frozenset(grants)


@lru_cache(64)
def _shown_at(places: frozenset[str]) -> frozenset[tuple[str, str]]:
    return frozenset(("shown at", place) for place in places)


def _scope_grants(subject: Subject, side: Side, places: frozenset[str]) -> Grants:
    """Return the locations whose records the portal shows, and the record audiences passed."""
    name = subject.name
    shape, rule = side.at.policies.shape.types.get(name), side.rules.types.get(name)
    if shape is None or rule is None:
        return frozenset()
    maker = MaskMaker(side.at.policies.shape, side.rules, side.who, _INTERNED)
    type_mask, in_scope, _ = maker.of_type(shape, rule)
    if not any(cell.portal for cell in type_mask.cells.values()):
        return frozenset()
    rows: RowRules = type_mask.rows
    if rows.scope is not ScopeShape.NETWORK:
        places &= in_scope
    if not places:
        return frozenset()
    levels = rows.levels if rows.levels is not None else ALL_LEVELS
    plans = {"plans"} if rows.plans is not False else set()
    unrestricted = {"any plan"} if rows.plans is None else set()
    return frozenset({*places, *(f"for {level}" for level in levels), *plans, *unrestricted})


_INTERNED = Interned()
