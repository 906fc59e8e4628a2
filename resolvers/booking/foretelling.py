"""What booking a resource would come to for somebody, told without booking it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning.lookups import is_closed, read_visible
from planning.mutations import Work
from resolvers.booking.book import closed_door
from resolvers.booking.nine_rules import ask_rules
from resolvers.booking.reading import read_situation
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Refusal, Verdict
from resolvers.booking.wish import Wish
from resolvers.resources import RESOURCE


@dataclass(frozen=True, slots=True)
class Foretold:
    """What `bookResource` would answer.

    `verdict` has the nine steps; None where it does not come to them, because the viewer sees no
    such resource: then `refusal` says why they see none at all, if that is about them.
    `situation` is what the steps were asked about.
    """

    refusal: Refusal | None
    verdict: Verdict | None = None
    situation: Situation | None = None


async def foretell(work: Work, resource: str, wish: Wish) -> Foretold:
    """Go the way of a booking up to where it would be written; *resource* is a global id."""
    if work.viewer.customer is None or is_closed(work, RESOURCE):
        return Foretold(await closed_door(work, wish.action))
    seen = await read_visible(work, RESOURCE, resource, ["location_id"])
    situation = None
    if seen is not None:
        situation = await read_situation(work, seen[0], replace(wish, place=seen[1]))
    if situation is None:
        return Foretold(None)
    verdict = ask_rules(situation)
    return Foretold(verdict.refusal, verdict, situation)
