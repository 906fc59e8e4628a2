"""The enrolment that somebody means: found, locked, and theirs to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning.lookups import find_visible
from planning.mutations import Work
from resolvers.enrolling.enrolment_rows import EnrolmentRow, read_enrolment
from resolvers.enrolments import ENROLMENT
from resolvers.locks import hold_customer, hold_event
from resolvers.refusals import error, not_allowed

UNKNOWN_ENROLMENT = error("NOT_FOUND", "There is no such enrolment here.", "enrolmentId")


@dataclass(frozen=True, slots=True)
class Held:
    """An enrolment as it stands while nobody else can change it, and what the viewer does to it."""

    id: int
    row: EnrolmentRow
    action: str


async def hold_visible_enrolment(
    work: Work, given: dict[str, Any], *, own_action: str | None, staffs_action: str
) -> Held | dict[str, Any]:
    """Find the enrolment that `enrolmentId` names and take turns for it; or say what is wrong.

    One that the viewer does not see and one that there is not are the same. The customer does
    *own_action* at the portal, if there is one; staff act where the event is.
    """
    enrolment = await find_visible(work, ENROLMENT, given["enrolmentId"])
    if enrolment is None:
        return UNKNOWN_ENROLMENT
    network = work.tree.root(work.portal)
    row = await read_enrolment(work.connection, network, enrolment)
    is_own = own_action is not None and work.viewer.customer == row.customer_id
    action = own_action if is_own and own_action is not None else staffs_action
    place = work.portal if is_own else row.location_id
    decision = work.policies.decide(action, work.viewer, place, work.now)
    if not decision:
        return not_allowed(decision)
    await hold_event(work.connection, network, row.event_id)
    await hold_customer(work.connection, network, row.customer_id)
    return Held(enrolment, await read_enrolment(work.connection, network, enrolment), action)
