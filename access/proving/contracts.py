"""Sets of contracts that level tests tell apart."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from access.level_table import LevelTable
from access.levels import Relation
from access.proving.budget import Budget
from access.proving.states import ANY_PLAN, Held
from access.standing import FreezeRules

Contracts: TypeAlias = tuple[Held, ...]


class _Sum(NamedTuple):
    """What a set of contracts comes to; the sum of two sets is the sum of both."""

    active: int = 0
    frozen: int = 0
    by_plan: int = 0

    def __add__(self, other: object) -> _Sum:
        assert isinstance(other, _Sum)
        return _Sum(
            self.active | other.active, self.frozen | other.frozen, self.by_plan | other.by_plan
        )


class ContractSets:
    """Finds, for level tests, the smallest set of contracts of every kind that they tell apart.

    Two sets are of one kind if they pass the same of the tests and have as well an active, as a
    frozen contract. Whatever contract is then added, both go on to one kind again: a test of
    members asks for some contract, so each contract adds what it passes alone; and contacts are
    those without a contract that counts. Hence kinds are found by adding one contract at a time.
    """

    def __init__(self, levels: LevelTable) -> None:
        self._levels = levels
        self._known: dict[object, tuple[Contracts, ...]] = {}

    def told_apart(
        self,
        tests: tuple[int, ...],
        freeze: FreezeRules,
        relations: tuple[Relation, ...],
        budget: Budget,
    ) -> tuple[Contracts, ...]:
        """Return a set of each kind, the smallest first; of each of *tests* one bit is enough."""
        key = (frozenset(tests), freeze, relations)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = tuple(self._find(tests, freeze, relations, budget))
        return known

    def _find(
        self,
        tests: tuple[int, ...],
        freeze: FreezeRules,
        relations: tuple[Relation, ...],
        budget: Budget,
    ) -> list[Contracts]:
        def kind(total: _Sum) -> tuple[bool, ...]:
            truth = self._levels.of_customer(total.active, total.frozen, freeze) | total.by_plan
            passed = (bool(truth & test) for test in tests)
            return (bool(total.active), bool(total.frozen), *passed)

        single: dict[tuple[bool, ...], tuple[Held, _Sum]] = {}
        for held in self._contracts(relations):
            total = self._sum(held)
            single.setdefault(kind(total), (held, total))
        found = {kind(_Sum()): ((), _Sum())}
        newest: list[tuple[Contracts, _Sum]] = [((), _Sum())]
        while newest:
            grown = []
            for contracts, total in newest:
                for held, more in single.values():
                    added = kind(total + more)
                    if added not in found:
                        budget.spend()
                        found[added] = ((*contracts, held), total + more)
                        grown.append(found[added])
            newest = grown
        return [contracts for contracts, _ in found.values()]

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
