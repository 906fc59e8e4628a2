"""Whether the viewer could book a resource, asked before they do, of the same nine rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from access.switches import BLOCKS_ALL
from planning.fields import Computed, Context
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.assembling import Occasion, assemble
from resolvers.booking.booking_rows import LONGEST
from resolvers.booking.nine_rules import ask_rules
from resolvers.booking.places import moments_around
from resolvers.booking.situation_rows import COLLECTIONS, Rows, SituationRows
from resolvers.booking.standing import Asking
from resolvers.booking.wish import YEARS


def wrong_time(given: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a time that is asked about, in words for the client's developer."""
    start, end = given["start"], given["end"]
    if end <= start:
        return "The end comes after the beginning."
    if start.year not in YEARS or end.year not in YEARS:
        return "This is too far away."
    if end - start > LONGEST:
        return "A booking lasts a year at the most."
    attendees = given.get("attendees")
    return "At least one person comes." if attendees is not None and attendees < 1 else None


def access(context: Context, *rows: Rows, **given: Any) -> dict[str, Any] | None:
    """Ask the nine rules for the viewer; null where the resource is at no known place."""
    occasion = Occasion(
        context.viewer,
        context.viewer,
        given["start"],
        given["end"],
        attendees=given.get("attendees"),
        blocks_all=bool(context.mask.shape.switches[BLOCKS_ALL]),
    )
    asking = Asking(context.policies, context.portal, context.now, CREATE_BOOKING)
    situation = assemble(SituationRows(*rows), asking, context.tree, occasion)
    if situation is None:
        return None
    verdict = ask_rules(situation)
    refusal = verdict.refusal
    return {
        "allowed": refusal is None,
        "refusal": None if refusal is None else refusal.to_json(),
        "trace": verdict.to_json(),
        "tentative": verdict.tentative,
        "benefitsApplied": verdict.benefits_applied,
        "coveredMinutes": verdict.covered,
        "discountPercent": verdict.discount,
    }


ACCESS = Computed(
    (), access, COLLECTIONS, check=wrong_time, parameters=moments_around
)
