"""Giving a place up: in time, what it took comes back, and is not owed any more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import ENROL_CUSTOMER, LEAVE_EVENT
from resolvers.audit import audit_row
from resolvers.commerce.charge_rows import void_charge
from resolvers.enrolling.enrolment_rows import update_enrolment
from resolvers.enrolling.event_rows import EventRow, read_event
from resolvers.enrolling.finding import Held, hold_visible_enrolment
from resolvers.enrolling.passes import read_activity_terms
from resolvers.refusals import error, refused

STARTED = error("EVENT_STARTED", "This event has begun.", "enrolmentId")


async def leave_event(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Give up a place at an event that has not begun; giving it up twice is giving it up once.

    A unit that was used comes back, and a charge that is not billed is taken back, unless it is too
    late by the activity's terms.
    """
    held = await hold_visible_enrolment(
        work, arguments["input"], own_action=LEAVE_EVENT, staffs_action=ENROL_CUSTOMER
    )
    if not isinstance(held, Held):
        return refused([held])
    network = work.tree.root(work.portal)
    event = await read_event(work.connection, network, held.row.event_id)
    if held.row.left_at is not None:
        terms = await read_activity_terms(work.connection, network, event.activity)
        late = terms.is_late(event.starts_at, held.row.left_at)
    elif event.starts_at <= work.now:
        return refused([STARTED])
    else:
        late = await give_place_up(work, held, event)
    return Outcome(values={"errors": [], "late": late}, records={"enrolment": held.id})


async def give_place_up(work: Work, held: Held, event: EventRow) -> bool:
    """Let a place at an event that has not begun be free again; return whether that comes late.

    Whoever calls has taken turns for its customer.
    """
    network = work.tree.root(work.portal)
    terms = await read_activity_terms(work.connection, network, event.activity)
    late = terms.is_late(event.starts_at, work.now)
    used = held.row.customer_product_id if late else None
    left = replace(held.row, left_at=work.now, customer_product_id=used)
    await update_enrolment(work.connection, network, held.id, left)
    if left.charge_id is not None and not late:
        await void_charge(work.connection, network, left.charge_id, work.now)
    await audit_row(work, held.action, "Enrolment", held.id, held.row, left)
    return late


LEAVE_AN_EVENT = Mutation(leave_event, records={"enrolment": "Enrolment"})
