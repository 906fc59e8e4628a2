"""Asking two policy sets the same: of every kind of viewer, and of nobody twice.

Texts are never compared. What neither set says anything else about is not asked: equal rules give
equal answers. And what was asked at one portal is not asked again at another with the same rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from access.differences import Asked, Difference
from access.granted import Moment, change
from access.hidden_fields import HiddenFields, hidden_fields
from access.in_force import InForce
from access.levels import HOME_SCOPES
from access.matters import Matters, parts_of, what_matters
from access.policy_set import PolicySet
from access.shown_places import SAME_PLACES, Facts, Showing, ShownPlaces
from access.sites import Site
from access.subjects import About, Subject, subjects
from access.viewer import Viewer
from access.viewer_states import Held, Stand, State, Told, all_states, contract_sets, stands_at

Both: TypeAlias = tuple[Matters, Matters]
"""What matters before and after."""

PlaceFacts: TypeAlias = Mapping[str | None, Facts]
"""What the places of records make of an answer, by the viewer's home; None: any other home."""

PLAIN: PlaceFacts = {None: SAME_PLACES}


@dataclass(frozen=True)
class Comparer:
    """Compares two policy sets, and remembers what was asked."""

    old: PolicySet
    new: PolicySet
    _found: dict[Hashable, Difference | None] = field(default_factory=dict)
    _known: dict[Hashable, dict[Hashable, tuple[bool, bool]]] = field(default_factory=dict)
    _contracts: dict[Hashable, list[tuple[Held, ...]]] = field(default_factory=dict)
    _matters: dict[Hashable, Matters] = field(default_factory=dict)
    _same: dict[tuple[int, int], bool] = field(default_factory=dict)
    _common: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def subjects(self) -> list[Subject]:
        """Everything that one of the sets decides about."""
        return subjects(self.old, self.new)

    @cached_property
    def hidden(self) -> HiddenFields:
        """The fields that some location ever hides on its records, in one of the sets."""
        return hidden_fields(self.old, self.new)

    @cached_property
    def same_trees(self) -> bool:
        """Whether both sets have the same locations below the same parents."""
        before, after = (
            {name: each.tree[name].parent for name in each.tree} for each in (self.old, self.new)
        )
        return before == after

    def common(self, network: str) -> frozenset[str]:
        """Return the locations of *network* that both sets know: a new house is no difference."""
        known = self._common.get(network)
        if known is None:
            known = self.old.tree.network(network) & self.new.tree.network(network)
            self._common[network] = known
        return known

    def site(self, portal: str, before: dt.datetime, after: dt.datetime) -> Site:
        """Return *portal* at a moment of the old set and at one of the new set."""
        rules = self.old.rules_at(portal, before), self.new.rules_at(portal, after)
        stands = self.stands(portal)
        moves = not self.same_trees and self._moves(*rules)
        moments = Moment(self.old, before), Moment(self.new, after)
        return Site(portal, *moments, rules, stands, moves)

    def stands(self, portal: str) -> dict[Stand, str]:
        """Return every way to stand to *portal*, and a location that stands so."""
        return stands_at(self.old.tree, self.new.tree, portal, alike=self.same_trees)

    def matters(self, subject: Subject, site: Site) -> Both:
        """Return what matters to *subject* before and after."""
        before, after = site.rules
        return self._matters_of(subject, self.old, before), self._matters_of(
            subject, self.new, after
        )

    def may_differ(self, subject: Subject, both: Both, site: Site) -> bool:
        """Whether *subject* has to be asked about at all; cheap, and never wrongly False."""
        return (
            not self.same_rules(both, site)
            or subject in self.hidden
            or not self.places_are_plain(subject, site)
        )

    def same_rules(self, both: Both, site: Site) -> bool:
        """Whether answers depend on the same before and after, the places of records apart."""
        key = id(both[0]), id(both[1])
        known = self._same.get(key)
        if known is None:
            known = self._same[key] = both[0].rule == both[1].rule
        return known and site.freezes_alike and not site.moves

    def places_are_plain(self, subject: Subject, site: Site) -> bool:
        """Whether the places of records make no difference where no location hides a field."""
        if subject.about not in (About.SCOPE, About.FIELD):
            return True
        rules = [each.types.get(subject.type_name) for each in site.rules]
        scopes = [rule.scope for rule in rules if rule is not None]
        if any(HOME_SCOPES & {*scope} for scope in scopes):
            return False
        if subject.about is About.FIELD:
            return True
        return self.same_trees and scopes[1:] == scopes[:1]

    def showing(self, subject: Subject, site: Site) -> ShownPlaces:
        """Return whose records of the subject's type both sets show at the site's moments."""
        sides = []
        for moment, rules in zip((site.before, site.after), site.rules, strict=True):
            day = rules.portal.day(moment.now)
            hidden = moment.policies.layers.hidden_everywhere(rules.portal.root, day)
            name = subject.type_name
            sides.append(Showing(rules.tree, rules.types.get(name), hidden.get(name, {})))
        return ShownPlaces(sides[0], sides[1], self.common(site.network), self.same_trees)

    def places(self, subject: Subject, site: Site) -> Callable[[str], PlaceFacts] | None:
        """Return what finds the facts of records' places at a portal of the site's kind.

        None where places make no difference, at whichever portal.
        """
        if subject not in self.hidden and self.places_are_plain(subject, site):
            return None
        showing = self.showing(subject, site)
        if showing.are_plain(subject):
            return None
        homes: list[str | None] = [None]
        if showing.looks_at_home:
            homes += sorted(self.common(site.network))

        def facts_at(portal: str) -> PlaceFacts:
            return {home: showing.facts(subject, portal, home) for home in homes}

        return facts_at

    def compare(
        self, subject: Subject, both: Both, site: Site, facts: PlaceFacts = PLAIN,
        portal: str | None = None,
    ) -> Difference | None:
        """Ask about *subject* as every kind of viewer; None where nothing differs.

        *facts* are what the places of records make of it. *portal* is another one than the site's,
        with the same rules.
        """
        if self.same_rules(both, site) and not any(each.differ for each in facts.values()):
            return None
        rules = subject, both[0].rule, both[1].rule
        freezes = site.rules[0].freeze, site.rules[1].freeze
        key = rules, freezes, frozenset(site.stands), frozenset(facts.items())
        if key not in self._found:
            known = self._known.setdefault(rules, {})
            if portal not in (None, site.portal):
                site = self.site(portal, site.before.now, site.after.now)
            self._found[key] = self._ask(Asked(subject, both, facts, known, freezes), site)
        return self._found[key]

    @staticmethod
    def _moves(before: InForce, after: InForce) -> bool:
        known = before.relations.keys() & after.relations.keys()
        return any(before.relations[name] != after.relations[name] for name in known)

    def _matters_of(self, subject: Subject, policies: PolicySet, rules: InForce) -> Matters:
        key = subject, policies is self.old, parts_of(subject, rules)
        known = self._matters.get(key)
        if known is None:
            hidden = subject in self.hidden
            known = what_matters(subject, policies, rules, hidden=hidden)
            self._matters[key] = known
        return known

    def _ask(self, asked: Asked, site: Site) -> Difference | None:
        places = self.common(site.network)
        gains, losses = [], []
        for state in self._states(asked, site):
            viewer = site.viewer(state)

            def ask(viewer: Viewer = viewer) -> tuple[bool, bool]:
                return change(asked.subject, *site.sides(viewer), places)

            more, less = asked.change(site.seen(viewer), state.home, ask)
            if more:
                gains.append(state)
            if less:
                losses.append(state)
        if not gains and not losses:
            return None
        stands = frozenset(site.stands)
        return Difference(asked.subject, tuple(gains), tuple(losses), stands, asked)

    def _states(self, asked: Asked, site: Site) -> Iterator[State]:
        before, after = asked.matters
        sides = Told(site.rules[0], before.tests), Told(site.rules[1], after.tests)
        freezes = site.rules[0].freeze, site.rules[1].freeze
        key = before.tests, after.tests, freezes, frozenset(site.stands)
        if key not in self._contracts:
            self._contracts[key] = contract_sets(sides, site.stands)
        roles = {
            role
            for rules, each in zip(site.rules, asked.matters, strict=True)
            for role, held in rules.roles.items()
            if held & (each.permissions | each.here)
        }
        homes: dict[Facts, str | None] = {}
        for home, facts in asked.facts.items():
            homes.setdefault(facts, home)
        return all_states(
            self._contracts[key],
            suspended=before.suspended or after.suspended,
            teams=bool(before.roles or after.roles),
            staff_roles=sorted(roles),
            homes=list(homes.values()),
        )
