"""Taking a place at an event: online by the customer, or by staff for one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning.lookups import find_visible, is_closed
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import ENROL, ENROL_CUSTOMER
from resolvers.audit import audit_row
from resolvers.commerce.billing import bill_at_once
from resolvers.commerce.buyers import as_of_now, find_buyer
from resolvers.commerce.charge_rows import Charge, charge
from resolvers.commerce.money_credit import take_money
from resolvers.commerce.office import office_of
from resolvers.enrolling.enrolment_rows import EnrolmentRow, insert_enrolment
from resolvers.enrolling.event_rows import TicketRow, read_event, read_taken, read_tickets
from resolvers.enrolling.passes import choose_pass, read_activity_terms, read_passes
from resolvers.enrolling.rules import Place, choose_ticket, why_not
from resolvers.events import EVENT
from resolvers.keys import came_to, keep_key, key_of
from resolvers.locks import hold_customer, hold_event
from resolvers.refusals import error, not_allowed, refused

UNKNOWN_EVENT = error("NOT_FOUND", "There is no such event here.", "eventId")


async def enrol(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Look the event up, take turns, ask the rules, and write the place and what is owed for it."""
    given = arguments["input"]
    if is_closed(work, EVENT):
        return refused(
            [not_allowed(work.policies.section("events", work.viewer, work.portal, work.now))]
        )
    found = await find_visible(work, EVENT, given["eventId"])
    if found is None:
        return refused([UNKNOWN_EVENT])
    network = work.tree.root(work.portal)
    location = (await read_event(work.connection, network, found)).location
    customer = await find_buyer(
        work, given, location, own_action=ENROL, staffs_action=ENROL_CUSTOMER
    )
    if not isinstance(customer, int):
        return refused([customer])

    await hold_event(work.connection, network, found)
    await hold_customer(work.connection, network, customer)
    key = key_of(customer, ENROL, given)
    before = await came_to(work, key)
    if before is not None:
        return _enrolled(before) if isinstance(before, int) else refused([before])
    ticket = choose_ticket(
        await read_tickets(work.connection, network, found), given.get("ticketId")
    )
    if isinstance(ticket, dict):
        return refused([ticket])
    place = await _place(work, found, ticket, customer, given.get("customerProductId"))
    if isinstance(place, dict):
        return refused([place])
    if problem := why_not(work, await as_of_now(work, customer), place):
        return refused([problem])
    enrolment = await _write(work, place, customer)
    await keep_key(work, key, enrolment)
    return _enrolled(enrolment)


async def _place(
    work: Work, found: int, ticket: TicketRow | None, customer: int, asked: object
) -> Place | dict[str, Any]:
    """Return the place that is asked for, and what is used for it; or what is wrong.

    Where nothing is to be paid nothing is used, unless the customer wants it so.
    """
    network = work.tree.root(work.portal)
    event = await read_event(work.connection, network, found)
    terms = await read_activity_terms(work.connection, network, event.activity)
    taken = await read_taken(work.connection, network, found)
    place = Place(event, ticket, taken, requires_product=terms.requires_product)
    if asked is None and not terms.requires_product and place.price_minor <= 0:
        return place
    passes = await read_passes(
        work.connection, network, customer, event.activity, event.location, event.starts_at
    )
    uses = choose_pass(passes, asked)
    return uses if isinstance(uses, dict) else replace(place, uses=uses)


async def _write(work: Work, place: Place, customer: int) -> int:
    network = work.tree.root(work.portal)
    online = work.viewer.customer == customer
    row = EnrolmentRow(
        event_id=place.event.id,
        location_id=place.event.location,
        customer_id=customer,
        ticket_id=None if place.ticket is None else place.ticket.id,
        registered_at=work.now,
        channel="online" if online else "by-staff",
        charge_id=await _charge(work, place, customer),
        customer_product_id=place.uses,
    )
    enrolment = await insert_enrolment(work.connection, network, row)
    action = ENROL if online else ENROL_CUSTOMER
    await audit_row(work, action, "Enrolment", enrolment, None, row)
    await bill_at_once(work, row.location_id, customer)
    return enrolment


async def _charge(work: Work, place: Place, customer: int) -> int | None:
    """Let the customer owe for a ticket that costs something; return the charge's id."""
    event, ticket = place.event, place.ticket
    if ticket is None or place.price_minor <= 0:
        return None
    due = Charge(
        customer=customer,
        location=event.location,
        kind="other",
        description=f"{event.title}, {ticket.name}",
        unit_minor=place.price_minor,
        currency=ticket.currency,
        day=work.tree[event.location].day(work.now),
    )
    charged = await charge(work.connection, work.tree.root(work.portal), due, work.now)
    await take_money(office_of(work, due.location), charged, due)
    return charged


def _enrolled(enrolment: int) -> Outcome:
    return Outcome(values={"errors": []}, records={"enrolment": enrolment})


ENROL_IN_AN_EVENT = Mutation(enrol, records={"enrolment": "Enrolment"})
