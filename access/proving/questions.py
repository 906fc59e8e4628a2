"""Questions about one subject at one portal, and the facts that their answers depend on.

Answers come from what answers visitors, too: the cells of masks, sections, actions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from access.cells import CellMaker
from access.explaining import Here, blocks_while_frozen, explain_action, explain_section
from access.in_force import InForce, TypeInForce
from access.interning import Interned
from access.levels import HOME_SCOPES, PORTAL, Level
from access.masking import MaskMaker
from access.projection import NONE, Projection
from access.proving.promise import About, Subject
from access.shape import GraphShape
from access.viewer import Viewer


class Grants(NamedTuple):
    """What one viewer has of a subject.

    `truth`        the level tests that the viewer passes
    `portal`       the portal shows it, the section is open, the action is allowed by level
    `missing`      locations whose records hide a field that the portal shows
    `own`, `roles`, `permissions`   the other grants, as in :class:`access.mask.Cell`
    """

    truth: int
    portal: bool = False
    missing: frozenset[str] = NONE
    own: bool = False
    roles: frozenset[str] = NONE
    permissions: frozenset[str] = NONE


@dataclass(frozen=True, slots=True)
class Question:
    """A subject at a portal.

    `key`          all that the answers depend on, viewers aside: equal keys, equal answers
    `tests`        level tests: of each one bit has to be passed somewhere on the way
    `ask`          takes a viewer, and what the rules in force reduce them to
    `suspension`   whether being suspended makes a difference
    `team_roles`   whether a role in a team does
    `permissions`  the staff permissions that do
    `homes`        the home locations that do, None for having none
    """

    key: Hashable
    tests: tuple[int, ...]
    ask: Callable[[Viewer, Projection], Grants]
    suspension: bool = False
    team_roles: bool = False
    permissions: frozenset[str] = NONE
    homes: tuple[str | None, ...] = (None,)


def parts(subject: Subject, rules: InForce) -> Hashable:
    """Return which parts of *rules* decide about *subject*, fields that records hide left out.

    Where they are the very same objects, so are the answers; that is found out sooner than the
    answers are. All fields of a type have the same parts.
    """
    sections = rules.sections
    if subject.about is About.SECTION:
        return id(sections[PORTAL]), id(sections[subject.name]), rules.readable
    if subject.about is About.ACTION:
        frozen = blocks_while_frozen(subject.name, rules)
        return id(sections[PORTAL]), id(rules.actions.get(subject.name)), frozen
    rule = rules.types.get(subject.type_name)
    if rule is None:
        return None
    door = sections[rule.rule.section or PORTAL]
    portal = rules.portal.id if HOME_SCOPES & {*rule.scope} else None
    return id(sections[PORTAL]), id(door), id(rule.fields), rule.scope, rules.readable, portal


class Asker:
    """Puts questions to the rules in force at a portal."""

    def __init__(self, graph: GraphShape) -> None:
        self.graph = graph
        self._interned = Interned()

    def question(self, subject: Subject, rules: InForce) -> Question:
        """Return what is to be asked about *subject* (a field, a section or an action)."""
        match subject.about:
            case About.SECTION:
                return self._section(subject.name, rules)
            case About.ACTION:
                return self._action(subject.name, rules)
        return self._field(subject, rules)

    def places(self, rule: TypeInForce, rules: InForce, who: Projection) -> frozenset[str]:
        """Return the locations whose records of a type the portal shows."""
        return MaskMaker(self.graph, rules, who, self._interned).scope(rule)

    def _field(self, subject: Subject, rules: InForce) -> Question:
        rule = rules.types.get(subject.type_name)
        field = rule.fields.get(subject.field) if rule is not None else None
        if rule is None or field is None:
            return Question(None, (), _nothing)
        shape = self.graph.types[subject.type_name]
        name, section = subject.field, rule.rule.section
        door = rules.sections[section] if section is not None else rules.sections[PORTAL]
        hiding = rule.hidden.get(name, {})
        homes = self._homes(rule, rules, hiding)

        answers: dict[Projection, Grants] = {}

        def ask(_: Viewer, who: Projection) -> Grants:
            known = answers.get(who)
            if known is None:
                maker = CellMaker(shape, rule, rules, who, self.places(rule, rules, who))
                cell = maker.cell(name)
                missing = maker.sets[cell.hidden]
                known = answers[who] = Grants(
                    who.truth, cell.portal, missing, cell.own, cell.team_roles, cell.permissions
                )
            return known

        tests = (
            rules.sections[PORTAL].tests,
            door.tests,
            field.tests,
            rules.levels.level(Level.LOGGED_IN),
        )
        readable = rules.is_readable(section)
        key = (
            tests,
            door.feature,
            readable,
            (field.own, field.team_roles, field.permissions),
            tuple(homes.values()),
        )
        return Question(
            key, tests, ask, not readable, bool(field.team_roles), field.permissions, tuple(homes)
        )

    def _homes(
        self, rule: TypeInForce, rules: InForce, hiding: Mapping[str, object]
    ) -> dict[str | None, Hashable]:
        """Return the homes that make a difference, each with what it makes of the scope."""
        at_home = bool(HOME_SCOPES & {*rule.scope})
        if not hiding and not at_home:
            return {None: True}
        hiders = frozenset(hiding)
        found: dict[Hashable, str | None] = {}
        for home in _possible_homes(at_home, bool(hiding), rules):
            resident = rules.project(Viewer(rules.portal.root, 1, home=home))
            places = self.places(rule, rules, resident)
            found.setdefault((bool(places), places & hiders, places <= hiders), home)
        return {home: difference for difference, home in found.items()}

    def _section(self, section: str, rules: InForce) -> Question:
        def ask(_: Viewer, who: Projection) -> Grants:
            return Grants(who.truth, bool(explain_section(section, rules, who)))

        door, readable = rules.sections[section], rules.is_readable(section)
        tests = (rules.sections[PORTAL].tests, door.tests)
        return Question((tests, door.feature, readable), tests, ask, not readable)

    def _action(self, action: str, rules: InForce) -> Question:
        rule = rules.actions.get(action)
        if rule is None:
            return Question(None, (), _nothing)
        permissions = rule.access.audience.permissions

        def ask(viewer: Viewer, who: Projection) -> Grants:
            allowed = explain_action(action, rules, who, Here.of(viewer, NONE))
            held = rules.permissions_here(viewer) & permissions
            if held:
                here = Here.of(viewer, held)
                held = held if explain_action(action, rules, who, here) else NONE
            return Grants(who.truth, bool(allowed), permissions=held)

        tests: tuple[int, ...] = (rules.sections[PORTAL].tests, rule.tests)
        if blocks_while_frozen(action, rules):
            tests = (*tests, rules.levels.level(Level.MEMBER))  # being frozen matters here
        key = (tests, permissions, rule.rule.while_suspended)
        return Question(key, tests, ask, suspension=True, permissions=permissions)


def _nothing(_: Viewer, who: Projection) -> Grants:
    """Answer about what no file lists."""
    return Grants(who.truth)


def _possible_homes(at_home: bool, hiding: bool, rules: InForce) -> tuple[str | None, ...]:
    if not at_home:
        return (None,)
    if not hiding:
        return (None, rules.portal.id)
    return (None, *sorted(rules.tree.network(rules.portal.root)))
