"""Suspensions, and how staff make and lift them."""

import datetime as dt
import enum

import strawberry

from schema.customers import Customer
from schema.fields import condition, field
from schema.node import Node
from schema.references import ACustomer
from schema.user_errors import UserError


@strawberry.enum(description="What a suspension was occasioned by.")
class SuspensionOccasion(enum.Enum):
    MANUAL = strawberry.enum_value("manual", description="Somebody of the staff.")
    SIGN_UP = strawberry.enum_value("sign-up", description="Signing up.")
    PLAN = strawberry.enum_value("plan", description="Choosing a plan.")
    CRM_STAGE = strawberry.enum_value("crm-stage", description="A stage of the sales board.")
    OVERDUE = strawberry.enum_value("overdue", description="An invoice that was not paid.")


@strawberry.type(description="A time in which a customer reads as before and hardly acts.")
class Suspension(Node):
    since: dt.datetime | None = field("When it began.")
    until: dt.datetime | None = field("When it was lifted; null while it holds.")
    occasion: SuspensionOccasion | None = field("What it was occasioned by.")
    message: str | None = field("What the customer is to read about it.")
    reason: str | None = field("Why, as staff noted it; never shown to the customer.")
    by_whom: str | None = field("Who suspended; never shown to the customer.")
    customer: ACustomer | None = field("Who was suspended.")


@strawberry.input(description="Whom to suspend, and why.")
class SuspendCustomerInput:
    customer_id: strawberry.ID = field("The customer.")
    reason: str = field("Why, for staff, 500 characters at the most.")
    message: str | None = condition("What the customer is to read, 500 characters at the most.")


@strawberry.input(description="Whom to let act again, and why.")
class UnsuspendCustomerInput:
    customer_id: strawberry.ID = field("The customer.")
    reason: str = field("Why, for staff, 500 characters at the most.")


@strawberry.type(description="What came of suspending.")
class SuspendCustomerPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nobody was suspended; empty on success.")


@strawberry.type(description="What came of lifting a suspension.")
class UnsuspendCustomerPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was lifted; empty on success.")
