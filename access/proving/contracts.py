"""Sets of contracts that level tests tell apart."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from access.contract_kinds import ContractSum, smallest_sets
from access.level_table import LevelTable
from access.levels import Relation
from access.proving.budget import Budget
from access.proving.states import ANY_PLAN, Held
from access.standing import FreezeRules

Contracts: TypeAlias = tuple[Held, ...]


class Kinds(NamedTuple):
    """Sets of contracts, one of each kind, the smallest first; and single contracts likewise."""

    sets: tuple[Contracts, ...]
    single: Contracts


class ContractSets:
    """Finds, for level tests, the smallest set of contracts of every kind that they tell apart.

    What a kind is stands in `access.contract_kinds`; what was found is kept for the next promise.
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
        def kind(total: ContractSum) -> tuple[bool, ...]:
            truth = total.truth(self._levels, freeze)
            passed = (bool(truth & test) for test in tests)
            return (bool(total.active), bool(total.frozen), *passed)

        single: dict[tuple[bool, ...], tuple[Held, ContractSum]] = {}
        for held in self._contracts(relations):
            total = ContractSum.of(
                self._levels, int(held.relation), held.plan, frozen=held.frozen
            )
            single.setdefault(kind(total), (held, total))
        sets = smallest_sets(
            list(single.values()), ContractSum(),
            together=ContractSum.with_, kind=kind, spend=budget.spend,
        )  # fmt: skip
        return Kinds(tuple(sets), tuple(held for held, _ in single.values()))

    def _contracts(self, relations: tuple[Relation, ...]) -> list[Held]:
        """Return every contract that there can be, those first that are told in fewest words."""
        plans = (ANY_PLAN, *sorted(self._levels.plans()))
        return [
            Held(relation, plan, frozen)
            for frozen in (False, True)
            for plan in (plans if not frozen else (ANY_PLAN,))  # no test looks at a frozen plan
            for relation in relations
        ]
