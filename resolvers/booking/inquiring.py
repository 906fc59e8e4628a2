"""A booking that staff ask about in the graph: what would come of it, as far as they may know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from access.policy_set import PolicySet
from planning.entities import Entity, TreeEntity
from planning.ids import global_id
from planning.lookups import find_visible, reads_field
from planning.mutations import Work
from resolvers.booking.asked import AskedBooking, ask_booking, wish_of
from resolvers.booking.would_change import WouldChange
from resolvers.persons import NobodyFound, Person
from resolvers.plans import PLAN
from resolvers.resources import RESOURCE
from store.sql import instant_text

TELLS_AS_MUCH = "access"
"""The field that says to visitors what would come of a booking of their own."""


async def inquire_booking(
    work: Work,
    given: Mapping[str, Any],
    entities: Mapping[str, Entity | TreeEntity],
    policies: PolicySet,
    person: Person,
) -> dict[str, Any]:
    """Go the way of the booking that was *given* as an input; nothing is written.

    A resource of which the asker may not read `access` is as if it were not there, and plans that
    they do not see are not named.

    Raises:
        NobodyFound: there is no such resource, as far as the asker knows.
        NotAWish: no booking could have these values.
    """
    resource = given["resourceId"]
    wish = wish_of(given["startsAt"], given.get("endsAt"), given.get("attendees"), work.now)
    if not await reads_field(work, RESOURCE, resource, TELLS_AS_MUCH, entities):
        raise NobodyFound(f"there is no resource `{resource}`")

    async def may_name(plan: int) -> bool:
        return await find_visible(work, PLAN, global_id(PLAN.name, plan), entities) is not None

    asked = await ask_booking(
        work.connection, entities, policies, person, work.portal, resource, wish, work.now, may_name
    )
    return _told(asked)


def _told(asked: AskedBooking) -> dict[str, Any]:
    verdict = asked.foretold.verdict
    return {
        "startsAt": instant_text(asked.wish.start),
        "endsAt": instant_text(asked.wish.end),
        **asked.to_json(),
        "trace": verdict.to_json() if verdict is not None else None,
        "wouldLetItThrough": _advice(asked.change),
    }


def _advice(change: WouldChange | None) -> dict[str, Any] | None:
    if change is None:
        return None
    start = None if change.start is None else instant_text(change.start)
    return {**change.to_json(), "startsAt": start}
