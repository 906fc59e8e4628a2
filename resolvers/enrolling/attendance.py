"""Marking who came to an event: for staff of the place where it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import MARK_ATTENDANCE
from resolvers.audit import audit_row
from resolvers.enrolling.enrolment_rows import update_enrolment
from resolvers.enrolling.event_rows import read_event
from resolvers.enrolling.finding import Held, hold_visible_enrolment
from resolvers.refusals import error, refused

GIVEN_UP = error("INVALID_VALUE", "This place was given up.", "enrolmentId")
NOT_YET = error("INVALID_VALUE", "This event is on a later day.", "enrolmentId")


async def mark_attendance(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Mark that somebody came, from the event's day on, or that they did not.

    The moment of the first mark stays: marking twice is marking once.
    """
    given = arguments["input"]
    held = await hold_visible_enrolment(work, given, own_action=None, staffs_action=MARK_ATTENDANCE)
    if not isinstance(held, Held):
        return refused([held])
    row, network = held.row, work.tree.root(work.portal)
    if row.left_at is not None:
        return refused([GIVEN_UP])
    event = await read_event(work.connection, network, row.event_id)
    place = work.tree[event.location]
    if place.day(event.starts_at) > place.day(work.now):
        return refused([NOT_YET])
    if given["attended"] != (row.attended is not None):
        marked = replace(row, attended=work.now if given["attended"] else None)
        await update_enrolment(work.connection, network, held.id, marked)
        await audit_row(work, MARK_ATTENDANCE, "Enrolment", held.id, row, marked)
    return Outcome(values={"errors": []}, records={"enrolment": held.id})


MARK_WHO_CAME = Mutation(mark_attendance, records={"enrolment": "Enrolment"})
