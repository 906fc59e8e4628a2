"""Giving a place up: what is not billed yet is not owed any more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import ENROL_CUSTOMER, LEAVE_EVENT
from resolvers.audit import audit
from resolvers.commerce.charge_rows import void_charge
from resolvers.enrolling.enrolment_rows import change_of, update_enrolment
from resolvers.enrolling.event_rows import read_event
from resolvers.enrolling.finding import Held, hold_visible_enrolment
from resolvers.refusals import error, refused

STARTED = error("EVENT_STARTED", "This event has begun.", "enrolmentId")


async def leave_event(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Give up a place at an event that has not begun; giving it up twice is giving it up once."""
    held = await hold_visible_enrolment(
        work, arguments["input"], own_action=LEAVE_EVENT, staffs_action=ENROL_CUSTOMER
    )
    if not isinstance(held, Held):
        return refused([held])
    network = work.tree.root(work.portal)
    if held.row.left_at is None:
        event = await read_event(work.connection, network, held.row.event_id)
        if event.starts_at <= work.now:
            return refused([STARTED])
        left = replace(held.row, left_at=work.now)
        await update_enrolment(work.connection, network, held.id, left)
        if left.charge_id is not None:
            await void_charge(work.connection, network, left.charge_id, work.now)
        await audit(work, change_of(held.action, held.id, held.row, left))
    return Outcome(values={"errors": []}, records={"enrolment": held.id})


LEAVE_AN_EVENT = Mutation(leave_event, records={"enrolment": "Enrolment"})
