"""The mutation score: every rule loosened by one step, in turn, and who notices.

A loosened rule is noticed where the gateway would refuse the edit, where a promise is broken by
it, or where a test does not hold any more. What changes no answer for anybody is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from access.comparing import compare_sets
from access.compiling import layers_of
from access.naming import read_names
from access.policy_set import PolicySet
from access.proving.proof import is_broken
from access.reading import read_policies
from access.testing import rules as named
from access.testing.cases import Acknowledged, Case, Expectation, PolicyTests, Refused, Set
from access.testing.mutant import Mutant
from access.testing.mutants import mutants
from access.testing.running import is_noticed
from access.time_flips import BEGINNING
from documents.document import Document

Told: TypeAlias = Callable[[int, int], None]
"""Told how many mutants are done, and how many there are."""


class By(StrEnum):
    """Who notices that a rule has been loosened."""

    GATEWAY = "the gateway itself"
    PROMISES = "promises"
    TESTS = "tests"
    NOBODY = "nobody"
    NO_EFFECT = "nobody could"


@dataclass(frozen=True, slots=True)
class Fate:
    """A loosened rule, and who noticed; `acknowledged`: nobody has to."""

    mutant: Mutant
    by: By
    acknowledged: Acknowledged | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What became of all mutants; `idle` are acknowledgements of rules that do not survive."""

    fates: tuple[Fate, ...]
    idle: tuple[Acknowledged, ...]

    def count(self, by: By) -> int:
        """Return how many mutants were noticed by *by*."""
        return sum(fate.by is by for fate in self.fates)

    @property
    def survivors(self) -> list[Fate]:
        """The mutants that nobody notices, though somebody could."""
        return [fate for fate in self.fates if fate.by is By.NOBODY]

    @property
    def unexpected(self) -> list[Fate]:
        """The survivors that nobody has acknowledged."""
        return [fate for fate in self.survivors if fate.acknowledged is None]

    @property
    def counted(self) -> int:
        """How many mutants could be noticed."""
        return len(self.fates) - self.count(By.NO_EFFECT)

    @property
    def percent(self) -> float:
        """The share of mutants that are noticed, of those that could be; 100 of none."""
        if not self.counted:
            return 100.0
        return 100 * (self.counted - len(self.survivors)) / self.counted


def score(
    documents: Sequence[Document],
    tests: PolicyTests,
    policies: PolicySet,
    told: Told = lambda done, of: None,
    every: int = 1,
) -> Score:
    """Loosen each rule of *documents*, which came to *policies*, and see who notices.

    With *every* above 1 only each so manieth mutant is tried.
    """
    documents = [each for each in documents if each.kind not in ("gateway", "tests", "survivors")]
    rules = policies.layers.rules
    audiences = next((each for each in documents if each.kind == "audiences"), None)
    names = read_names(audiences, rules.staff, [])
    chosen = list(mutants(documents, rules, names, policies.shape))[::every]
    trial = _Trial(documents, tests, policies)
    acknowledged = {each.rule: each for each in tests.survivors}
    fates = []
    for done, mutant in enumerate(chosen):
        told(done, len(chosen))
        by = trial.by(mutant)
        known = acknowledged.get(str(mutant)) or acknowledged.get(mutant.rule)
        fates.append(Fate(mutant, by, known if by is By.NOBODY else None))
    told(len(chosen), len(chosen))
    used = {fate.acknowledged for fate in fates}
    idle = tuple(each for each in tests.survivors if each not in used) if every == 1 else ()
    return Score(tuple(fates), idle)


Asked: TypeAlias = tuple[Case, Expectation | Set | Refused]


class _Trial:
    """Asks promises and tests about one mutant after the other."""

    def __init__(
        self, documents: Sequence[Document], tests: PolicyTests, policies: PolicySet
    ) -> None:
        self.documents = documents
        self.policies = policies
        self.asked = list(_asked(tests, policies))
        rules = policies.layers.rules
        self.promised = [named.behind_promise(each, rules) for each in policies.promises]

    def by(self, mutant: Mutant) -> By:
        """Tell who notices *mutant*."""
        read = read_policies(
            [mutant.document if each.path == mutant.document.path else each
             for each in self.documents],
            self.policies.shape,
        )  # fmt: skip
        if read.problems:
            return By.GATEWAY
        layers = layers_of(read)
        promises = [
            promise
            for promise, behind in zip(read.promises, self.promised, strict=True)
            if mutant.touches is None or behind & mutant.touches
        ]
        if is_broken(layers, self.policies.shape, promises):
            return By.PROMISES
        loosened = PolicySet(layers, self.policies.shape, "", read.promises)
        concerned = (
            asked
            for asked, behind in self.asked
            if mutant.touches is None or behind & mutant.touches
        )
        if is_noticed(loosened, concerned):
            return By.TESTS
        if mutant.answers and not is_looser(self.policies, loosened):
            return By.NO_EFFECT
        return By.NOBODY


def is_looser(before: PolicySet, after: PolicySet) -> bool:
    """Tell whether anybody has more *after*, at any portal, on any day past or to come."""
    return compare_sets(before, after, BEGINNING).is_looser


def _asked(tests: PolicyTests, policies: PolicySet) -> Iterator[tuple[Asked, frozenset[str]]]:
    """Yield all that tests expect, each with the rules that it depends on."""
    for case in tests.cases:
        for expectation in case.expectations:
            yield (case, expectation), named.behind_expectation(expectation, policies)
        for switch in case.switches:
            yield (case, switch), frozenset({named.switch(switch.name)})
        for refused in case.refused:
            yield (case, refused), named.behind_refusal(refused)
