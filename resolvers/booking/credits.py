"""Credits: the minutes and passes that a customer's contracts have left, and how they are spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from access.tree import Tree
from access.viewer import Viewer
from resolvers.booking.bought import Card
from resolvers.clock import moment_at
from resolvers.commerce.cycles import Cycle
from store.moments import date, kept_day

TIME, PASS, MONEY, DISCOUNT = "time-credit", "pass", "money-credit", "discount"


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
class Credit:
    """What is left of one benefit of one contract, in the cycle that a booking begins in."""

    contract: int
    benefit: int
    kind: str
    category: int | None
    cycle_date: dt.date
    left: int
    renews_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """So many minutes, or passes, of a credit."""

    credit: Credit
    amount: int


@dataclass(frozen=True, slots=True)
class Spending:
    """What a booking takes: `uses`, or a unit of a `card`, which pay for so many of its minutes."""

    uses: tuple[Use, ...] = ()
    covered: int = 0
    card: int | None = None


def spend(
    found: Sequence[Credit], category: int, minutes: int, cards: Sequence[Card] = ()
) -> Spending:
    """Choose what pays for *minutes* of a type of resource: time first, else a pass, else a part.

    What lapses first is taken first, and what is for this type before what is for all; a pass pays
    for a booking however long it is. A unit of a card, which was bought, is a pass; of both at once
    the plan's is taken.
    """
    fitting = [each for each in found if each.category in (None, category) and each.left > 0]
    fitting.sort(key=lambda each: (each.renews_at is None, each.renews_at, each.category is None))
    uses, open_minutes = [], minutes
    for credit in fitting:
        if credit.kind == TIME and open_minutes > 0:
            taken = min(credit.left, open_minutes)
            uses.append(Use(credit, taken))
            open_minutes -= taken
    if open_minutes > 0:
        included = next((each for each in fitting if each.kind == PASS), None)
        card = next(iter(cards), None)
        if card is not None and (included is None or _lapses_before(card, included)):
            return Spending((), minutes, card.id)
        if included is not None:
            return Spending((Use(included, 1),), minutes)
    return Spending(tuple(uses), minutes - open_minutes)


def _lapses_before(card: Card, included: Credit) -> bool:
    if card.lapses_at is None:
        return False
    return included.renews_at is None or card.lapses_at < included.renews_at


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


# ---------------------------------------------------------------- from rows

TERM = ("id", "plan_id", "location_id", "start_date", "quantity")
CHANGING_TERM = (*TERM, "next_plan_id", "renewal_date")
PLAN_CYCLE = ("id", "invoice_every_months", "invoice_every_weeks")
BENEFIT = (
    "id", "plan_id", "kind", "amount", "resource_type_id", "from_date", "until_date", "pays_cycles"
)  # fmt: skip

Rows = Iterable[Sequence[Any]]


def terms_at(contracts: Rows, tree: Tree, moment: dt.datetime) -> list[Sequence[Any]]:
    """Return rows with the columns `TERM`, made of rows with the columns `CHANGING_TERM`.

    From its renewal on a contract is on its next plan, if another one was chosen.
    """

    def is_renewed(place: str, renewal: Any) -> bool:
        day = date(renewal)
        return day is not None and place in tree and tree[place].day(moment) >= day

    return [
        (id_, (chosen if is_renewed(place, renewal) else None) or plan, place, first, quantity)
        for id_, plan, place, first, quantity, chosen, renewal in contracts
    ]


def included_from(contracts: Rows, plans: Rows, benefits: Rows, uses: Rows) -> Included:
    """Make it of rows with the columns `TERM`, `PLAN_CYCLE` and `BENEFIT`, and of `use_rows`."""
    cycles = {row[0]: Cycle(row[1], row[2]) for row in plans}
    used = {(contract, benefit, kept_day(day)): amount for contract, benefit, day, amount in uses}
    return Included(
        [
            Term(id_, plan, place, kept_day(first), quantity, cycles[plan])
            for id_, plan, place, first, quantity in contracts
        ],
        [
            Benefit(id_, plan, kind, amount, kind_of, kept_day(since), date(until), bool(cycles))
            for id_, plan, kind, amount, kind_of, since, until, cycles in sorted(
                benefits, key=lambda row: row[0]
            )
        ],
        used,
    )
