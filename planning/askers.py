"""Who asks, and what the gateway lends to mutations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from access.decision import Decision
from access.mask import Mask
from access.policy_set import PolicySet
from access.tree import Tree
from access.viewer import Viewer
from planning.costs import Budget
from planning.mutations import Work
from planning.rehearsals import Rehearsal
from store.databases import Connection


class Asker(NamedTuple):
    """Who asks, where and when, and under which policies: one set for the whole request.

    In a *rehearsal* `viewer` is whoever is rehearsed, `now` the moment that is, and `policies` are
    those of that moment. `told` are the answers to what the operation asks about the rules.
    Without a *budget* an answer may cost whatever it costs.
    """

    policies: PolicySet
    viewer: Viewer
    portal: str
    now: dt.datetime
    rehearsal: Rehearsal | None = None
    told: Mapping[str, Any] = MappingProxyType({})
    budget: Budget | None = None

    def spend(self, cost: int) -> None:
        """Pay for an answer; a rehearsal is paid by whoever rehearses."""
        if self.budget is not None:
            payer = self.viewer if self.rehearsal is None else self.rehearsal.previewer
            self.budget.spend(cost, payer)

    @property
    def cost(self) -> Mapping[str, int] | None:
        """What the answer says of its cost; None where nobody asked."""
        return None if self.budget is None else self.budget.told

    def mask(self) -> Mask:
        """Return what the asker may see here."""
        mask = self.policies.mask(self.viewer, self.portal, self.now)
        if self.rehearsal is None:
            return mask
        previewer, now, today = self.rehearsal.previewer, self.rehearsal.now, self.rehearsal.today
        if today is None:
            return self.policies.rehearsed(mask, previewer, now)
        bound = today.mask(self.viewer, self.portal, self.now)
        return today.rehearsed(mask, previewer, now, today=bound)

    def bindings(self, mask: Mask) -> Mapping[str, Any]:
        """Return the values that plans made for *mask* take of the asker."""
        mine = self.policies.bindings(mask, self.viewer)
        if self.rehearsal is None:
            return mine
        return {**mine, **self._today.previewer_bindings(mask, self.rehearsal.previewer)}

    @property
    def tree(self) -> Tree:
        """The locations, and what is written of them: always those of today."""
        return self._today.tree

    @property
    def _today(self) -> PolicySet:
        if self.rehearsal is None or self.rehearsal.today is None:
            return self.policies
        return self.rehearsal.today

    @property
    def holder(self) -> tuple[object, ...]:
        """Whose the cursors of an answer are."""
        mine = (self.viewer.network, self.portal, self.viewer.customer, self.viewer.login)
        return mine if self.rehearsal is None else (*mine, *self.rehearsal.holder)

    def decide(self, action: str) -> Decision:
        """Return whether the asker may do *action* here, and why."""
        return self.policies.decide(action, self.viewer, self.portal, self.now)

    def admits(self, type_name: str, level: str | None, plans: Collection[int]) -> Decision:
        """Return whether a record's own level and plans admit the asker, and why."""
        return self.policies.record(
            type_name, level, plans, self.viewer, self.portal, self.now
        )

    def work(self, connection: Connection | None, services: Any, known: Any = None) -> Work:
        """Return what a mutation has at hand."""
        return Work(
            connection, self.now, self.portal, self.tree, self.viewer, self.policies, self.decide,
            services, known,
        )


class Desk(Protocol):
    """What the gateway lends to mutations."""

    @property
    def services(self) -> Any:
        """Passwords and tokens."""

    async def asker(self, connection: Connection, session: int | None) -> Asker:
        """Read the facts again: of *session*, or of the asker's own where it is None."""

    def after(self, session: int | None) -> Desk:
        """Return what further work gets, once some began *session*; None where it began none."""
