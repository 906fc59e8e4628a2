"""Two policy sets side by side: at every portal, from today on, on every stretch of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from access.comparer import PLAIN, Both, Comparer
from access.differences import Difference, Direction
from access.granted import Moment
from access.policy_set import PolicySet
from access.sites import Site
from access.subjects import Subject

Step: TypeAlias = tuple[Site, Both]
"""A portal from a moment on, and what matters there to a subject."""


@dataclass(frozen=True, slots=True, eq=False)
class Lasting:
    """A difference, at which portals there is it, and from when until when.

    `site` is the first of *portals*; what is said of it holds for all of them. None as a date is:
    from now on, or without end.
    """

    difference: Difference
    site: Site
    portals: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that becomes of one policy set when it is replaced by another."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    found: tuple[Lasting, ...]

    @property
    def is_looser(self) -> bool:
        """Whether somebody could see or do more anywhere, at any time to come."""
        return any(each.difference.direction is not Direction.STRICTER for each in self.found)


def compare_sets(old: PolicySet, new: PolicySet, now: dt.datetime) -> Comparison:
    """Compare *old* and *new* at all portals that both have."""
    both = [
        name
        for name in sorted(old.tree)
        if name in new.tree and old.tree.root(name) == new.tree.root(name)
    ]
    comparer = Comparer(old, new)
    found = [
        each
        for portals in alike(comparer, both)
        for each in _at_portals(comparer, portals, now)
    ]
    order = {subject: number for number, subject in enumerate(comparer.subjects)}
    found.sort(key=lambda each: (each.portals[0], order[each.difference.subject]))
    return Comparison(
        added=tuple(sorted(set(new.tree) - set(both))),
        removed=tuple(sorted(set(old.tree) - set(both))),
        found=tuple(found),
    )


def differences(before: Moment, after: Moment, portal: str) -> list[Lasting]:
    """Return everything that *before* and *after* answer differently at *portal*.

    Raises:
        KeyError: one of them knows no such location.
    """
    comparer = Comparer(before.policies, after.policies)
    return [*at_moments(comparer, (portal,), before.now, after.now)]


def alike(comparer: Comparer, portals: Iterable[str]) -> list[tuple[str, ...]]:
    """Put portals together that lie below the same changes, on one clock: their rules are equal."""
    found: dict[Hashable, list[str]] = {}
    for portal in portals:
        sides = [
            (
                each.tree.root(portal),
                each.tree[portal].timezone,
                tuple(up for up in each.tree.chain(portal) if up in each.layers.changes),
            )
            for each in (comparer.old, comparer.new)
        ]
        found.setdefault((*sides, frozenset(comparer.stands(portal))), []).append(portal)
    return [tuple(some) for some in found.values()]


def moments_of(comparer: Comparer, portal: str, days: Iterable[dt.date]) -> list[dt.datetime]:
    """Return the first moment of each of *days*, by the clock of *portal* before and after."""
    days, places = list(days), [each.tree[portal] for each in (comparer.old, comparer.new)]
    return sorted({place.start_of(day) for day in days for place in places})


def at_moments(
    comparer: Comparer, portals: tuple[str, ...], before: dt.datetime, after: dt.datetime
) -> Iterator[Lasting]:
    """Yield what is answered differently *before* and *after* at *portals*, which are alike."""
    site = comparer.site(portals[0], before, after)
    for subject in comparer.subjects:
        both = comparer.matters(subject, site)
        if comparer.may_differ(subject, both, site):
            yield from _follow(comparer, subject, portals, [(site, both)])


def _at_portals(
    comparer: Comparer, portals: tuple[str, ...], now: dt.datetime
) -> Iterator[Lasting]:
    both = (comparer.old.layers, comparer.new.layers)
    days = {day for layers in both for day in layers.days_above(portals[0])}
    coming = moments_of(comparer, portals[0], days)
    moments = [now, *(moment for moment in coming if moment > now)]
    sites = [comparer.site(portals[0], moment, moment) for moment in moments]
    for subject in comparer.subjects:
        steps = [(site, comparer.matters(subject, site)) for site in sites]
        if not any(comparer.may_differ(subject, both, site) for site, both in steps):
            continue
        if hidden := comparer.hidden.days(subject):
            steps = [*_with_days(steps, moments_of(comparer, portals[0], hidden))]
        yield from _follow(comparer, subject, portals, steps)


def _with_days(steps: Sequence[Step], moments: Sequence[dt.datetime]) -> Iterator[Step]:
    """Yield *steps*, and between them those *moments* at which no rule of the portal's changes."""
    ends = [site.after.now for site, _ in steps[1:]]
    for (site, both), end in zip(steps, [*ends, None], strict=True):
        yield site, both
        for moment in moments:
            if site.after.now < moment and (end is None or moment < end):
                before, after = (each._replace(now=moment) for each in (site.before, site.after))
                yield replace(site, before=before, after=after), both


def _follow(
    comparer: Comparer, subject: Subject, portals: tuple[str, ...], steps: Sequence[Step]
) -> Iterator[Lasting]:
    """Follow *subject* from step to step; steps that say the same are one stretch of days."""
    places = [comparer.places(subject, site) for site, _ in steps]
    together = [(portal,) for portal in portals] if any(places) else [portals]
    found: dict[Hashable, tuple[Difference, int, int, list[str]]] = {}
    for some in together:
        answers = [
            comparer.compare(subject, both, site, facts(some[0]) if facts else PLAIN, some[0])
            for (site, both), facts in zip(steps, places, strict=True)
        ]
        for difference, first, last in _runs(answers):
            key = id(difference), first, last
            found.setdefault(key, (difference, first, last, []))[3].extend(some)
    for difference, first, last, where in found.values():
        site = steps[first][0]
        if where[0] != site.portal:
            site = comparer.site(where[0], site.before.now, site.after.now)
        since = _day(steps[first][0]) if first else None
        until = _day(steps[last][0]) if last < len(steps) else None
        yield Lasting(difference, site, tuple(where), since, until)


def _runs(answers: Sequence[Difference | None]) -> Iterator[tuple[Difference, int, int]]:
    """Yield each difference with the step that it begins at, and the one it is over at."""
    first = 0
    for number, difference in enumerate([*answers[1:], None], start=1):
        begun = answers[first]
        over = number == len(answers)
        if begun is not None and (over or not begun.says_what(difference)):
            yield begun, first, number
        if over or begun is None or not begun.says_what(difference):
            first = number


def _day(site: Site) -> dt.date:
    return site.rules[1].portal.day(site.after.now)
