"""All level tests of a policy set, numbered, so that what a viewer passes is one integer."""

from __future__ import annotations

from collections.abc import Iterable

from access.audiences import Audience, LevelTest
from access.levels import ANYWHERE, Level, Relation
from access.standing import FreezeRules, Standing


class LevelTable:
    """Numbers every level test once; bit *n* of a truth says whether test *n* is passed."""

    def __init__(self, audiences: Iterable[Audience]) -> None:
        tests = {LevelTest(level) for level in Level}
        for audience in audiences:
            tests |= audience.levels
        self.tests = tuple(sorted(tests, key=_order))
        self._bits = {test: 1 << number for number, test in enumerate(self.tests)}
        self._truths: dict[tuple[int, int, FreezeRules], int] = {}
        self.of_plans = self._each_plan()
        freeze = FreezeRules()
        self.anonymous = self._passed(Standing(profile=False), freeze)
        self.contact = self._passed(Standing(profile=True), freeze)
        everything = frozenset((plan, relation) for plan in self.plans() for relation in Relation)
        member = Standing(profile=True, active=ANYWHERE, plans=everything)
        self.member = self._passed(member, freeze)

    def plans(self) -> frozenset[str]:
        """Return every plan that some test names."""
        return frozenset(plan for test in self.tests for plan in test.plans or ())

    def bits(self, audience: Audience) -> int:
        """Return the tests of *audience*: it admits a truth that shares one of them."""
        bits = 0
        for test in audience.levels:
            bits |= self._bits[test]
        return bits

    def level(self, level: Level) -> int:
        """Return the test of a bare level."""
        return self._bits[LevelTest(level)]

    def of_customer(self, active: int, frozen: int, freeze: FreezeRules) -> int:
        """Return what a customer passes with contracts in these relations, plans left out."""
        key = (active, frozen, freeze)
        truth = self._truths.get(key)
        if truth is None:
            standing = Standing(profile=True, active=Relation(active), frozen=Relation(frozen))
            truth = self._truths[key] = self._passed(standing, freeze)
        return truth

    def _passed(self, standing: Standing, freeze: FreezeRules) -> int:
        return sum(bit for test, bit in self._bits.items() if test.admits(standing, freeze))

    def _each_plan(self) -> dict[tuple[str, int], int]:
        """Say which tests a usable contract passes by its plan, in each relation."""
        passed: dict[tuple[str, int], int] = {}
        for test, bit in self._bits.items():
            for plan in test.plans or ():
                for relation in Relation:
                    if relation & test.at:
                        key = (plan, int(relation))
                        passed[key] = passed.get(key, 0) | bit
        return passed


def _order(test: LevelTest) -> tuple[int, int, tuple[str, ...]]:
    return list(Level).index(test.level), int(test.at), tuple(sorted(test.plans or ()))
