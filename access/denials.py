"""Codes of refusal: each names the least change that would admit the viewer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from access.in_force import InForce
from access.level_table import LevelTable
from access.levels import PORTAL, Level
from access.mask import Code
from access.projection import Projection


class Route(NamedTuple):
    """One way to be admitted: of each of *tests* one level test has to be passed.

    `feature`   the section on the way is switched on
    `readable`  the viewer is not kept out of it by being suspended
    """

    tests: tuple[int, ...]
    feature: bool = True
    readable: bool = True

    def passes(self, truth: int) -> bool:
        """Tell whether *truth* passes every test on the way."""
        return all(truth & test for test in self.tests)

    def admits(self, truth: int) -> bool:
        """Tell whether the way is open to *truth*."""
        return self.feature and self.readable and self.passes(truth)

    def through(self, *tests: int) -> Route:
        """Return the way that leads on through further *tests*."""
        return Route((*self.tests, *tests), self.feature, self.readable)


def refusal(routes: Sequence[Route], who: Projection, levels: LevelTable) -> Code | None:
    """Return why *who* is refused on every one of *routes*; None where one admits.

    No route at all means that no change of the viewer would help. Being suspended is put aside
    until nothing else is in the way.
    """
    if any(route.admits(who.truth) for route in routes):
        return None
    if any(not route.feature for route in routes):
        return Code.FEATURE_OFF

    def would_pass(*truths: int) -> bool:
        return any(route.passes(truth) for route in routes for truth in truths)

    if not who.profile:
        could = would_pass(levels.contact, levels.member)
        return Code.LOGIN_REQUIRED if could else Code.NOT_ALLOWED
    if would_pass(who.truth):
        return Code.CUSTOMER_SUSPENDED
    if would_pass(who.thawed):
        return Code.CONTRACT_FROZEN
    if would_pass(levels.member):
        return Code.MEMBERS_ONLY
    if would_pass(levels.contact):
        return Code.CONTACTS_ONLY
    return Code.NOT_ALLOWED


def first_named(codes: Iterable[Code]) -> Code | None:
    """Return the code that is named first, of several."""
    return min(codes, key=list(Code).index, default=None)


def way_in(rules: InForce) -> Route:
    """Return the way through section `portal`, which own records need too."""
    return Route((rules.sections[PORTAL].tests,))


def way_to(section: str | None, rules: InForce, who: Projection) -> Route:
    """Return the way to what stands in *section*; None is what stands in no section."""
    if section is None or section == PORTAL:
        return way_in(rules)
    door = rules.sections[section]
    readable = not who.suspended or rules.is_readable(section)
    return Route((rules.sections[PORTAL].tests, door.tests), door.feature, readable)


def way_to_exempt(section: str | None, rules: InForce, who: Projection) -> Route:
    """Return the way to fields that are reached even where section `portal` is closed."""
    if section is None or section == PORTAL:
        return Route(())
    way = way_to(section, rules, who)
    return Route(way.tests[1:], way.feature, way.readable)


def own_way(rules: InForce) -> Route:
    """Return the way to records that are the viewer's own."""
    return way_in(rules).through(rules.levels.level(Level.LOGGED_IN))
