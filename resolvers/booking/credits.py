"""Credits: what is left of minutes, passes and money, and what of it pays for a booking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from resolvers.booking.bought import Card

TIME, PASS, MONEY, DISCOUNT = "time-credit", "pass", "money-credit", "discount"
"""The kinds of benefits; of a discount nothing is used up."""


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
