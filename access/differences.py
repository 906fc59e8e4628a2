"""What differs between two policy sets, or between two days: for whom it is looser or stricter.

Both are asked about every viewer state; texts are never compared. What neither set says anything
else about is not asked: equal rules give equal answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from access.cells import CellMaker
from access.denials import PORTAL
from access.in_force import InForce
from access.interning import Interned
from access.levels import SECTIONS
from access.mask import RowRules, ScopeShape
from access.masking import MaskMaker
from access.policy_set import PolicySet
from access.projection import Projection
from access.questions import Kind, Question
from access.viewer import Viewer
from access.viewer_states import viewer_states


class Direction(StrEnum):
    """Which way an answer has changed, over everybody who could ask."""

    LOOSER = "looser"
    STRICTER = "stricter"
    MIXED = "mixed"


class About(StrEnum):
    """What a difference is about."""

    SECTION = "section"
    SCOPE = "records"
    FIELD = "field"
    ACTION = "action"


class Moment(NamedTuple):
    """A policy set at a moment."""

    policies: PolicySet
    now: dt.datetime


Grants: TypeAlias = frozenset[Hashable]
"""What one viewer has of a subject: a set, so that more and less can be told apart."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A section, the records of a type, a field, or an action."""

    about: About
    name: str

    def change(self, old: Side, new: Side, places: frozenset[str]) -> tuple[bool, bool]:
        """Tell whether a viewer gains, and whether they lose, of records that stand at *places*.

        *old* and *new* are the same viewer before and after.
        """
        if self.about is About.FIELD:  # what only one of them has in scope is told of its records
            places = places & _in_scope(self, old) & _in_scope(self, new)
        grants = {About.SCOPE: _scope_grants, About.FIELD: _field_grants}.get(self.about, _decided)
        before, after = (grants(self, side, places) for side in (old, new))
        if self.about is About.SCOPE and not (before and after):
            return False, False  # its fields are shown to nobody, and are told of themselves
        return bool(after - before), bool(before - after)


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

    @property
    def key(self) -> Hashable:
        """Sides of equal keys are answered alike."""
        return self.who, self.viewer.suspended, self.rules.permissions_here(self.viewer)


@dataclass(frozen=True, slots=True)
class Difference:
    """One subject whose answer changes at one portal, and the kinds of viewer who gain or lose."""

    subject: Subject
    portal: str
    direction: Direction
    gains: tuple[Viewer, ...]
    losses: tuple[Viewer, ...]


def differences(before: Moment, after: Moment, portal: str) -> Iterator[Difference]:
    """Yield everything that *before* and *after* answer differently at *portal*.

    Raises:
        KeyError: one of them knows no such location.
    """
    old = before.policies.rules_at(portal, before.now)
    new = after.policies.rules_at(portal, after.now)
    places = common_places(before, after, portal)
    changed = [
        subject
        for subject in subjects(before.policies, after.policies)
        if _rule_of(subject, before.policies, old, places)
        != _rule_of(subject, after.policies, new, places)
    ]
    if not changed:
        return
    alike: dict[Hashable, tuple[Side, Side, list[Viewer]]] = {}
    for viewer in viewer_states((before, after), portal):
        sides = Side.of(before, viewer, portal), Side.of(after, viewer, portal)
        key = sides[0].key, sides[1].key
        alike.setdefault(key, (*sides, []))[2].append(viewer)
    for subject in changed:
        found = _compare(subject, portal, list(alike.values()), places)
        if found is not None:
            yield found


def _compare(
    subject: Subject,
    portal: str,
    states: list[tuple[Side, Side, list[Viewer]]],
    places: frozenset[str],
) -> Difference | None:
    """Ask both sets about *subject* as every one of *states*; None where nothing changes."""
    gains: list[Viewer] = []
    losses: list[Viewer] = []
    for old, new, viewers in states:
        some_gain, some_lose = subject.change(old, new, places)
        gains += viewers if some_gain else ()
        losses += viewers if some_lose else ()
    if not gains and not losses:
        return None
    direction = Direction.MIXED
    if not (gains and losses):
        direction = Direction.LOOSER if gains else Direction.STRICTER
    return Difference(subject, portal, direction, tuple(gains), tuple(losses))


def same_rules(before: Moment, after: Moment, portal: str) -> bool:
    """Tell whether everything at *portal* goes by equal rules at both moments."""
    rules = [each.policies.rules_at(portal, each.now) for each in (before, after)]
    if rules[0] is rules[1]:
        return True
    places = common_places(before, after, portal)
    return all(
        _rule_of(subject, before.policies, rules[0], places)
        == _rule_of(subject, after.policies, rules[1], places)
        for subject in subjects(before.policies, after.policies)
    )


def common_places(before: Moment, after: Moment, portal: str) -> frozenset[str]:
    """Return the locations of the portal's network that both know: a new house is no difference."""
    networks = [
        each.policies.tree.network(each.policies.tree.root(portal)) for each in (before, after)
    ]
    return networks[0] & networks[1]


