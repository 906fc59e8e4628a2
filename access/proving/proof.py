"""The proof: every promise, asked of every viewer state at every location on every day."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from access.in_force import InForce
from access.layering import Layers
from access.levels import TEAM_ROLES
from access.projection import Projection
from access.proving.budget import MOST_STATES, Budget, Exhausted
from access.proving.contracts import ContractSets
from access.proving.counterexamples import counterexample
from access.proving.grounds import Ground, Grounds
from access.proving.promise import About, Kind, Promise, Subject, When
from access.proving.questions import Asker, Grants, Question
from access.proving.scopes import scope_breaches
from access.proving.states import Held, State, all_states
from access.proving.verdicts import Breach, Breached, breach, lost
from access.shape import GraphShape
from access.viewer import Viewer
from documents.places import Problem
from documents.steps import in_steps

MOST_KEPT = 16_384
"""Viewers kept for the next questions under the same rules; then they are made afresh."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What proving came to.

    `states`     viewer states asked about; where the same rules are in force they are asked once
    `stretches`  stretches of days within which no rule changes anywhere
    """

    promises: int
    problems: list[Problem]
    states: int
    locations: int
    stretches: int
    seconds: float

    def __str__(self) -> str:
        count = "1 promise holds" if self.promises == 1 else f"{self.promises} promises hold"
        if self.problems:
            count = f"{count.rpartition(' ')[0]}, broken {len(self.problems)} times"
        places = "1 location" if self.locations == 1 else f"{self.locations:,} locations"
        days = "1 stretch" if self.stretches == 1 else f"{self.stretches:,} stretches"
        states = f"{self.states:,} state{'s' if self.states != 1 else ''}"
        return f"{count}: {states} at {places} on {days} of days, {self.seconds:.2f} s"


def prove(
    layers: Layers,
    graph: GraphShape,
    promises: Sequence[Promise],
    most_states: int = MOST_STATES,
) -> Proof:
    """Prove *promises*; what does not hold, or takes more than *most_states*, is a problem."""
    began = time.perf_counter()
    problems: list[Problem] = []
    states = 0
    if promises:
        prover = _Prover(layers, graph)
        for promise in promises:
            budget = Budget(most_states)
            try:
                problems += prover.problems(promise, budget)
            except Exhausted:
                problems.append(too_many_states(promise, most_states))
            states += budget.spent
    stretches = Grounds.count(layers)
    seconds = time.perf_counter() - began
    return Proof(len(promises), problems, states, len(layers.tree), stretches, seconds)


def is_broken(layers: Layers, graph: GraphShape, promises: Sequence[Promise]) -> bool:
    """Tell whether one of *promises* does not hold, or takes too long to prove."""
    if not promises:
        return False
    prover = _Prover(layers, graph)
    try:
        return any(
            True
            for promise in promises
            for subject in promise.subjects
            for _ in prover.breaches(
                replace(promise, subjects=(subject,)), subject, Budget(MOST_STATES)
            )
        )
    except Exhausted:
        return True


def too_many_states(promise: Promise, most: int) -> Problem:
    """Refuse a promise that would take too long to prove."""
    return Problem(
        promise.place,
        f"proving this takes more than {most:,} kinds of people, which is too many",
        "promise less in one entry, or let fewer audiences, plans and homes decide about it",
    )


class _Prover:
    """Proves promises about one policy; answers are shared where equal rules are in force."""

    def __init__(self, layers: Layers, graph: GraphShape) -> None:
        self.layers = layers
        self.asker = Asker(graph)
        self.grounds = Grounds(layers)
        self.sets = ContractSets(layers.levels)
        self._viewers: dict[tuple[State, InForce], tuple[Viewer, Projection]] = {}

    def problems(self, promise: Promise, budget: Budget) -> Iterator[Problem]:
        """Yield a problem for each subject of which the promise does not hold."""
        for subject in promise.subjects:
            one = replace(promise, subjects=(subject,))
            found = list(self.breaches(one, subject, budget))
            if found:
                yield counterexample(one, found, self.layers, self.asker)

    def breaches(self, promise: Promise, subject: Subject, budget: Budget) -> Iterator[Breached]:
        """Yield where and when the promise is broken, and by whom."""
        if subject.about is About.RECORDS:
            yield from scope_breaches(promise, self.grounds.all(), self.asker, budget)
            return
        known: dict[object, Breach | None] = {}
        for alike in in_steps(self.grounds.for_subject(subject)):
            first = alike[0]
            question = self.asker.question(subject, first.rules)
            key = (question.key, first.rules.freeze, first.relations)
            if key not in known:
                known[key] = self.first_breach(promise, question, first, budget)
            found = known[key]
            if found is not None:
                for ground in alike:
                    for portal in ground.portals:
                        yield Breached(portal, ground.start, ground.end, found)

    def first_breach(
        self, promise: Promise, question: Question, ground: Ground, budget: Budget
    ) -> Breach | None:
        """Return how the simplest of those who break the promise on *ground* do it."""
        bits = self.layers.levels.bits(promise.audience)
        tests = (*question.tests, bits)
        kinds = self.sets.told_apart(tests, ground.rules.freeze, ground.relations, budget)
        for state in in_steps(self.states(promise, question, kinds.sets)):
            budget.spend()
            grants = self.ask(question, state, ground)
            if promise.kind is not Kind.MONOTONE:
                held = ground.rules.roles.get(state.staff_role or "", frozenset())
                found = breach(promise, bits, state, grants, held)
                if found is not None:
                    return found
                continue
            for more, gained in _next(state, kinds.single, question.homes):
                budget.spend()
                through = lost(grants, self.ask(question, more, ground))
                if through is not None:
                    return Breach(state, through, more, gained)
        return None

    def ask(self, question: Question, state: State, ground: Ground) -> Grants:
        """Ask somebody in *state* the question; the same people are asked many."""
        known = self._viewers.get((state, ground.rules))
        if known is None:
            if len(self._viewers) >= MOST_KEPT:
                self._viewers.clear()
            viewer = state.viewer(self.layers.tree, ground.seen_from)
            known = self._viewers[state, ground.rules] = viewer, ground.rules.project(viewer)
        return question.ask(*known)

    def states(
        self,
        promise: Promise,
        question: Question,
        customers: Sequence[tuple[Held, ...]],
    ) -> Iterator[State]:
        """Yield the states that can make a difference to the promise, the simplest first."""
        audience = promise.audience
        permissions = question.permissions | audience.permissions
        looks_at_roles = question.team_roles or bool(audience.team_roles)
        return all_states(
            customers,
            suspension=question.suspension or promise.when is When.SUSPENDED,
            team_roles=TEAM_ROLES if looks_at_roles else (),
            staff_roles=self.staff_roles(permissions),
            homes=question.homes,
        )

    def staff_roles(self, permissions: frozenset[str]) -> list[str]:
        """Return a role for each part of *permissions* that some role holds, the smallest first."""
        found: dict[frozenset[str], str] = {}
        roles = self.layers.rules.staff.roles
        for role in sorted(roles, key=lambda role: (len(roles[role]), role)):
            if held := roles[role] & permissions:
                found.setdefault(held, role)
        return list(found.values())


def _next(
    state: State, contracts: Sequence[Held], homes: Sequence[str | None]
) -> Iterator[tuple[State, Held | None]]:
    """Yield what somebody becomes by one step: signing in, or gaining a running contract."""
    if state.contracts is None:
        for home in homes:
            yield State((), staff_role=state.staff_role, home=home), None
        return
    for held in contracts:
        if not held.frozen:
            yield replace(state, contracts=(*state.contracts, held)), held
