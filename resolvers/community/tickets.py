"""The help desk: opening a ticket, writing in it, closing it."""

from __future__ import annotations

from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import ANSWER_TICKET, OPEN_TICKET, REPLY_TO_TICKET
from resolvers.audit import audit
from resolvers.community.once import once
from resolvers.community.rows import set_status, ticket_facts
from resolvers.community.texts import MOST_BODY, MOST_TITLE, problems_in, why_not_write
from resolvers.help_desk import HELP_TICKET
from resolvers.refusals import error, not_allowed, refused
from resolvers.rows import insert
from store.audit_trail import Change
from store.help_desk import help_messages, help_tickets

UNKNOWN_TICKET = error("NOT_FOUND", "There is no such ticket here.", "ticketId")
CLOSED = error("INVALID_VALUE", "This ticket is closed. Please open a new one.", "ticketId")
STAFF_ALONE = error("NOT_ALLOWED", "Notes among staff are staff's.", "internal")


async def open_ticket(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Open a ticket at the portal being visited."""
    given = arguments["input"]
    door = work.policies.section("help-desk", work.viewer, work.portal, work.now)
    if not door:
        return refused([not_allowed(door)])
    if problem := why_not_write(work, OPEN_TICKET):
        return refused([problem])
    lengths = {"subject": MOST_TITLE, "body": MOST_BODY}
    if given.get("department") is not None:
        lengths["department"] = MOST_TITLE
    if problems := list(problems_in(given, lengths)):
        return refused(problems)

    async def write(customer: int) -> int:
        network = work.tree.root(work.portal)
        columns = {
            "customer_id": customer,
            "location_id": work.portal,
            "subject": given["subject"].strip(),
            "department": given.get("department"),
            "priority": 0,
            "status": "open",
        }
        ticket = await insert(
            work.connection, help_tickets, network, opened_at=work.now, **columns
        )
        await _say(work, ticket, customer, work.portal, "customer", given["body"])
        change = Change(OPEN_TICKET, work.portal, "HelpTicket", ticket, None, columns)
        await audit(work, change)
        return ticket

    return await once(work, OPEN_TICKET, given, "ticket", write)


async def reply_to_ticket(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Write in a ticket: its customer, or staff of the place where it was opened.

    A customer's message opens it again for staff, staff's answers it; `close` closes it.
    """
    given = arguments["input"]
    ticket = await find_visible(work, HELP_TICKET, given["ticketId"])
    if ticket is None:
        return refused([UNKNOWN_TICKET])
    network = work.tree.root(work.portal)
    owner, location, status = await ticket_facts(work.connection, network, ticket)
    is_owner = work.viewer.customer == owner
    action, place = (REPLY_TO_TICKET, work.portal) if is_owner else (ANSWER_TICKET, location)
    decision = work.policies.decide(action, work.viewer, place, work.now)
    if not decision:
        return refused([not_allowed(decision)])
    internal = bool(given.get("internal"))
    if is_owner and internal:
        return refused([STAFF_ALONE])
    if status == "closed":
        return refused([CLOSED])
    if problems := list(problems_in(given, {"body": MOST_BODY})):
        return refused(problems)

    author = "customer" if is_owner else "staff"
    await _say(work, ticket, owner, location, author, given["body"], internal=internal)
    answered = "open" if is_owner else status if internal else "answered"
    following = "closed" if given.get("close") else answered
    closed_at = work.now if following == "closed" else None
    await set_status(work.connection, network, ticket, following, closed_at)
    change = Change(
        action, location, "HelpTicket", ticket, {"status": status}, {"status": following}
    )
    await audit(work, change)
    return Outcome(values={"errors": []}, records={"ticket": ticket})


async def _say(
    work: Work,
    ticket: int,
    customer: int,
    location: str,
    author: str,
    body: str,
    *,
    internal: bool = False,
) -> None:
    await insert(
        work.connection,
        help_messages,
        work.tree.root(work.portal),
        ticket_id=ticket,
        customer_id=customer,
        location_id=location,
        author=author,
        body=body,
        internal=internal,
        sent_at=work.now,
    )


OPEN_A_TICKET = Mutation(open_ticket, records={"ticket": "HelpTicket"})
REPLY_TO_A_TICKET = Mutation(reply_to_ticket, records={"ticket": "HelpTicket"})
