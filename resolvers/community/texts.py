"""What people may write, and who may write at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planning.mutations import Work
from resolvers.plain_text import has_control, written_length
from resolvers.refusals import error, not_allowed

MOST_TITLE = 200
MOST_BODY = 10_000
CAN_JOIN_IN = "can-use-community"

NOT_A_CUSTOMER = error("LOGIN_REQUIRED", "Please sign in as a customer.")
MAY_NOT_JOIN = error("NOT_ALLOWED", "Your profile has no right to join in.")


def problems_in(given: Mapping[str, Any], lengths: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Yield an error for each text that is empty, too long, or holds control characters."""
    for field, most in lengths.items():
        text = given.get(field)
        if text is None or not 1 <= written_length(text) <= most:
            yield error("INVALID_VALUE", f"A text has from 1 to {most} characters.", field)
        elif has_control(text):
            yield error("INVALID_VALUE", "A text has no control characters.", field)


def why_not_write(work: Work, action: str) -> dict[str, Any] | None:
    """Say why the viewer may not do *action* here as a customer; None where they may."""
    decision = work.decide(action)
    if not decision:
        return not_allowed(decision)
    return NOT_A_CUSTOMER if work.viewer.customer is None else None


def why_not_join(work: Work, action: str) -> dict[str, Any] | None:
    """Say why the viewer may not join in: the action, and the right of the profile."""
    problem = why_not_write(work, action)
    if problem is None and CAN_JOIN_IN not in work.viewer.rights:
        return MAY_NOT_JOIN
    return problem
