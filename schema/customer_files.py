"""Whom to call in an emergency, and what to know about somebody's health."""

import datetime as dt
import enum

import strawberry

from schema.fields import field
from schema.node import Node
from schema.references import ACustomer


@strawberry.type(description="Somebody to call when something happens to a customer.")
class EmergencyContact(Node):
    name: str | None = field("The name of the person to call.")
    relation: str | None = field("What they are to the customer: mother, neighbour, doctor.")
    phone: str | None = field("The telephone number.")
    email: str | None = field("The e-mail address.")
    primary: bool | None = field("Whether they are to be called first.")
    customer: ACustomer | None = field("Whom it is about.")


@strawberry.enum(description="What an entry about health speaks of.")
class HealthEntryKind(enum.Enum):
    ALLERGY = strawberry.enum_value("allergy", description="What to keep away from the person.")
    CONDITION = strawberry.enum_value("condition", description="What the person lives with.")
    MEDICATION = strawberry.enum_value("medication", description="What the person takes.")
    SUPPORT = strawberry.enum_value("support", description="What helps the person.")


@strawberry.type(description="Something to know about a customer's health.")
class HealthEntry(Node):
    kind: HealthEntryKind | None = field("What it speaks of.")
    text: str | None = field("What to know.")
    recorded_at: dt.datetime | None = field("When it was written down.")
    customer: ACustomer | None = field("Whom it is about.")
