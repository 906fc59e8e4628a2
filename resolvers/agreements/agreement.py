"""A contract as its changes see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from resolvers.commerce.cycles import Cycle


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan lets its customers change by themselves.

    `notice_days`     from the day of asking to the first day that is not covered any more
    `may_end`         whether they may end the contract
    `may_change`      whether they may change to another plan
    `freeze_cycles`   cycles that a freeze may last; None: as many as they like, 0: none
    `freezes_a_year`  freezes that may begin in a calendar year; None: as many as they like
    `attended`        whether staff see to it, also where customers leave a contract alone: while
                      it is frozen, waits, or ends already
    `at_once`         whether it may end today
    """

    notice_days: int = 0
    may_end: bool = False
    may_change: bool = False
    freeze_cycles: int | None = 0
    freezes_a_year: int | None = None
    attended: bool = False
    at_once: bool = False


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

    def as_attended(self) -> Agreement:
        """Return it as staff change it: within the plan's limits, whatever it leaves to them."""
        cycles = None if self.terms.freeze_cycles == 0 else self.terms.freeze_cycles
        terms = replace(
            self.terms, may_end=True, may_change=True, freeze_cycles=cycles, attended=True
        )
        return replace(self, terms=terms)

    def unbound(self) -> Agreement:
        """Return it without notice, minimum term and limits: what is left is calendar and state."""
        free = Terms(
            may_end=True, may_change=True, freeze_cycles=None, attended=True, at_once=True
        )
        return replace(self, minimum_term=None, pausable=True, terms=free)
