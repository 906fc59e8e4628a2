"""Sets of contracts that level tests tell apart."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from access.level_table import LevelTable
from access.levels import Relation
from access.proving.budget import Budget
from access.proving.states import ANY_PLAN, Held
from access.standing import FreezeRules
from documents.steps import in_steps

Contracts: TypeAlias = tuple[Held, ...]


class _Sum(NamedTuple):
    """What a set of contracts comes to."""

    active: int = 0
    frozen: int = 0
    by_plan: int = 0

    def with_(self, other: _Sum) -> _Sum:
        """Return what both sets together come to."""
        return _Sum(
            self.active | other.active, self.frozen | other.frozen, self.by_plan | other.by_plan
        )


class Kinds(NamedTuple):
    """Sets of contracts, one of each kind, the smallest first; and single contracts likewise."""

    sets: tuple[Contracts, ...]
    single: Contracts


class ContractSets:
    """Finds, for level tests, the smallest set of contracts of every kind that they tell apart.

    Two sets are of one kind if they pass the same of the tests and both have, or both lack, an
    active contract and a frozen one. Whatever contract is then added, both go on to one kind
    again: a test of members asks for some contract, so each contract adds what it passes alone;
    and contacts are those without a contract that counts. Hence all kinds are found by adding one
    contract at a time.
    """

    def __init__(self, levels: LevelTable) -> None:
        self._levels = levels
        self._known: dict[object, Kinds] = {}

    def told_apart(
        self,
        tests: tuple[int, ...],
        freeze: FreezeRules,
        relations: tuple[Relation, ...],
        budget: Budget,
    ) -> Kinds:
        """Return the kinds that *tests* tell apart; of each of them one bit is enough to pass."""
        key = (frozenset(tests), freeze, relations)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find(tests, freeze, relations, budget)
        return known

    def _find(
        self,
        tests: tuple[int, ...],
        freeze: FreezeRules,
        relations: tuple[Relation, ...],
        budget: Budget,
    ) -> Kinds:
        def kind(total: _Sum) -> tuple[bool, ...]:
            truth = self._levels.of_customer(total.active, total.frozen, freeze) | total.by_plan
            passed = (bool(truth & test) for test in tests)
            return (bool(total.active), bool(total.frozen), *passed)

        single: dict[tuple[bool, ...], tuple[Held, _Sum]] = {}
        for held in self._contracts(relations):
            total = self._sum(held)
            single.setdefault(kind(total), (held, total))
        found: dict[tuple[bool, ...], tuple[Contracts, _Sum]] = {kind(_Sum()): ((), _Sum())}
        newest: list[tuple[Contracts, _Sum]] = [((), _Sum())]
        while newest:
            grown = []
            for contracts, total in in_steps(newest):
                for held, more in single.values():
                    both = total.with_(more)
                    added = kind(both)
                    if added not in found:
                        budget.spend()
                        found[added] = ((*contracts, held), both)
                        grown.append(found[added])
            newest = grown
        return Kinds(
            tuple(contracts for contracts, _ in found.values()),
            tuple(held for held, _ in single.values()),
        )

    def _contracts(self, relations: tuple[Relation, ...]) -> list[Held]:
        """Return every contract that there can be, those first that are told in fewest words."""
        plans = (ANY_PLAN, *sorted(self._levels.plans()))
        return [
            Held(relation, plan, frozen)
            for frozen in (False, True)
            for plan in (plans if not frozen else (ANY_PLAN,))  # no test looks at a frozen plan
            for relation in relations
        ]

    def _sum(self, held: Held) -> _Sum:
        relation = int(held.relation)
        if held.frozen:
            return _Sum(frozen=relation)
        return _Sum(active=relation, by_plan=self._levels.of_plans.get((held.plan, relation), 0))
