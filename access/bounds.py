"""How far a location may go with its changes.

Closing is always allowed, except under `keep`. Opening goes as far as the network's own audience
united with the leash, at every depth. A leash may be passed on shorter, never longer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from access import overstepping
from access.audiences import NOBODY, Audience, is_within
from access.changes import NO_CHANGES, Changes
from access.leashes import Bound, Leashes
from access.levels import is_covered
from access.periods import Dated, Period, stretches
from access.rules import Access, Rules, Scopes
from access.standing import FreezeRules
from access.switches import COUNTS_AS_MEMBER, MEMBER_SECTIONS
from access.tree import Tree
from documents.places import Problem
from documents.steps import in_steps


def check_bounds(tree: Tree, rules: Rules, changes: Mapping[str, Changes]) -> Iterator[Problem]:
    """Yield a problem for every change that goes further than it may."""
    freezes = freezes_in_use(rules, changes)
    for location in in_steps(tree):
        if location in changes:
            yield from bounds_of(location, changes[location], tree, rules, changes, freezes)


def bounds_of(
    location: str,
    own: Changes,
    tree: Tree,
    rules: Rules,
    changes: Mapping[str, Changes],
    freezes: Sequence[FreezeRules],
) -> Iterator[Problem]:
    """Yield a problem for each of *own* that goes further than *location* may.

    *freezes* are those of `freezes_in_use`.
    """
    above = [changes.get(up, NO_CHANGES) for up in tree.chain(location)[1:]]
    yield from _Check(rules, own, above, Leashes(rules, above), freezes).problems()


def freezes_in_use(rules: Rules, changes: Mapping[str, Changes]) -> list[FreezeRules]:
    """Return every way in which some location at some time treats frozen contracts.

    A change is checked under all of them, since locations below may switch and still inherit it.
    """
    values = {rules.switches[MEMBER_SECTIONS].value}
    for each in changes.values():
        values |= {dated.value for dated in each.switches.get(MEMBER_SECTIONS, ())}
    counts = rules.switches[COUNTS_AS_MEMBER].value is True
    return [FreezeRules(counts, restrict=value == "restrict") for value in sorted(map(str, values))]


@dataclass(frozen=True, slots=True)
class _Check:
    """The changes of one location, those above it (the nearest first), and the leash they leave."""

    rules: Rules
    own: Changes
    above: Sequence[Changes]
    leashes: Leashes
    freezes: Sequence[FreezeRules]

    def problems(self) -> Iterator[Problem]:
        for section, access in self.own.access.all():
            yield from self.opened_and_kept(access, self.leashes.section(section))
        for key, access in self.own.fields.all():
            yield from self.opened_and_kept(access, self.leashes.field(key))
        for section, leash in self.own.may_access.all():
            yield from self.passed_on(leash, self.leashes.section(section))
        for key, leash in self.own.may_fields.all():
            yield from self.passed_on(leash, self.leashes.field(key))
        for name, scopes in [*self.own.scopes.all(), *self.own.may_scopes.all()]:
            yield from self.scope_chosen(name, scopes)
        for action, access in self.own.actions.all():
            yield from self.allowed(action, access)
        for section in sorted({*self.own.features, *self.own.access}):
            yield from self.switched(section)

    def opened_and_kept(self, change: Dated[Access], bound: Bound) -> Iterator[Problem]:
        """An access is within its bound on every day, and holds what has to be kept."""
        if (day := self.day_beyond(change, bound)) is not None:
            yield overstepping.opened_too_far(change, bound, bound.leash_on(day))
        network = bound.network
        if bound.keep is None or not (network.sound and change.value.sound):
            return
        if not self.is_within(network.audience, change.value.audience):
            yield overstepping.not_kept(change, bound.about, network, bound.keep)

    def passed_on(self, change: Dated[Access], bound: Bound) -> Iterator[Problem]:
        """A leash for the locations below is no longer than this location's own."""
        if (day := self.day_beyond(change, bound)) is not None:
            yield overstepping.leash_too_long(change, bound, bound.leash_on(day))

    def day_beyond(self, change: Dated[Access], bound: Bound) -> dt.date | None:
        """Return a day on which *change* goes beyond its bound; wrong words are not judged."""
        if not (change.value.sound and bound.network.sound):
            return None
        for day in self.days(change.period):
            if not self.is_within(change.value.audience, bound.audience_on(day)):
                return day if is_sound(bound.leash_on(day)) else None
        return None

    def scope_chosen(self, name: str, change: Dated[Scopes]) -> Iterator[Problem]:
        """Every scope chosen lies within the network's own or the leash."""
        own = self.rules.types[name].scope
        for day in self.days(change.period):
            allowed = frozenset((*own, *self.leashes.scopes(name, day)))
            beyond = tuple(scope for scope in change.value if not is_covered(scope, allowed))
            if beyond:
                yield overstepping.scope_too_far(change, name, beyond, allowed)
                break

    def allowed(self, action: str, change: Dated[Access]) -> Iterator[Problem]:
        """Actions have no leash: a location allows them to fewer, never to more."""
        network = self.rules.actions[action].allow
        if not (change.value.sound and network.sound):
            return
        if not self.is_within(change.value.audience, network.audience):
            yield overstepping.allowed_too_far(change, action, network)

    def switched(self, section: str) -> Iterator[Problem]:
        """A kept section stays on; one that the network has off opens as far as its leash."""
        rule = self.rules.sections[section]
        if rule.feature:
            for change in self.own.features.get(section, ()):
                if rule.keep and not change.value:
                    yield overstepping.switched_off(change, section, rule.keep)
            return
        bound = self.leashes.section(section)
        for day in self.days(Period()):
            if not self.is_on(section, day):
                continue
            leash = bound.leash_on(day)
            access = self.access_on(section, day)
            if not (access.sound and is_sound(leash)):
                continue
            if not self.is_within(access.audience, leash.audience if leash else NOBODY):
                cause = self.own.features.at(section, day) or self.own.access.at(section, day)
                if cause is not None:
                    yield overstepping.switched_on(
                        cause.place, section, access, rule.feature_place, leash
                    )
                    break

    def is_on(self, section: str, day: dt.date) -> bool:
        """Tell whether a section is on here on *day*: the nearest change decides."""
        for changes in (self.own, *self.above):
            if (change := changes.features.at(section, day)) is not None:
                return change.value
        return self.rules.sections[section].feature

    def access_on(self, section: str, day: dt.date) -> Access:
        """Return who may enter a section here on *day*: the nearest change decides."""
        for changes in (self.own, *self.above):
            if (change := changes.access.at(section, day)) is not None:
                return change.value
        return self.rules.sections[section].access

    def days(self, period: Period) -> Iterator[dt.date]:
        """Yield a day of every stretch of *period* on which the bounds may be others."""
        periods = [each for changes in (self.own, *self.above) for each in changes.periods]
        return (day for day in stretches(periods) if day in period)

    def is_within(self, inner: Audience, outer: Audience) -> bool:
        return is_within(inner, outer, self.freezes)


def is_sound(leash: Access | None) -> bool:
    """Tell whether a leash can be judged by: a wrong word in it is reported elsewhere."""
    return leash is None or leash.sound
