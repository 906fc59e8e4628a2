"""Tickets of the help desk, and what is written in them: the customer's own, and staff's."""

from __future__ import annotations

from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Place, Switches, ToMany, ToOne
from resolvers.words import choice
from store.help_desk import TICKET_AUTHORS, TICKET_STATES, help_messages, help_tickets


def is_for_the_customer(message: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the message is no note among staff."""
    return message.c.internal.is_(False)


HELP_TICKET = Entity(
    name="HelpTicket",
    table=help_tickets,
    owner="customer_id",
    fields={
        "subject": Column("subject", folded="subject_folded"),
        "department": Column("department"),
        "priority": Column("priority"),
        "status": choice("status", TICKET_STATES),
        "openedAt": Column("opened_at"),
        "closedAt": Column("closed_at"),
        "customer": ToOne("Customer", "customer_id"),
        "location": Place(),
        "messages": ToMany("HelpMessage", "ticket_id", order=("sent_at",)),
    },
    sort=("openedAt",),
    descending=True,
    filters=("subject", "status", "location", "openedAt", "customer"),
)

HELP_MESSAGE = Entity(
    name="HelpMessage",
    table=help_messages,
    owner="customer_id",
    published=is_for_the_customer,
    presented=is_for_the_customer,
    fields={
        "body": Column("body"),
        "author": choice("author", TICKET_AUTHORS),
        "internal": Column("internal"),
        "sentAt": Column("sent_at"),
        "ticket": ToOne("HelpTicket", "ticket_id"),
    },
)
