"""Counting whom a difference touches, at each portal, among all people of a network.

Seen from most portals, most people are members of somewhere else. What both policy sets see of
them is the same at all of those portals; anew is looked only at who stands near a portal.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from access.comparing import Lasting
from access.counting import MOST_SAMPLES, Count, Group, Sample
from access.eyes import Eyes, LookedAt
from access.granted import Side, change, common_places
from access.matters import Seen
from access.sites import Site
from access.viewer import Viewer
from access.viewer_states import Told


@dataclass(frozen=True, slots=True)
class Touched:
    """How many people gain by a difference, and how many lose."""

    gaining: Count
    losing: Count

    @property
    def numbers(self) -> tuple[int, int]:
        """The two numbers alone."""
        return self.gaining.people, self.losing.people


Sight: TypeAlias = tuple[Seen, Seen, str | None]
"""What both sets see of a person, and their home where it matters."""


class Present(NamedTuple):
    """A portal's crowd: how many there are of each sight, and the groups near the portal."""

    counts: Mapping[int, int]
    near: Mapping[int, list[int]]
    looked_at_anew: frozenset[int]


class Crowd:
    """The people of one network, to be asked about the differences *found*."""

    def __init__(self, groups: Iterable[Group], found: Iterable[Lasting]) -> None:
        self._found = list(found)
        self._at_home = any(len(each.difference.asked.facts) > 1 for each in self._found)
        self._looked_at = self._what_is_looked_at(0), self._what_is_looked_at(1)
        self._groups = list(self._merged(groups))
        self._places: dict[str, list[int]] = {}
        for number, group in enumerate(self._groups):
            held = {each.location for each in group.viewer.contracts}
            for place in held | {place for _, place in group.viewer.staff}:
                self._places.setdefault(place, []).append(number)
        self._numbers: dict[Sight, int] = {}
        self._far: dict[Hashable, tuple[list[int], dict[int, int], dict[int, list[int]]]] = {}
        self._present: dict[Hashable, Present] = {}
        self._changes: dict[int, dict[int, tuple[bool, bool]]] = {}

    def touched(self, lasting: Lasting, portal: str) -> Touched:
        """Count whom a difference touches at *portal*, one of its portals."""
        present = self._at(lasting.site, portal)
        changes = self._changes.setdefault(id(lasting.difference.asked), {})
        gaining, losing = [], []
        for sight, count in present.counts.items():
            change_of = changes.get(sight)
            if change_of is None:
                change_of = changes[sight] = self._ask(lasting, portal, sight, present)
            if change_of[0]:
                gaining.append((sight, count))
            if change_of[1]:
                losing.append((sight, count))
        far = self._far_from(lasting.site)[2]
        return Touched(
            self._count(gaining, present, far), self._count(losing, present, far)
        )

    def _count(
        self, some: list[tuple[int, int]], present: Present, far: Mapping[int, list[int]]
    ) -> Count:
        samples: list[Sample] = []
        for number in self._members([sight for sight, _ in some], present, far):
            samples += self._groups[number].samples
            if len(samples) >= MOST_SAMPLES:
                break
        return Count(sum(count for _, count in some), tuple(samples[:MOST_SAMPLES]))

    def _members(
        self, sights: list[int], present: Present, far: Mapping[int, list[int]]
    ) -> Iterator[int]:
        """Yield the groups of these *sights*, those that stand near the portal first."""
        for sight in sights:
            yield from present.near.get(sight, ())
        for sight in sights:
            for number in far.get(sight, ()):
                if number not in present.looked_at_anew:
                    yield number

    def _ask(
        self, lasting: Lasting, portal: str, sight: int, present: Present
    ) -> tuple[bool, bool]:
        far = self._far_from(lasting.site)[2]
        viewer = self._groups[next(self._members([sight], present, far))].viewer
        site = lasting.site

        def ask() -> tuple[bool, bool]:
            before, after = (Side.of(each, viewer, portal) for each in (site.before, site.after))
            places = common_places(site.before, site.after, portal)
            return change(lasting.difference.subject, before, after, places)

        seen = Eyes(site, portal, None).see(viewer)
        return lasting.difference.asked.change(seen, viewer.home, ask)

    def _at(self, site: Site, portal: str) -> Present:
        """Return the crowd at a *portal* that goes by the same rules as that of *site*."""
        key = portal, *(rules.freeze for rules in site.rules)
        known = self._present.get(key)
        if known is None:
            known = self._present[key] = self._look(site, portal)
        return known

    def _look(self, site: Site, portal: str) -> Present:
        eyes = Eyes(site, portal, self._looked_at)
        numbers, everybody, _ = self._far_from(site)
        anew = {
            number
            for relations in eyes.relations
            for place in relations
            for number in self._places.get(place, ())
        }
        counts = dict(everybody)
        near: dict[int, list[int]] = {}
        for number in sorted(anew):
            group = self._groups[number]
            sight = self._sight(eyes, group.viewer)
            near.setdefault(sight, []).append(number)
            counts[numbers[number]] -= group.count
            counts[sight] = counts.get(sight, 0) + group.count
        return Present({sight: n for sight, n in counts.items() if n}, near, frozenset(anew))

    def _far_from(self, site: Site) -> tuple[list[int], dict[int, int], dict[int, list[int]]]:
        """Return what is seen of each group from a portal that none of them stands near to."""
        key = tuple(rules.freeze for rules in site.rules)
        if key not in self._far:
            eyes = Eyes(site, None, self._looked_at)
            numbers = [self._sight(eyes, group.viewer) for group in self._groups]
            counts: dict[int, int] = {}
            members: dict[int, list[int]] = {}
            for number, sight in enumerate(numbers):
                counts[sight] = counts.get(sight, 0) + self._groups[number].count
                members.setdefault(sight, []).append(number)
            self._far[key] = numbers, counts, members
        return self._far[key]

    def _sight(self, eyes: Eyes, viewer: Viewer) -> int:
        sight = *eyes.see(viewer), viewer.home if self._at_home else None
        return self._numbers.setdefault(sight, len(self._numbers))

    def _what_is_looked_at(self, side: int) -> LookedAt:
        tests, plans, permissions = 0, frozenset[str](), frozenset[str]()
        for each in self._found:
            matters = each.difference.asked.matters[side]
            told = Told(each.site.rules[side], matters.tests)
            for test in matters.tests:
                tests |= test
            plans |= told.plans()
            permissions |= matters.permissions | matters.here
        return LookedAt(tests, plans, permissions)

    def _merged(self, groups: Iterable[Group]) -> Iterator[Group]:
        """Put groups together that differ in plans and homes that nothing looks at."""
        plans = self._looked_at[0].plans | self._looked_at[1].plans
        found: dict[Hashable, list[Group]] = {}
        for group in groups:
            viewer = group.viewer
            held = frozenset(
                (each.location, each.plan if each.plan in plans else "", each.frozen)
                for each in viewer.contracts
            )
            roles = frozenset(role for _, role in viewer.teams)
            home = viewer.home if self._at_home else None
            state = viewer.customer is None, viewer.suspended, held, roles, viewer.staff, home
            found.setdefault(state, []).append(group)
        for some in found.values():
            samples = [key for group in some[:MOST_SAMPLES] for key in group.samples]
            count = sum(group.count for group in some)
            yield replace(some[0], count=count, samples=tuple(samples[:MOST_SAMPLES]))
