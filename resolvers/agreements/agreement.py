"""A contract as its changes see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from resolvers.commerce.cycles import Cycle


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan lets its customers change by themselves.

    `notice_days`     from the day of asking to the first day that is not covered any more
    `may_end`         whether they may end the contract
    `may_change`      whether they may change to another plan
    `freeze_cycles`   cycles that a freeze may last; None: as many as they like, 0: none
    `freezes_a_year`  freezes that may begin in a calendar year; None: as many as they like
    """

    notice_days: int = 0
    may_end: bool = False
    may_change: bool = False
    freeze_cycles: int | None = 0
    freezes_a_year: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract: its dates are its location's, `end` and the freezes' ends are not covered."""

    id: int
    location: str
    customer: int
    plan: int
    currency: str
    state: str
    start: dt.date
    end: dt.date | None
    minimum_term: dt.date | None
    renewal: dt.date | None
    next_plan: int | None
    cycle: Cycle
    pausable: bool
    terms: Terms
    freezes: tuple[tuple[dt.date, dt.date], ...]

    @property
    def runs(self) -> bool:
        """Whether it is active or frozen."""
        return self.state in ("active", "frozen")