def subjects(*sets: PolicySet) -> list[Subject]:
    """Return everything that one of *sets* decides about, in the order of a report."""
    types = {name: shape for each in sets for name, shape in each.shape.types.items()}
    actions = {
        name for each in sets for name in (*each.layers.rules.actions, *each.shape.actions)
    }
    fields = {f"{name}.{field}" for name, shape in types.items() for field in shape.listable}
    return [
        *(Subject(About.SECTION, name) for name in SECTIONS),
        *(Subject(About.SCOPE, name) for name in sorted(types)),
        *(Subject(About.FIELD, name) for name in sorted(fields)),
        *(Subject(About.ACTION, name) for name in sorted(actions)),
    ]


def as_question(subject: Subject) -> Question | None:
    """Return the question that explains *subject*; records alone are no question."""
    match subject.about:
        case About.SECTION:
            return Question(Kind.SECTION, subject.name)
        case About.FIELD:
            return Question(Kind.FIELD, subject.name)
        case About.ACTION:
            return Question(Kind.ACTION, subject.name)
    return None


# ---------------------------------------------------------------- what a viewer has


def _decided(subject: Subject, side: Side, _: frozenset[str]) -> Grants:
    policies, now = side.at
    portal = side.rules.portal.id
    if subject.about is About.SECTION:
        decision = policies.section(subject.name, side.viewer, portal, now)
    else:
        decision = policies.decide(subject.name, side.viewer, portal, now)
    return frozenset({"yes"}) if decision else frozenset()


def _in_scope(subject: Subject, side: Side) -> frozenset[str]:
    rule = side.rules.types.get(subject.name.partition(".")[0])
    if rule is None:
        return frozenset()
    return MaskMaker(side.at.policies.shape, side.rules, side.who, _INTERNED).scope(rule)


def _field_grants(subject: Subject, side: Side, places: frozenset[str]) -> Grants:
    """Return the grants of a cell; the portal's by location, so that hiding counts as less."""
    name, _, field = subject.name.partition(".")
    shape, rule = side.at.policies.shape.types.get(name), side.rules.types.get(name)
    if shape is None or rule is None or field not in shape.listable:
        return frozenset()
    masks = MaskMaker(side.at.policies.shape, side.rules, side.who, _INTERNED)
    maker = CellMaker(shape, rule, side.rules, side.who, masks.scope(rule))
    cell = maker.cell(field)
    grants: set[Hashable] = {("role", role) for role in cell.team_roles}
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
    levels = rows.levels if rows.levels is not None else _ALL_LEVELS
    plans = {"plans"} if rows.plans is not False else set()
    unrestricted = {"any plan"} if rows.plans is None else set()
    return frozenset({*places, *(f"for {level}" for level in levels), *plans, *unrestricted})


_INTERNED = Interned()
_ALL_LEVELS = frozenset({"public", "logged-in", "contact", "member"})


# ---------------------------------------------------------------- what an answer depends on


def _rule_of(
    subject: Subject, policies: PolicySet, rules: InForce, places: frozenset[str]
) -> Hashable:
    """Return all that answers about *subject* depend on, the viewer apart."""
    relations = frozenset((name, rules.relations[name]) for name in places)
    shared = (rules.freeze, rules.readable, _door(PORTAL, rules), relations)
    roles = frozenset(policies.layers.rules.staff.roles.items())
    match subject.about:
        case About.SECTION:
            return shared, _door(subject.name, rules)
        case About.ACTION:
            action = rules.actions.get(subject.name)
            if action is None:
                return None
            return shared, action.access.audience, action.rule.while_suspended, roles
        case About.SCOPE:
            return shared, _type(subject.name, rules), roles
    name, _, field = subject.name.partition(".")
    return shared, _type_ground(name, rules), _field(name, field, rules), roles


def _door(section: str, rules: InForce) -> Hashable:
    door = rules.sections[section]
    return door.access.audience, door.feature


def _type_ground(name: str, rules: InForce) -> Hashable:
    rule = rules.types.get(name)
    if rule is None:
        return None
    section = rule.rule.section
    return section, _door(section, rules) if section is not None else None, rule.scope


def _type(name: str, rules: InForce) -> Hashable:
    rule = rules.types.get(name)
    if rule is None:
        return None
    shown = frozenset((field, _field(name, field, rules)) for field in rule.fields)
    return _type_ground(name, rules), rule.rule.from_record, rule.rule.lock, shown


def _field(name: str, field: str, rules: InForce) -> Hashable:
    rule = rules.types.get(name)
    shown = rule.fields.get(field) if rule is not None else None
    if rule is None or shown is None:
        return None
    hidden = frozenset(rule.hidden.get(field, ()))
    return shown.access.audience.levels, shown.own, shown.team_roles, shown.permissions, hidden
