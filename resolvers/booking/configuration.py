"""Step 6: what the resource itself is set to."""

from __future__ import annotations

from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse

STEP = Step.CONFIGURATION


def configuration(situation: Situation) -> Refusal | None:
    """Refuse what is out of use, what is for others' homes, and more people than fit in.

    A hidden resource is found by staff only: nobody else comes this far with it.
    """
    resource, attendees = situation.resource, situation.attendees
    if resource.archived or not resource.visible:
        return refuse(STEP, Code.RESOURCE_HIDDEN)
    if resource.home_only and situation.customer.home != resource.location:
        return refuse(STEP, Code.HOME_LOCATION_ONLY)
    if resource.capacity is not None and (attendees or 1) > resource.capacity:
        return refuse(STEP, Code.TOO_MANY_VISITORS)
    return None
