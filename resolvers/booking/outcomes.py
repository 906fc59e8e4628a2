"""How the three mutations answer."""

from __future__ import annotations

from typing import Any

from access.decision import Decision
from access.mask import Code as Denied
from planning.mutations import Outcome
from resolvers.booking.verdict import Code, Refusal, Step, Verdict, refuse
from resolvers.refusals import error

UNKNOWN_RESOURCE = error("NOT_FOUND", "There is no such resource here.", "resourceId")
UNKNOWN_BOOKING = error("NOT_FOUND", "There is no such booking here.", "bookingId")
NOT_YOURS = error("NOT_ALLOWED", "This booking is not yours to change.", "bookingId")

_STEPS: dict[Denied, tuple[Step, Code]] = {
    Denied.FEATURE_OFF: (Step.PORTAL_ACCESS, Code.BOOKINGS_DISABLED),
    Denied.LOGIN_REQUIRED: (Step.PORTAL_ACCESS, Code.LOGIN_REQUIRED),
    Denied.NOT_ALLOWED: (Step.PORTAL_ACCESS, Code.BOOKINGS_DISABLED),
    Denied.MEMBERS_ONLY: (Step.MEMBERSHIP, Code.MEMBERS_ONLY),
    Denied.CONTACTS_ONLY: (Step.MEMBERSHIP, Code.CONTACTS_ONLY),
    Denied.CUSTOMER_SUSPENDED: (Step.SUSPENSION, Code.CUSTOMER_SUSPENDED),
    Denied.CONTRACT_FROZEN: (Step.FREEZE, Code.CONTRACT_FROZEN),
}


def made(booking: int, verdict: Verdict | None = None, **plain: Any) -> Outcome:
    """Answer with the booking as it is now, and *plain* fields of the payload."""
    values: dict[str, Any] = {"errors": [], **plain}
    if verdict is not None:
        values |= {
            "trace": verdict.to_json(),
            "benefitsApplied": verdict.benefits_applied,
            "coveredMinutes": verdict.covered,
            "discountPercent": verdict.discount,
        }
    return Outcome(values=values, records={"booking": booking})


def wrong(*errors: dict[str, Any]) -> Outcome:
    """Answer that the input names something that there is not, or cannot be."""
    return Outcome(values={"errors": list(errors)}, records={"booking": None})


def refused_by(refusal: Refusal, verdict: Verdict | None = None) -> Outcome:
    """Answer that a rule says no."""
    values = {
        "refusal": refusal.to_json(),
        "trace": None if verdict is None else verdict.to_json(),
        "errors": [error("BOOKING_REFUSED", refusal.message)],
    }
    return Outcome(values=values, records={"booking": None})


def refusal_of(decision: Decision) -> Refusal:
    """Return the step at which an action is refused that is not asked of the nine rules."""
    step, code = _STEPS[decision.code or Denied.NOT_ALLOWED]
    return refuse(step, code, decision.else_say)
