"""Sets of contracts that rules tell apart: one of each kind, found by adding a contract at a time.

Two sets are of one kind if they pass the same tests, and both have, or both lack, an active
contract and a frozen one. Whatever contract is then added, both go on to one kind again: a test of
members asks for some contract, so each contract adds what it passes alone; and contacts are those
without a contract that counts. Hence no kind is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

from access.level_table import LevelTable
from access.standing import FreezeRules
from documents.steps import in_steps

Held = TypeVar("Held")
Sum = TypeVar("Sum")
Kind = TypeVar("Kind", bound=Hashable)


class ContractSum(NamedTuple):
    """What a set of contracts comes to: relations of active and of frozen ones, tests by plan."""

    active: int = 0
    frozen: int = 0
    by_plan: int = 0

    @classmethod
    def of(cls, levels: LevelTable, relation: int, plan: str, *, frozen: bool) -> ContractSum:
        """Return what one contract comes to; no test looks at the plan of a frozen one."""
        if frozen:
            return cls(frozen=relation)
        return cls(active=relation, by_plan=levels.of_plans.get((plan, relation), 0))

    def truth(self, levels: LevelTable, freeze: FreezeRules) -> int:
        """Return the level tests that a customer with these contracts passes."""
        return levels.of_customer(self.active, self.frozen, freeze) | self.by_plan

    def with_(self, other: ContractSum) -> ContractSum:
        """Return what both sets together come to."""
        return ContractSum(
            self.active | other.active, self.frozen | other.frozen, self.by_plan | other.by_plan
        )


def smallest_sets(
    single: Sequence[tuple[Held, Sum]],
    nothing: Sum,
    *,
    together: Callable[[Sum, Sum], Sum],
    kind: Callable[[Sum], Kind],
    spend: Callable[[], None] = lambda: None,
) -> list[tuple[Held, ...]]:
    """Return the smallest set of each kind that sums of *single* contracts come to.

    *nothing* is the sum of the empty set, which comes first. *spend* is called for each further
    set, and may raise what ends the search.
    """
    found: dict[Kind, tuple[Held, ...]] = {kind(nothing): ()}
    newest: list[tuple[tuple[Held, ...], Sum]] = [((), nothing)]
    while newest:
        grown = []
        for contracts, total in in_steps(newest):
            for held, more in single:
                both = together(total, more)
                if (added := kind(both)) not in found:
                    spend()
                    found[added] = (*contracts, held)
                    grown.append((found[added], both))
        newest = grown
    return list(found.values())
