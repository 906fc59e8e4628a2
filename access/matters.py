"""What an answer depends on: of the rules in force, and of whoever asks.

Where two portals have equal rules of a subject, and two viewers are alike in what matters to it,
one question is enough for all of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from access.explaining import blocks_while_frozen
from access.in_force import FieldInForce, InForce, TypeInForce
from access.levels import HOME_SCOPES, PORTAL, Level
from access.policy_set import PolicySet
from access.projection import NONE
from access.subjects import About, Subject


class Seen(NamedTuple):
    """A viewer as the rules at a portal see them; `here`: permissions held at the portal itself.

    `truth` are the level tests passed, `usable` says that some contract is active, `frozen` that
    there are contracts and all of them are frozen.
    """

    profile: bool
    truth: int
    suspended: bool
    usable: bool
    frozen: bool
    roles: frozenset[str] = NONE
    permissions: frozenset[str] = NONE
    here: frozenset[str] = NONE


@dataclass(frozen=True, slots=True)
class Matters:
    """What matters to the answers about one subject.

    `rule`     all of the rules in force, told so that two policy sets can be compared; the places
               of records left out. None: there is nothing of this name, for anybody
    `tests`    level tests: of each one bit has to be passed somewhere on the way
    The others say which facts about a viewer make a difference.
    """

    rule: Hashable = None
    tests: tuple[int, ...] = ()
    suspended: bool = False
    usable: bool = False
    frozen: bool = False
    roles: frozenset[str] = NONE
    permissions: frozenset[str] = NONE
    here: frozenset[str] = NONE

    def of(self, seen: Seen) -> Hashable:
        """Return all that matters of a viewer; equal values are answered alike."""
        if self.rule is None:
            return None
        truth = seen.truth
        return (
            seen.profile,
            *[bool(truth & test) for test in self.tests],
            self.suspended and seen.suspended,
            self.usable and seen.usable,
            self.frozen and seen.frozen,
            self.roles & seen.roles,
            self.permissions & seen.permissions,
            self.here & seen.here,
        )


def what_matters(
    subject: Subject, policies: PolicySet, rules: InForce, *, hidden: bool
) -> Matters:
    """Return what answers about *subject* depend on where *rules* are in force.

    *hidden* says whether some location's records ever hide a field of the subject's type.
    """
    match subject.about:
        case About.SECTION:
            return _section(subject.name, rules)
        case About.ACTION:
            return _action(subject.name, rules)
    shape, rule = policies.shape.types.get(subject.type_name), rules.types.get(subject.type_name)
    if shape is None or rule is None:
        return Matters()
    if subject.about is About.SCOPE:
        of_own = rule.rule.from_record and not rule.rule.lock
        own = (of_own and shape.audience, of_own and shape.plans)
        exempt = shape.exempt & shape.listable
        return _records(rule, rules, exempt, own, one_by_one=hidden)
    field = rule.fields.get(subject.field)
    if field is None or subject.field not in shape.listable:
        return Matters()
    return _field(field, rule, rules, exempt=subject.field in shape.exempt)


def parts_of(subject: Subject, rules: InForce) -> Hashable:
    """Return the parts of *rules* that answers about *subject* look at, by identity.

    Rules in force at two portals share the very parts that neither of them changes, and telling
    that is quicker than telling what they say.
    """
    doors = rules.sections
    match subject.about:
        case About.SECTION:
            return id(doors[PORTAL]), id(doors[subject.name]), rules.readable
        case About.ACTION:
            blocks = blocks_while_frozen(subject.name, rules)
            return id(doors[PORTAL]), id(rules.actions.get(subject.name)), blocks
    rule = rules.types.get(subject.type_name)
    if rule is None:
        return None
    door = doors[rule.rule.section or PORTAL]
    shown: object = rule.fields
    if subject.about is About.FIELD:
        shown = rule.fields.get(subject.field)
    return id(doors[PORTAL]), id(door), id(shown), rule.scope, rules.readable


def _section(name: str, rules: InForce) -> Matters:
    readable = rules.is_readable(name)
    tests = (rules.sections[PORTAL].tests, rules.sections[name].tests)
    return Matters((_door(PORTAL, rules), _door(name, rules), readable), tests, not readable)


def _action(name: str, rules: InForce) -> Matters:
    rule = rules.actions.get(name)
    if rule is None:
        return Matters()
    audience, blocks = rule.access.audience, blocks_while_frozen(name, rules)
    asked = _roles_with(audience.permissions, rules)
    return Matters(
        (_door(PORTAL, rules), audience, rule.rule.while_suspended, blocks, asked),
        (rules.sections[PORTAL].tests, rule.tests),
        suspended=not rule.rule.while_suspended,
        frozen=blocks,
        here=audience.permissions,
    )


def _field(field: FieldInForce, rule: TypeInForce, rules: InForce, *, exempt: bool) -> Matters:
    section = rule.rule.section or PORTAL
    readable = rules.is_readable(section)
    shown = (field.access.audience.levels, field.own, field.team_roles, field.permissions)
    tests = (
        rules.sections[PORTAL].tests,
        rules.sections[section].tests,
        field.tests,
        rules.levels.level(Level.LOGGED_IN),
    )
    return Matters(
        (*_ground(rule, rules), shown, exempt, _roles_with(field.permissions, rules)),
        tests,
        suspended=not readable,
        roles=field.team_roles,
        permissions=field.permissions,
    )


def _records(
    rule: TypeInForce,
    rules: InForce,
    exempt: frozenset[str],
    own: tuple[bool, bool],
    *,
    one_by_one: bool,
) -> Matters:
    """A portal shows a type's records as soon as it shows a field of them.

    *own* says whether records name a level of their own, and plans; *exempt* are the fields that
    are reached without passing section `portal`. Which field it is makes a difference where
    records hide one or the other, *one_by_one*.
    """
    section = rule.rule.section or PORTAL
    readable = rules.is_readable(section)
    tests = [rules.sections[PORTAL].tests, rules.sections[section].tests]
    tests += _fields_tests(rule, exempt, one_by_one=one_by_one)
    if own[0]:
        tests += [rules.levels.level(level) for level in Level]
    shown = frozenset((name, each.access.audience.levels) for name, each in rule.fields.items())
    return Matters(
        (*_ground(rule, rules), shown, own, exempt),
        tuple(tests),
        suspended=not readable,
        usable=own[1],
    )


def _fields_tests(rule: TypeInForce, exempt: frozenset[str], *, one_by_one: bool) -> list[int]:
    if one_by_one:
        return sorted({each.tests for each in rule.fields.values()})
    inside = _any(each.tests for name, each in rule.fields.items() if name not in exempt)
    return [inside, _any(each.tests for name, each in rule.fields.items() if name in exempt)]


def _any(tests: Iterable[int]) -> int:
    bits = 0
    for each in tests:
        bits |= each
    return bits


def _ground(rule: TypeInForce, rules: InForce) -> tuple[Hashable, ...]:
    section = rule.rule.section or PORTAL
    at_home = bool(HOME_SCOPES & {*rule.scope})
    return (
        _door(PORTAL, rules), section, _door(section, rules), rules.is_readable(section), at_home
    )  # fmt: skip


def _door(section: str, rules: InForce) -> Hashable:
    door = rules.sections[section]
    return door.access.audience.levels, door.feature


def _roles_with(permissions: frozenset[str], rules: InForce) -> Hashable:
    """Return the roles that give some of *permissions*, and which."""
    if not permissions:
        return None
    return frozenset(
        (role, held & permissions) for role, held in rules.roles.items() if held & permissions
    )
