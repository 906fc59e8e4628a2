"""What contracts include: the benefits of their plans, cycle by cycle, and what of them is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from access.tree import Tree
from access.viewer import Viewer
from resolvers.booking.credits import DISCOUNT, MONEY, PASS, TIME, Credit
from resolvers.clock import moment_at
from resolvers.commerce.cycles import Cycle


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a plan includes; its `amount` is minutes, passes or money a cycle, or percent.

    `category` is the type of resource that it is for, None for all; `pays_cycles` whether money
    pays for cycles of plans, too.
    """

    id: int
    plan: int
    kind: str
    amount: int
    category: int | None
    from_date: dt.date
    until_date: dt.date | None
    pays_cycles: bool = False

    def holds_on(self, day: dt.date) -> bool:
        """Whether a cycle that begins on *day* has it."""
        return self.from_date <= day and (self.until_date is None or day < self.until_date)


@dataclass(frozen=True, slots=True)
class Term:
    """A contract as its cycles count: from its first day, so many months or weeks each."""

    contract: int
    plan: int
    place: str
    first: dt.date
    quantity: int
    cycle: Cycle

    def cycle_on(self, day: dt.date) -> tuple[dt.date, dt.date | None] | None:
        """Return the first day of the cycle around *day*, and of the next one if one follows."""
        begins = self.cycle.latest(self.first, day)
        if begins is None:
            return None
        return begins, self.cycle.after(self.first, day) if self.cycle.recurs else None


Used = Mapping[tuple[int, int, dt.date], int]
"""How much bookings took, by contract, benefit and the first day of the cycle."""


@dataclass(frozen=True, slots=True)
class Included:
    """What contracts include, and what bookings have used of it."""

    terms: Sequence[Term] = ()
    benefits: Sequence[Benefit] = ()
    used: Used = field(default_factory=dict)

    def with_shared(self, shared: Included) -> Included:
        """Return these and those that a team shares; what stands in both counts once."""
        if not shared.terms:
            return self
        known = {term.contract for term in self.terms}
        held = {benefit.id for benefit in self.benefits}
        return Included(
            [*self.terms, *(term for term in shared.terms if term.contract not in known)],
            [*self.benefits, *(each for each in shared.benefits if each.id not in held)],
            {**self.used, **shared.used},
        )

    def on(
        self, tree: Tree, moment: dt.datetime
    ) -> Iterator[tuple[Term, Benefit, dt.date, dt.date | None]]:
        """Yield each contract's benefits in its cycle around *moment*, and that cycle's ends."""
        for term in self.terms:
            if term.place not in tree:
                continue
            cycle = term.cycle_on(tree[term.place].day(moment))
            if cycle is not None:
                for benefit in self.benefits:
                    if benefit.plan == term.plan and benefit.holds_on(cycle[0]):
                        yield term, benefit, *cycle

    def left(self, term: Term, benefit: Benefit, begins: dt.date) -> int:
        """Return what is left of a benefit in the cycle that begins on that day."""
        used = self.used.get((term.contract, benefit.id, begins), 0)
        return max(benefit.amount * term.quantity - used, 0)

    def credits(self, tree: Tree, moment: dt.datetime) -> tuple[Credit, ...]:
        """Return the minutes and passes that the contracts have left in their cycles."""
        return tuple(self._left_of((TIME, PASS), tree, moment))

    def money(
        self, tree: Tree, moment: dt.datetime, *, for_cycles: bool = False
    ) -> tuple[Credit, ...]:
        """Return the money that the contracts have left; with *for_cycles* what pays for those."""
        pays = {each.id for each in self.benefits if each.pays_cycles or not for_cycles}
        found = self._left_of((MONEY,), tree, moment)
        return tuple(each for each in found if each.benefit in pays)

    def _left_of(
        self, kinds: Collection[str], tree: Tree, moment: dt.datetime
    ) -> Iterator[Credit]:
        return (
            Credit(
                term.contract,
                benefit.id,
                benefit.kind,
                benefit.category,
                begins,
                self.left(term, benefit, begins),
                None if renews is None else moment_at(renews, 0, tree[term.place].timezone),
            )
            for term, benefit, begins, renews in self.on(tree, moment)
            if benefit.kind in kinds
        )

    def discount(
        self, tree: Tree, moment: dt.datetime, category: int, contracts: Collection[int]
    ) -> int:
        """Return the best discount of *contracts* on a type of resource, in percent, or 0."""
        return max(
            (
                benefit.amount
                for term, benefit, _, _ in self.on(tree, moment)
                if benefit.kind == DISCOUNT
                and benefit.category in (None, category)
                and term.contract in contracts
            ),
            default=0,
        )


def usable_throughout(customer: Viewer, later: Viewer) -> frozenset[int]:
    """Return the contracts whose benefits count: usable now and when a booking begins.

    The suspended keep their benefits and cannot use them.
    """
    if customer.suspended:
        return frozenset()
    now = {held.id for held in customer.contracts if not held.frozen}
    return frozenset(held.id for held in later.contracts if not held.frozen and held.id in now)
