"""Registering customers, and what staff decide about them: rights, access, archiving."""

import datetime as dt
import enum

import strawberry

from schema.customers import Customer, CustomerKind
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.input(description="Whom to register, and where.")
class RegisterCustomerInput:
    name: str = field("The full name, 1 to 200 characters; of a company: of its contact person.")
    email: str = field("The e-mail address; of a company: that of its contact person.")
    location_id: strawberry.ID | None = condition("Their home; without it, the portal's location.")
    kind: CustomerKind | None = condition("What the customer is; without it, an individual.")
    company_name: str | None = condition("The company that the customer is, or works for.")
    phone: str | None = condition("The telephone number.")
    date_of_birth: dt.date | None = condition("The date of birth.")
    position: str | None = condition("What the customer does at the company.")
    preferred_language: str | None = condition("One of the languages of the customer's home.")
    billing_name: str | None = condition("The name on invoices.")
    tax_id: str | None = condition("The tax number on invoices.")
    notes: str | None = condition("What staff should know, 4000 characters at the most.")
    another_profile: bool | None = condition(
        "Whether to register one more customer where one with this address is known."
    )


@strawberry.enum(description="What a customer may do besides reading.")
class CustomerRight(enum.Enum):
    CAN_BOOK = strawberry.enum_value("can-book", description="Book resources.")
    CAN_BOOK_FOR_TEAM = strawberry.enum_value(
        "can-book-for-team", description="Book resources for a team."
    )
    CAN_PURCHASE = strawberry.enum_value("can-purchase", description="Buy products.")
    CAN_USE_COMMUNITY = strawberry.enum_value(
        "can-use-community", description="Write on the boards."
    )


@strawberry.input(description="Which rights a customer has from now on.")
class SetCustomerRightsInput:
    customer_id: strawberry.ID = field("The customer.")
    rights: list[CustomerRight] = field("All rights that they have; those left out end.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Whom to let into the portals.")
class GivePortalAccessInput:
    customer_id: strawberry.ID = field("The customer.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Whom to let into the portals no longer.")
class WithdrawPortalAccessInput:
    customer_id: strawberry.ID = field("The customer.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Whom to keep for the record only.")
class ArchiveCustomerInput:
    customer_id: strawberry.ID = field("The customer.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Whom to have back.")
class RestoreCustomerInput:
    customer_id: strawberry.ID = field("The customer.")
    why: str = field("The reason, for colleagues: 1 to 200 characters.")


@strawberry.type(description="What came of registering a customer.")
class RegisterCustomerPayload:
    customer: Customer | None = field("The new customer.")
    errors: list[UserError] = field("Why nobody was registered; empty on success.")


@strawberry.type(description="What came of setting rights.")
class SetCustomerRightsPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of giving access.")
class GivePortalAccessPayload:
    customer: Customer | None = field("The customer as they are now.")
    password: str | None = field(
        "The password of a new login, told this once. Somebody who signs in with this address "
        "already goes on with theirs; null where the customer had a login before."
    )
    errors: list[UserError] = field("Why nothing was given; empty on success.")


@strawberry.type(description="What came of withdrawing access.")
class WithdrawPortalAccessPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was withdrawn; empty on success.")


@strawberry.type(description="What came of archiving.")
class ArchiveCustomerPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nobody was archived; empty on success.")


@strawberry.type(description="What came of restoring.")
class RestoreCustomerPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nobody was restored; empty on success.")
