"""What staff of a studio do for customers: files, groups, teachers and their sign-in."""

import datetime as dt
import enum

import strawberry

from schema.customers import Customer, CustomerKind
from schema.fields import condition, field
from schema.teachers import Teacher
from schema.user_errors import UserError


@strawberry.input(description="What to change of a customer; what is left out stays.")
class EditCustomerInput:
    customer_id: strawberry.ID = field("The customer.")
    kind: CustomerKind | None = condition("What the customer is: a person or a company.")
    name: str | None = condition("The full name, 1 to 200 characters.")
    email: str | None = condition("The e-mail address; signing in goes on with the old one.")
    phone: str | None = condition("The telephone number.")
    date_of_birth: dt.date | None = condition("The date of birth.")
    company_name: str | None = condition("The company that the customer works for, or is.")
    position: str | None = condition("What the customer does there.")
    preferred_language: str | None = condition("One of the languages of the customer's home.")
    billing_name: str | None = condition("The name on invoices.")
    tax_id: str | None = condition("The tax number on invoices.")
    notes: str | None = condition("What staff should know, 4000 characters at the most.")


@strawberry.enum(description="What staff see to before somebody may come in.")
class CustomerCheck(enum.Enum):
    ALLOWED_ENTRY = strawberry.enum_value("allowed-entry", description="They may come in.")
    SIGNATURE_ON_FILE = strawberry.enum_value(
        "signature-on-file", description="What they signed is on file."
    )
    IDENTITY_VERIFIED = strawberry.enum_value(
        "identity-verified", description="Staff have seen who they are."
    )


@strawberry.input(description="Which check a customer passed, or no longer does.")
class CheckCustomerInput:
    customer_id: strawberry.ID = field("The customer.")
    check: CustomerCheck = field("The check.")
    passed: bool = field("Whether they pass it from now on.")
    why: str = field("What was seen, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Which customer belongs in which group.")
class AssignCustomerGroupInput:
    customer_id: strawberry.ID = field("The customer.")
    group_id: strawberry.ID | None = condition("The group; without one, none.")


@strawberry.input(description="How to present a customer as a teacher; what is left out stays.")
class PresentTeacherInput:
    customer_id: strawberry.ID = field("The customer who teaches.")
    name: str | None = condition("The name under which they teach; at first, their own.")
    summary: str | None = condition("A few words about them, 4000 characters at the most.")
    published: bool | None = condition("Whether they are on show; at first, they are.")


@strawberry.input(description="Which teacher gets a sign-in, and what for.")
class GiveTeacherSignInInput:
    customer_id: strawberry.ID = field("The customer who teaches.")
    role: str = field("The role of staff, as `policies/staff.yaml` names it.")


@strawberry.type(description="What came of editing a customer.")
class EditCustomerPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of checking a customer.")
class CheckCustomerPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of sorting a customer into a group.")
class AssignCustomerGroupPayload:
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of presenting a teacher.")
class PresentTeacherPayload:
    teacher: Teacher | None = field("The teacher as they are presented now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of giving a teacher a sign-in.")
class GiveTeacherSignInPayload:
    teacher: Teacher | None = field("The teacher.")
    email: str | None = field("The address to sign in with.")
    password: str | None = field(
        "The password of a new login, told this once. Somebody who signs in with this address "
        "already goes on with theirs; null where the customer had a login before."
    )
    errors: list[UserError] = field("Why nothing was given; empty on success.")
