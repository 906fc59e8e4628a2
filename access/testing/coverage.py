"""Coverage: which rules some test or promise depends on, and which nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from access.changes import Changes
from access.periods import Dated
from access.policy_set import PolicySet
from access.testing import rules as named
from access.testing.cases import Case, PolicyTests
from documents.places import Place


class Group(StrEnum):
    """Kinds of rule, in the order of a report."""

    SECTIONS = "sections"
    FIELDS = "fields"
    RECORDS = "rules for records"
    ACTIONS = "actions"
    CHANGES = "changes of locations"


@dataclass(frozen=True, slots=True)
class Covered:
    """One rule, and whether tests and promises look at it."""

    group: Group
    rule: str
    place: Place
    by_tests: bool
    by_promises: bool

    def __bool__(self) -> bool:
        return self.by_tests or self.by_promises


def coverage(tests: PolicyTests, policies: PolicySet) -> list[Covered]:
    """Return every rule with who looks at it, in the order of a report."""
    layers = policies.layers
    looked_at = [(case, named.behind_case(case, policies)) for case in tests.cases]
    tested = frozenset[str]().union(*(behind for _, behind in looked_at))
    promised = frozenset[str]().union(
        *(named.behind_promise(promise, layers.rules) for promise in policies.promises)
    )
    found = [
        Covered(group, rule, place, rule in tested, rule in promised)
        for group, rule, place in _network_rules(policies)
    ]
    for location in sorted(layers.changes):
        for rule, dated, is_hidden in changes_of(layers.changes[location]):
            by_tests = any(
                rule in behind and _reaches(policies, location, dated, case, is_hidden)
                for case, behind in looked_at
            )
            name = f"{location}: {rule}"
            found.append(
                Covered(Group.CHANGES, name, dated.place, by_tests, rule in promised)
            )
    return found


def changes_of(changes: Changes) -> Iterator[tuple[str, Dated[Any], bool]]:
    """Yield a location's changes: the rule that each is about, and whether it holds everywhere."""
    yield from ((named.section(key), dated, False) for key, dated in changes.access.all())
    yield from ((named.section(key), dated, False) for key, dated in changes.features.all())
    everywhere = {dated.place for _, dated in changes.hidden.all()}
    for field_key, dated in changes.fields.all():
        yield named.field(*field_key), dated, dated.place in everywhere
    yield from ((named.rows(key), dated, False) for key, dated in changes.scopes.all())
    yield from ((named.action(key), dated, False) for key, dated in changes.actions.all())
    yield from ((named.switch(key), dated, False) for key, dated in changes.switches.all())
    for key, dated in changes.may_access.all():
        yield named.leash(named.section(key)), dated, False
    for field_key, dated in changes.may_fields.all():
        yield named.leash(named.field(*field_key)), dated, False
    yield from (
        (named.leash(named.rows(key)), dated, False) for key, dated in changes.may_scopes.all()
    )


def _network_rules(policies: PolicySet) -> Iterator[tuple[Group, str, Place]]:
    rules = policies.layers.rules
    for name, section in rules.sections.items():
        yield Group.SECTIONS, named.section(name), section.access.place
    for name, rule in rules.types.items():
        for field, access in rule.fields.items():
            yield Group.FIELDS, named.field(name, field), access.place
    for name, rule in rules.types.items():
        if policies.shape.types[name].location:
            yield Group.RECORDS, named.rows(name), rule.rows_place
    for name, action in rules.actions.items():
        yield Group.ACTIONS, named.action(name), action.allow.place


def _reaches(
    policies: PolicySet, location: str, dated: Dated[Any], case: Case, everywhere: bool
) -> bool:
    """Tell whether a change is in force where and when a test looks."""
    tree = policies.tree
    day = tree[case.portal].day(case.now)
    if day not in dated.period:
        return False
    if everywhere:
        return tree.root(location) == tree.root(case.portal)
    return location in tree.chain(case.portal)
