"""Tickets: the ways to take part in an event."""

import strawberry

from schema.fields import field
from schema.levels import AccessLevel
from schema.money import Money
from schema.node import Node
from schema.references import ALocation, AnEvent


@strawberry.type(description="A kind of ticket for an event.")
class EventTicket(Node):
    name: str | None = field("The ticket's name.")
    price: Money | None = field("What one ticket costs.")
    audience: AccessLevel | None = field("Who may take it; others see it all the same.")
    allocation: int | None = field("How many there are; null for no limit.")
    max_per_attendee: int | None = field("How many one person may take; null for no limit.")
    display_order: int | None = field("Its place in the list of tickets.")
    event: AnEvent | None = field("The event that it is for.")
    location: ALocation | None = field("The location that sells it.")
