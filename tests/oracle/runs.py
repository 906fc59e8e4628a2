"""A run: worlds, policies, viewers and operations until there are cases enough; what it counts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

from resolvers.catalogue import CATALOGUE
from tests.oracle.answers import Cursors, Naive
from tests.oracle.cases import FIELDS, Bench, Case, Rules, Verdict, compile_rules
from tests.oracle.operations import Operation, make_operation
from tests.oracle.policies import make_policy
from tests.oracle.reports import report
from tests.oracle.townsfolk import Guest
from tests.oracle.worlds import World, make_world

CASES_A_WORLD = 50
POLICIES_A_WORLD = 4
ASKED_BY = 3
FEATURES = (
    "union", "cursor", "filter", "sort", "search", "case", "own", "own-team", "staff",
    "everywhere", "plans", "audience", "node", "nested", "fragment", "directive", "variable",
    "count", "number", "frozen", "suspended", "rehearsed", "withheld",
    "open since", "closed since", "withheld since",
)
"""What every run has to put to the test at least once."""


@dataclass
class Tally:
    """What a run has seen."""

    cases: int = 0
    idle: int = 0
    both: int = 0
    visible: int = 0
    hidden: int = 0
    features: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case, verdict: Verdict) -> None:
        """Count a case."""
        self.cases += 1
        if verdict.naive is None:
            self.refused[f"operations: {verdict.refused}"] += 1
            return
        asking = verdict.naive.asking
        self.codes.update(code for _, code in verdict.naive.errors)
        self.codes.update(code for _, _, code in verdict.naive.access)
        visible = sum(count[True] for count in asking.cells.values())
        hidden = sum(count[False] for count in asking.cells.values()) + len(verdict.naive.access)
        self.visible += visible
        self.hidden += hidden
        shut = bool(hidden) or asking.hidden_rows
        self.idle += not visible and not shut
        self.both += bool(visible) and shut
        features = {*case.operation.features, *asking.noticed}
        if case.cursors:
            features.add("cursor")
        if any(len(count) == 2 for count in asking.cells.values()):
            features.add("case")
        person = asking.visit.person
        if any(contract.frozen for contract in person.contracts):
            features.add("frozen")
        if person.suspended:
            features.add("suspended")
        self.features.update(features)

    def __str__(self) -> str:
        return "\n".join((
            f"{self.cases} cases, {self.both} with something visible and hidden, {self.idle} idle",
            f"  cells: {self.visible} visible, {self.hidden} hidden",
            "  " + ", ".join(f"{name} {self.features[name]}" for name in FEATURES),
            "  codes: " + ", ".join(f"{code} {count}" for code, count in self.codes.most_common()),
            "  refused: " + ", ".join(f"{what} {count}" for what, count in self.refused.items()),
        ))


class Maker:
    """Makes the cases of a run; the same seed makes the same cases."""

    def __init__(self, bench: Bench, seed: str, tally: Tally | None = None) -> None:
        self.bench = bench
        self.seed = seed
        self.tally = tally or Tally()
        # Signed cursors of earlier answers, by who got them: the planner's and the oracle's.
        self._cursors: dict[Any, dict[str, str]] = {}

    async def judged(self, count: int) -> AsyncIterator[tuple[Case, Verdict]]:
        """Yield *count* cases, each with what became of it."""
        number = 0
        while self.tally.cases < count:
            world = make_world(f"{self.seed}{number}", f"{self.seed}/{number}")
            await self.bench.settle(world)
            left = min(CASES_A_WORLD, count - self.tally.cases)
            async for judged in self._of_world(world, f"{self.seed}/{number}", left):
                yield judged
            self._cursors.clear()
            number += 1

    async def _of_world(
        self, world: World, seed: str, count: int
    ) -> AsyncIterator[tuple[Case, Verdict]]:
        dice = random.Random(f"{seed}/cases")
        until = self.tally.cases + count
        rules = [
            self._rules(world, f"{seed}/{number}") for number in range(POLICIES_A_WORLD)
        ]
        number = 0
        while self.tally.cases < until:
            number += 1
            operation = make_operation(self.bench.naive, CATALOGUE, world, f"{seed}/{number}")
            if not self.bench.is_valid(operation):
                self.tally.refused["operations by validation"] += 1
                continue
            async for judged in self._of_operation(world, rules, operation, dice, until):
                yield judged

    async def _of_operation(
        self,
        world: World,
        rules: list[Rules],
        operation: Operation,
        dice: random.Random,
        until: int,
    ) -> AsyncIterator[tuple[Case, Verdict]]:
        """Ask the same operation as several people, so that what is kept between them is used."""
        for _ in range(ASKED_BY):
            if self.tally.cases >= until:
                return
            previewer = _previewer(world, dice)
            past = previewer is not None and dice.random() < 0.6
            case = Case(
                world, dice.choice(rules), dice.choice(world.guests), dice.choice(world.portals),
                operation, previewer=previewer, today=dice.choice(rules) if past else None,
            )
            yield case, await self._judge(case)
            following = self._with_cursors(case, dice)
            if following is not None and self.tally.cases < until:
                yield following, await self._judge(following)

    def _rules(self, world: World, seed: str) -> Rules:
        """Write a policy that is accepted; now and then one is not, and is written anew."""
        for attempt in range(20):
            found = compile_rules(make_policy(world, CATALOGUE, FIELDS, f"{seed}/{attempt}"))
            if not isinstance(found, list):
                return found
            self.tally.refused["policies"] += 1
        raise AssertionError(f"no policy is accepted: {found}")

    async def _judge(self, case: Case) -> Verdict:
        cursors = Cursors()
        verdict = await self.bench.judge(case, cursors)
        self.tally.add(case, verdict)
        if not verdict.differences:
            self._known(case).update(cursors.of_oracle)
        return verdict

    def _known(self, case: Case) -> dict[str, str]:
        return self._cursors.setdefault((case.guest, case.portal, case.previewer), {})

    def _with_cursors(self, case: Case, dice: random.Random) -> Case | None:
        """Return the same operation, asked from some cursors on; mostly of the right lists."""
        pairs: dict[str, tuple[str, str]] = {}
        for variable, target in case.operation.cursors.items():
            known = self._known(case)
            if dice.random() < 0.03 and self._cursors:       # somebody else's
                known = self._cursors[dice.choice(list(self._cursors))]
            fitting = [each for each in known if f'"{target}"' in each]
            if dice.random() < 0.03:
                fitting = list(known)
            if fitting and dice.random() < 0.9:
                chosen = dice.choice(fitting)
                pairs[variable] = (known[chosen], chosen)
        return replace(case, cursors=pairs, written_out=dice.random() < 0.2) if pairs else None


MOST_REPORTS = 3


@dataclass
class Run:
    """What became of a number of cases.

    `right` are the first of them, of which the planner's answer is known to be right; `reports`
    those where it differs from the oracle's.
    """

    bench: Bench
    tally: Tally
    right: list[tuple[Case, Naive]] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)


async def run(bench: Bench, seed: str, count: int, *, keep: int = 0) -> Run:
    """Judge *count* cases; keep of the first so many those that are right."""
    maker = Maker(bench, seed)
    found = Run(bench, maker.tally)
    async for case, verdict in maker.judged(count):
        if verdict.differences:
            found.reports.append(await report(bench, case))
            if len(found.reports) == MOST_REPORTS:
                break
        elif verdict.naive is not None and maker.tally.cases <= keep:
            found.right.append((case, verdict.naive))
    return found


def _previewer(world: World, dice: random.Random) -> Guest | None:
    """Now and then somebody signed in asks as somebody else; mostly they are staff."""
    if dice.random() < 0.7:
        return None
    staff = {row["login_id"] for row in world.rows[world.network]["staff_grants"]}
    logins = {row["id"]: row["login_id"] for row in world.rows[world.network]["sessions"]}
    likely = [guest for guest in world.guests if logins.get(guest.session or 0) in staff]
    return dice.choice(likely if likely and dice.random() < 0.8 else world.guests[1:])
