"""Laying locations' changes over the network's rules: the nearest in force wins, key by key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias, TypeVar

from access.audiences import NOBODY, Audience
from access.changes import Changes
from access.frozen import FrozenDict
from access.in_force import (
    ActionInForce,
    FieldInForce,
    InForce,
    SectionInForce,
    TypeInForce,
)
from access.level_table import LevelTable
from access.levels import HOME_SCOPES
from access.periods import Dated
from access.rules import Access, Rules, SwitchRule
from access.standing import FreezeRules
from access.surroundings import Surroundings
from access.switches import COUNTS_AS_MEMBER, MEMBER_SECTIONS, READABLE_SECTIONS
from access.tree import Tree
from documents.places import Place

Opened = TypeVar("Opened", SectionInForce, FieldInForce, ActionInForce)

HiddenFields: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Place]]]
"""For each type and field the locations whose records hide it at every portal, and the lines."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The network's own rules, in the form in which they are asked."""

    sections: Mapping[str, SectionInForce]
    types: Mapping[str, TypeInForce]
    actions: Mapping[str, ActionInForce]


@dataclass(frozen=True)
class Layers:
    """The network's rules and every location's changes; makes the rules in force from them."""

    tree: Tree
    rules: Rules
    changes: Mapping[str, Changes]
    levels: LevelTable
    _hidden: dict[tuple[str, dt.date], HiddenFields] = field(default_factory=dict)

    def in_force(self, portal: str, day: dt.date) -> InForce:
        """Return the rules in force at *portal* on *day*, a local date there."""
        way_down = [
            self.changes[up] for up in reversed(self.tree.chain(portal)) if up in self.changes
        ]
        root = self.tree.root(portal)
        types = self._types(way_down, day, root)
        settings = dict(self.rules.switches)
        for changes in way_down:
            for name, change in changes.switches.in_force(day):
                settings[name] = SwitchRule(change.value, change.place)
        switches = {name: setting.value for name, setting in settings.items()}
        readable = switches[READABLE_SECTIONS]
        return InForce(
            portal=self.tree[portal],
            tree=self.tree,
            levels=self.levels,
            sections=self._sections(way_down, day),
            types=types,
            actions=self._actions(way_down, day),
            switches=FrozenDict(switches),
            roles=self.rules.staff.roles,
            freeze=FreezeRules(
                counts=switches[COUNTS_AS_MEMBER] is True,
                restrict=switches[MEMBER_SECTIONS] == "restrict",
            ),
            readable=frozenset(map(str, readable)) if isinstance(readable, tuple) else None,
            readable_place=settings[READABLE_SECTIONS].place,
            relations=Surroundings(self.tree, portal),
            looks_at_home=any(HOME_SCOPES & {*each.scope} for each in types.values()),
        )

    @cached_property
    def _ground(self) -> Ground:
        rules, bits = self.rules, self.levels.bits
        return Ground(
            sections={
                name: SectionInForce(
                    bits(rule.access.audience), rule.access, rule.feature, rule.feature_place
                )
                for name, rule in rules.sections.items()
            },
            types={
                name: TypeInForce(
                    rule,
                    {
                        field_name: _field(access, bits(access.audience))
                        for field_name, access in rule.fields.items()
                    },
                    rule.scope,
                    rule.scope_place,
                    hidden={},
                )
                for name, rule in rules.types.items()
            },
            actions={
                name: ActionInForce(bits(rule.allow.audience), rule, rule.allow)
                for name, rule in rules.actions.items()
            },
        )

    def _sections(self, way_down: Sequence[Changes], day: dt.date) -> dict[str, SectionInForce]:
        sections = dict(self._ground.sections)
        for changes in way_down:
            for name, opened in changes.access.in_force(day):
                sections[name] = self._opened(sections[name], opened)
            for name, switched in changes.features.in_force(day):
                sections[name] = replace(
                    sections[name],
                    feature=switched.value,
                    feature_place=switched.place,
                    feature_because=switched.because,
                )
        return sections

    def _opened(self, rule: Opened, change: Dated[Access]) -> Opened:
        """Return *rule* for whom *change* opens it, or closes it to all others."""
        return replace(
            rule,
            tests=self.levels.bits(change.value.audience),
            access=change.value,
            because=change.because,
        )

    def _types(
        self, way_down: Sequence[Changes], day: dt.date, root: str
    ) -> dict[str, TypeInForce]:
        types = dict(self._ground.types)
        for name, hidden in self.hidden_everywhere(root, day).items():
            if name in types:
                types[name] = replace(types[name], hidden=hidden)
        for changes in way_down:
            for name, chosen in changes.scopes.in_force(day):
                types[name] = replace(types[name], scope=chosen.value, scope_place=chosen.place)
            for (name, field_name), opened in changes.fields.in_force(day):
                fields = types[name].fields
                network = fields.get(field_name) or self._unlisted(name)
                nearer = self._opened(network, opened)
                types[name] = replace(types[name], fields={**fields, field_name: nearer})
        return types

    def _actions(self, way_down: Sequence[Changes], day: dt.date) -> dict[str, ActionInForce]:
        actions = dict(self._ground.actions)
        for changes in way_down:
            for name, allowed in changes.actions.in_force(day):
                actions[name] = self._opened(actions[name], allowed)
        return actions

    def _unlisted(self, name: str) -> FieldInForce:
        """A field that stands nowhere in its type: nobody's, unless a location opens it."""
        return _field(Access(NOBODY, "`nobody`", self.rules.types[name].place), 0)

    def days_above(self, location: str) -> frozenset[dt.date]:
        """Return the days on which some change at or above *location* begins or ends."""
        return self._days_of(self.tree.chain(location))

    def days_in(self, network: str) -> frozenset[dt.date]:
        """Return the days on which some change in *network* begins or ends."""
        return self._days_of(self.tree.network(network))

    def _days_of(self, locations: Iterable[str]) -> frozenset[dt.date]:
        return frozenset(
            day
            for location in locations
            if location in self.changes
            for period in self.changes[location].periods
            for day in period.boundaries
        )

    def hidden_everywhere(self, root: str, day: dt.date) -> HiddenFields:
        """Collect what the locations of a network hide on their own records on *day*."""
        known = self._hidden.get((root, day))
        if known is None:
            found: dict[str, dict[str, dict[str, Place]]] = {}
            for location, changes in self._hiding.get(root, ()):
                for (name, field_name), hidden in changes.hidden.in_force(day):
                    found.setdefault(name, {}).setdefault(field_name, {})[location] = hidden.place
            known = self._hidden[root, day] = found
        return known

    @cached_property
    def _hiding(self) -> Mapping[str, Sequence[tuple[str, Changes]]]:
        """For each network the locations that ever hide a field on their own records."""
        found: dict[str, list[tuple[str, Changes]]] = {}
        for location, changes in self.changes.items():
            if changes.hidden and location in self.tree:
                found.setdefault(self.tree.root(location), []).append((location, changes))
        return found


def _field(access: Access, tests: int) -> FieldInForce:
    audience: Audience = access.audience
    return FieldInForce(tests, audience.own, audience.team_roles, audience.permissions, access)


def audiences_of(rules: Rules, changes: Mapping[str, Changes]) -> list[Audience]:
    """Return every audience that some rule or change names."""
    named = [rule.access for rule in rules.sections.values()]
    named += [access for rule in rules.types.values() for access in rule.fields.values()]
    named += [rule.allow for rule in rules.actions.values()]
    for each in changes.values():
        for timeline in (each.access, each.fields, each.actions):
            named += [dated.value for _, dated in timeline.all()]
    return [access.audience for access in named]
