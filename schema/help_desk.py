"""The help desk: tickets, and what is written in them."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, IdFilter, InstantFilter, TextFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, AHelpTicket, ALocation


@strawberry.enum(description="Where a ticket stands.")
class HelpTicketStatus(enum.Enum):
    OPEN = strawberry.enum_value("open", description="It waits for staff.")
    ANSWERED = strawberry.enum_value("answered", description="Staff answered.")
    CLOSED = strawberry.enum_value("closed", description="It is done with.")


@strawberry.enum(description="Who wrote a message.")
class HelpMessageAuthor(enum.Enum):
    CUSTOMER = strawberry.enum_value("customer", description="The customer.")
    STAFF = strawberry.enum_value("staff", description="Staff.")


@strawberry.input(description="Conditions on where a ticket stands.")
class HelpTicketStatusFilter:
    eq: HelpTicketStatus | None = condition("Is this.")
    in_: list[HelpTicketStatus] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="One message in a ticket.")
class HelpMessage(Node):
    body: str | None = field("What it says.")
    author: HelpMessageAuthor | None = field("Who wrote it.")
    internal: bool | None = field("Whether it is a note among staff.")
    sent_at: dt.datetime | None = field("When it was written.")
    ticket: AHelpTicket | None = field("The ticket that it is in.")


@strawberry.type(description="Something that a customer asks of staff (section help-desk).")
class HelpTicket(Node):
    subject: str | None = field("What it is about.")
    department: str | None = field("Whom it is for.")
    priority: int | None = field("How urgent staff think it is; more is more.")
    status: HelpTicketStatus | None = field("Where it stands.")
    opened_at: dt.datetime | None = field("When it was opened.")
    closed_at: dt.datetime | None = field("When it was closed; null while it is not.")
    customer: ACustomer | None = field("Who asks.")
    location: ALocation | None = field("The location that is asked.")
    messages: list[HelpMessage] | None = field("What was written, the earliest first.")


@strawberry.input(description="Conditions that narrow a list of tickets.")
class HelpTicketFilter:
    subject: TextFilter | None = condition("By subject.")
    status: HelpTicketStatusFilter | None = condition("By where they stand.")
    location: IdFilter | None = condition("By location.")
    opened_at: InstantFilter | None = condition("By the moment of opening.")
    customer: IdFilter | None = condition("By customer.")


@strawberry.enum(description="What tickets can be ordered by.")
class HelpTicketOrderField(enum.Enum):
    OPENED_AT = strawberry.enum_value("openedAt", description="The moment of opening.")


@strawberry.input(description="The order of a list of tickets.")
class HelpTicketOrder:
    field: HelpTicketOrderField = sort_key()
    direction: OrderDirection = ascending()
