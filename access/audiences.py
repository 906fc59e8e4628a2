"""Audiences as they are meant: a union of conditions, each of them positive.

There is no NOT and no free expression, so every question about an audience (whom does it admit,
does it lie within another) can be decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from access.levels import ANY_ROLE, ANYWHERE, Level, Relation
from access.standing import FreezeRules, Standing


@dataclass(frozen=True, slots=True)
class LevelTest:
    """A test of one level; `member` may be narrowed to places and to plans.

    *at* and *plans* speak of the same contract. With *plans* the contract must be usable, that is
    active and not frozen.
    """

    level: Level
    at: Relation = ANYWHERE
    plans: frozenset[str] | None = None

    def admits(self, standing: Standing, freeze: FreezeRules) -> bool:
        """Tell whether a viewer of this *standing* passes."""
        match self.level:
            case Level.PUBLIC:
                return True
            case Level.LOGGED_IN:
                return standing.profile
            case Level.CONTACT:
                return standing.profile and not freeze.is_member(standing)
        if self.plans is not None:
            return any(plan in self.plans and at & self.at for plan, at in standing.plans)
        if standing.active & self.at:
            return True
        return freeze.admits_frozen and bool(standing.frozen & self.at)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who: the union of level tests, own records, records of own teams, and staff."""

    levels: frozenset[LevelTest] = frozenset()
    own: bool = False
    team_roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()

    def __or__(self, other: Audience) -> Audience:
        return union((self, other))

    def __bool__(self) -> bool:
        return bool(self.levels or self.own or self.team_roles or self.permissions)

    @property
    def is_of_levels(self) -> bool:
        """Whether levels alone decide, so that no record has to be looked at."""
        return not (self.own or self.team_roles or self.permissions)

    @property
    def at_levels(self) -> Audience:
        """The part that levels decide, which is what the portal grant looks at."""
        return Audience(levels=self.levels)

    def admits(self, standing: Standing, freeze: FreezeRules) -> bool:
        """Tell whether one of the level tests admits a viewer of this *standing*."""
        return any(test.admits(standing, freeze) for test in self.levels)


NOBODY = Audience()
LOGGED_IN = Audience(levels=frozenset({LevelTest(Level.LOGGED_IN)}))


def union(audiences: Iterable[Audience]) -> Audience:
    """Unite *audiences*: whoever is in one of them is in the union."""
    levels: set[LevelTest] = set()
    roles: set[str] = set()
    permissions: set[str] = set()
    own = False
    for audience in audiences:
        levels |= audience.levels
        roles |= audience.team_roles
        permissions |= audience.permissions
        own = own or audience.own
    if ANY_ROLE in roles:
        roles = {ANY_ROLE}
    return Audience(frozenset(levels), own, frozenset(roles), frozenset(permissions))


def is_within(inner: Audience, outer: Audience, freezes: Iterable[FreezeRules]) -> bool:
    """Tell whether everybody in *inner* is in *outer*, whatever state they are in.

    *freezes* are the rules about frozen contracts to be tried; the answer holds for all of them.
    """
    if (inner.own and not outer.own) or not inner.permissions <= outer.permissions:
        return False
    if ANY_ROLE not in outer.team_roles and not inner.team_roles <= outer.team_roles:
        return False
    standings = list(_standings(inner.levels | outer.levels))
    return all(
        outer.admits(standing, freeze)
        for freeze in freezes
        for standing in standings
        if inner.admits(standing, freeze)
    )


def _standings(tests: Iterable[LevelTest]) -> Iterator[Standing]:
    """Yield the viewer states that tell level tests apart.

    One contract at a time is enough: a member's test asks for *some* contract, so what a viewer
    with several passes, one of the contracts passes alone.
    """
    named = {plan for test in tests for plan in test.plans or ()}
    yield Standing(profile=False)
    yield Standing(profile=True)
    for relation in Relation:
        yield Standing(profile=True, frozen=relation)
        yield Standing(profile=True, active=relation)
        for plan in named:
            usable = frozenset({(plan, relation)})
            yield Standing(profile=True, active=relation, plans=usable)
