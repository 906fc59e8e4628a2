"""The nine rules in their order; the first that refuses is the answer."""

from __future__ import annotations

from collections.abc import Callable

from resolvers.booking.availability import availability
from resolvers.booking.configuration import configuration
from resolvers.booking.constraints import constraints
from resolvers.booking.entitlements import entitlements
from resolvers.booking.freeze import freeze
from resolvers.booking.membership import membership
from resolvers.booking.portal_access import portal_access
from resolvers.booking.situation import Situation
from resolvers.booking.suspension import suspension
from resolvers.booking.timing import timing
from resolvers.booking.verdict import Refusal, Step, Verdict

Rule = Callable[[Situation], Refusal | None]

RULES: dict[Step, Rule] = {
    Step.PORTAL_ACCESS: portal_access,
    Step.MEMBERSHIP: membership,
    Step.SUSPENSION: suspension,
    Step.FREEZE: freeze,
    Step.ENTITLEMENTS: entitlements,
    Step.CONFIGURATION: configuration,
    Step.AVAILABILITY: availability,
    Step.CONSTRAINTS: constraints,
    Step.TIMING: timing,
}
DOOR = (Step.PORTAL_ACCESS, Step.MEMBERSHIP, Step.SUSPENSION, Step.FREEZE)
"""The steps that are about people alone, and can be asked before there is a resource."""


def ask_rules(situation: Situation) -> Verdict:
    """Ask all nine rules."""
    return Verdict(
        trace=tuple((step, rule(situation)) for step, rule in RULES.items()),
        tentative=situation.resource.requires_confirmation,
        benefits_applied=bool(situation.usable),
        covered=situation.spending.covered,
        discount=situation.discount,
    )


def door(situation: Situation) -> Refusal | None:
    """Ask the rules about people alone."""
    return next((found for step in DOOR if (found := RULES[step](situation)) is not None), None)
