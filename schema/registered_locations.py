"""Where customers are registered besides their home, and how that begins and ends."""

import datetime as dt

import strawberry

from schema.customers import Customer
from schema.fields import condition, field
from schema.node import Node
from schema.references import ACustomer, ALocation
from schema.user_errors import UserError


@strawberry.type(description="A location at which a customer is registered besides their home.")
class RegisteredLocation(Node):
    location: ALocation | None = field("The location.")
    since: dt.datetime | None = field("Since when.")
    customer: ACustomer | None = field("Who is registered there.")


@strawberry.input(description="Whom to register at a further location.")
class RegisterCustomerAtInput:
    customer_id: strawberry.ID = field("The customer.")
    location_id: strawberry.ID | None = condition("Where; without it, at the portal's location.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Who is registered at a further location no longer.")
class UnregisterCustomerAtInput:
    customer_id: strawberry.ID = field("The customer.")
    location_id: strawberry.ID | None = condition("Where; without it, at the portal's location.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.type(description="What came of registering oneself at the location that is visited.")
class RegisterHerePayload:
    customer: Customer | None = field("The viewer, as they are registered now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of registering a customer at a further location.")
class RegisterCustomerAtPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of ending that.")
class UnregisterCustomerAtPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")
