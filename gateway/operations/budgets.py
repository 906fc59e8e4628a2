"""Budgets: what an operation may cost, and what one asker may spend in a minute, by kind of asker.

A budget fills again all the time, a minute's worth in a minute; whoever has spent it waits. Each
process counts for itself, in memory: asking the database would cost more than most answers.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from access.viewer import Viewer
from gateway.bounds import Budget
from gateway.bounds import Budgets as BudgetSettings
from gateway.credentials.attempts import neighbourhood
from gateway.operations.admission import Admission
from gateway.refusals import Refused

MOST_REMEMBERED = 50_000
"""Of so many askers it is known what they have left; who spent longest ago is forgotten."""

Monotonic = Callable[[], float]


class Budgets:
    """Knows what every asker has left in this process."""

    def __init__(self, settings: BudgetSettings, clock: Monotonic) -> None:
        """Count by *clock*, in seconds; only how far it goes matters."""
        self._settings = settings
        self._clock = clock
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()  # how much, when

    def of_operation(self, admission: Admission) -> OperationBudget:
        """Return what the operation that was let in may be paid from."""
        return OperationBudget(self, admission)

    def account(self, admission: Admission, viewer: Viewer) -> tuple[Hashable, Budget]:
        """Say who pays: the server through whose key it came, a person, or an address."""
        if admission.key is not None:
            return ("key", admission.key), self._settings.api_key
        if viewer.login is None and viewer.customer is None:
            return ("address", neighbourhood(admission.client)), self._settings.anonymous
        who = ("person", viewer.network, viewer.login, viewer.customer)
        return who, self._settings.staff if viewer.is_staff else self._settings.signed_in

    def pay(self, who: Hashable, budget: Budget, cost: int) -> int:
        """Take *cost* from what they have left, and return the rest.

        Raises:
            Refused: 429, where they have less; it takes nothing then.
        """
        now, a_second = self._clock(), budget.minute / 60
        left, since = self._left.pop(who, (budget.minute, now))
        left = min(budget.minute, left + (now - since) * a_second)
        rest = left - cost
        self._left[who] = (left if rest < 0 else rest, now)
        if len(self._left) > MOST_REMEMBERED:
            self._left.popitem(last=False)
        if rest < 0:
            raise Refused(
                429,
                "BUDGET_SPENT",
                "Too much was asked for in the last minute. Try again in a moment.",
                headers={"retry-after": str(max(1, math.ceil(-rest / a_second)))},
                details={"cost": cost, "left": int(left)},
            )
        return int(rest)


@dataclass(slots=True)
class OperationBudget:
    """What one operation is paid from, see `planning.costs.Budget`."""

    budgets: Budgets
    admission: Admission
    spent: int = 0
    paid: int = 0
    most: int | None = None
    left: int | None = None

    @property
    def told(self) -> Mapping[str, int] | None:
        """What it came to, of how much for one operation, and what is left of the minute."""
        if not self.admission.tells_cost:
            return None
        bounds = {"most": self.most, "left": self.left}
        known = {name: number for name, number in bounds.items() if number is not None}
        return {"requested": self.spent, **known}

    def begin_again(self) -> None:
        """Take what was spent for what the same operation costs when it is asked once more."""
        self.spent = 0

    def spend(self, cost: int, viewer: Viewer) -> None:
        """Pay so much more in *viewer*'s name.

        Raises:
            Refused: 400, where it is too much for one operation; 429, where too little is left.
        """
        who, budget = self.budgets.account(self.admission, viewer)
        self.spent += cost
        self.most = budget.most
        if self.most is not None and self.spent > self.most:
            raise Refused(
                400,
                "COST_EXCEEDED",
                "The operation asks for too much at once: smaller pages, or fewer lists in lists.",
                details={"cost": self.spent, "most": self.most},
                of_the_operation=True,
            )
        if budget.minute:
            self.left = self.budgets.pay(who, budget, max(0, self.spent - self.paid))
            self.paid = max(self.spent, self.paid)
