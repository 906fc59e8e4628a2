"""Whether somebody may take a place at an event, and if not, why: one rule after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from access.mask import Code
from access.viewer import Viewer
from planning.ids import record_key
from planning.mutations import Work
from resolvers.actions import ENROL
from resolvers.commerce.purchase_rules import CAN_PURCHASE
from resolvers.enrolling.event_rows import EventRow, Taken, TicketRow
from resolvers.refusals import error, not_allowed

Problem = dict[str, Any]

STARTED = error("EVENT_STARTED", "This event has begun.", "eventId")
FULL = error("SOLD_OUT", "There are no places left.", "eventId")
TICKET_FULL = error("SOLD_OUT", "There are no such tickets left.", "ticketId")
TICKET_REQUIRED = error("TICKET_REQUIRED", "Choose one of the event's tickets.", "ticketId")
UNKNOWN_TICKET = error("NOT_FOUND", "The event has no such ticket.", "ticketId")
ALREADY = error("ALREADY_ENROLLED", "There is a place for you already.", "eventId")
NO_RIGHT = error("NO_PURCHASE_PERMISSION", "Your profile has no right to buy.", "ticketId")
NO_PRODUCT = error("PRODUCT_REQUIRED", "You need a product that covers this.", "eventId")
FROZEN = error("CONTRACT_FROZEN", "Your plan is frozen.", "eventId")
NO_PLAN = error("INVALID_TARIFF", "None of your plans includes this event.", "eventId")


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody asks for: a place at an event, with a ticket if the event has some.

    `uses` is what the customer bought before and uses for it; `requires_product` says that it
    takes such a thing, or a ticket that costs something.
    """

    event: EventRow
    ticket: TicketRow | None
    taken: Sequence[Taken]
    uses: int | None = None
    requires_product: bool = False

    @property
    def price_minor(self) -> int:
        """What is owed for it: the ticket's price, unless something is used for it."""
        return 0 if self.ticket is None or self.uses is not None else self.ticket.price_minor


def choose_ticket(tickets: Sequence[TicketRow], asked: object) -> TicketRow | Problem | None:
    """Return the ticket that a global id names, or what is wrong; None for an event without.

    Whoever names no ticket means the only one there is.
    """
    if asked is None:
        return TICKET_REQUIRED if len(tickets) > 1 else next(iter(tickets), None)
    key = record_key(asked, "EventTicket")
    return next((each for each in tickets if each.id == key), UNKNOWN_TICKET)


def why_not(work: Work, customer: Viewer, place: Place) -> Problem | None:
    """Return the first rule that says no; None where *customer* may have the place.

    The order: enrolling at all, the time, whom the event and the ticket are for, what it takes,
    the right to buy where it costs, one place a person, and whether there is one left.
    """
    return (
        _not_at_all(work, customer, place)
        or _not_for_them(work, customer, place)
        or _takes_more(customer, place)
        or _has_enough(customer, place)
        or _is_full(place)
    )


def _not_at_all(work: Work, customer: Viewer, place: Place) -> Problem | None:
    decision = work.policies.decide(ENROL, customer, work.portal, work.now)
    if not decision:
        return not_allowed(decision)
    return STARTED if place.event.starts_at <= work.now else None


def _not_for_them(work: Work, customer: Viewer, place: Place) -> Problem | None:
    event, ticket = place.event, place.ticket
    people = _record(work, "Event", event.audience, (), customer)
    if not people:
        return _said(people, "This event is not for you.", "eventId")
    holders = _record(work, "Event", None, event.plans, customer)
    if not holders:
        return FROZEN if holders.code is Code.CONTRACT_FROZEN else NO_PLAN
    if ticket is None:
        return None
    buyers = _record(work, "EventTicket", ticket.audience, (), customer)
    return None if buyers else _said(buyers, "This ticket is not for you.", "ticketId")


def _takes_more(customer: Viewer, place: Place) -> Problem | None:
    """A place is paid for by what it uses or by its ticket; buying that takes the right."""
    if place.price_minor > 0:
        return None if CAN_PURCHASE in customer.rights else NO_RIGHT
    return NO_PRODUCT if place.requires_product and place.uses is None else None


def _has_enough(customer: Viewer, place: Place) -> Problem | None:
    """Without a ticket everybody has one place; a ticket says itself how many."""
    own = [each for each in place.taken if each.customer == customer.customer]
    if place.ticket is None:
        return ALREADY if own else None
    most = place.ticket.max_per_attendee
    held = sum(each.ticket == place.ticket.id for each in own)
    return ALREADY if most is not None and held >= most else None


def _is_full(place: Place) -> Problem | None:
    event, ticket = place.event, place.ticket
    if event.capacity is not None and len(place.taken) >= event.capacity:
        return FULL
    if ticket is None or ticket.allocation is None:
        return None
    sold = sum(each.ticket == ticket.id for each in place.taken)
    return TICKET_FULL if sold >= ticket.allocation else None


def _record(work: Work, kind: str, level: str | None, plans: Any, customer: Viewer) -> Any:
    return work.policies.record(kind, level, plans, customer, work.portal, work.now)


def _said(decision: Any, message: str, field: str) -> Problem:
    return error(not_allowed(decision)["code"], message, field)
