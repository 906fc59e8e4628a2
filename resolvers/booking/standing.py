"""What the policies say of a person: as they are, and if only one obstacle were away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from access.decision import Decision
from access.mask import Code
from access.policy_set import PolicySet
from access.viewer import Viewer
from resolvers.booking.resource import Resource

SECTION = "bookings"


@dataclass(frozen=True, slots=True)
class Answers:
    """Why each is refused, None where it is allowed.

    `portal`, `section`  entering the portal, and the booking pages
    `action`             booking at all; `else_say` are the operator's words for it
    `audience`, `plans`  the resource's own audience, and its plans
    """

    portal: Code | None = None
    section: Code | None = None
    action: Code | None = None
    audience: Code | None = None
    plans: Code | None = None
    else_say: str | None = None

    def says(self, *codes: Code) -> bool:
        """Whether entering, booking, or the resource's audience is refused for one of *codes*."""
        return any(each in codes for each in (self.section, self.action, self.audience))

    def words(self, *codes: Code) -> str | None:
        """Return the operator's words, if it is the action that is refused for one of *codes*."""
        return self.else_say if self.action in codes else None


@dataclass(frozen=True, slots=True)
class Standing:
    """A person before a resource, at a moment.

    `lifted`      what would be said if they were not suspended
    `thawed`      what would be said if none of their contracts were frozen
    `suspended`   whether they are suspended
    `all_frozen`  whether they have contracts, and all are frozen
    """

    lifted: Answers = Answers()
    thawed: Answers = Answers()
    suspended: bool = False
    all_frozen: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks the policies in force at a portal about one action."""

    policies: PolicySet
    portal: str
    now: dt.datetime
    action: str

    def standing(
        self, viewer: Viewer, resource: Resource | None, *, entering: bool = True
    ) -> Standing:
        """Ask about *viewer*: about entering, the action, and *resource* where there is one."""
        as_they_are = self._answers(viewer, resource, entering=entering)
        lifted = thawed = as_they_are
        if viewer.suspended:
            lifted = self._answers(replace(viewer, suspended=False), resource, entering=entering)
        if any(held.frozen for held in viewer.contracts):
            running = tuple(replace(held, frozen=False) for held in viewer.contracts)
            thawed = self._answers(replace(viewer, contracts=running), resource, entering=entering)
        frozen = viewer.all_frozen
        return Standing(lifted, thawed, viewer.suspended, frozen)

    def standings(
        self, booker: Viewer, customer: Viewer, later: Viewer, resource: Resource
    ) -> tuple[Standing, ...]:
        """Ask about who books, about whom it is for, and about them as they are when it begins.

        Where they are then as they are now nothing else would be said of them.
        """
        if customer is booker:
            first = [self.standing(booker, resource)]
        else:
            first = [
                self.standing(booker, None),
                self.standing(customer, resource, entering=False),
            ]
        if later == customer:
            return tuple(first)
        return (*first, self.standing(later, resource, entering=False))

    def admits(
        self, level: str | None, plans: Collection[int], viewer: Viewer, kind: str = "Resource"
    ) -> bool:
        """Whether a record for *level* and *plans* is for *viewer*."""
        admitted: Decision = self.policies.record(
            kind, level, plans, viewer, self.portal, self.now
        )
        return bool(admitted)

    def _answers(self, viewer: Viewer, resource: Resource | None, *, entering: bool) -> Answers:
        policies, at = self.policies, (viewer, self.portal, self.now)
        action = policies.decide(self.action, *at)
        answers = Answers(action=action.code, else_say=action.else_say)
        if entering:
            portal, section = policies.section("portal", *at), policies.section(SECTION, *at)
            answers = replace(answers, portal=portal.code, section=section.code)
        if resource is not None:
            audience = policies.record("Resource", resource.audience, (), *at)
            plans = policies.record("Resource", None, resource.plans, *at)
            answers = replace(answers, audience=audience.code, plans=plans.code)
        return answers
