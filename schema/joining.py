"""Becoming a member by oneself: what to say, and what is answered."""

import strawberry

from schema.contracts import Contract
from schema.fields import condition, field
from schema.sign_in import SignInPayload
from schema.user_errors import UserError


@strawberry.input(description="Who wants to become a customer of this location.")
class SignUpInput:
    name: str = field("The name of a person.")
    email: str = field("The e-mail address to sign in with.")
    password: str = field("The password to sign in with, from 10 to 1000 characters.")
    phone: str | None = condition("A telephone number.")
    preferred_language: str | None = condition("One of the portal's languages.")
    plan_id: strawberry.ID | None = condition(
        "A plan that can be chosen here: its `beginsOnline` says so. Without it, a contact."
    )
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key writes once, however often sent."
    )


@strawberry.input(description="What the letter and its reader know of a sign-up.")
class VerifyEmailInput:
    token: str = field("The token of the letter.")
    password: str = field("The password that was chosen at sign-up.")
    profile_id: strawberry.ID | None = condition(
        "Which profile to act as; needed where staff had several on file under the address."
    )


@strawberry.input(description="Who has forgotten a password.")
class RequestNewPasswordInput:
    email: str = field("The e-mail address that they sign in with.")


@strawberry.input(description="A new password, by the letter that was asked for.")
class SetNewPasswordInput:
    token: str = field("The token of the letter.")
    password: str = field("The new password, from 10 to 1000 characters.")


@strawberry.type(
    description="What came of signing up: the same, whether somebody has the address or not."
)
class SignUpPayload:
    verifies_email: bool | None = field(
        "Whether to wait for the letter; else sign in at once. Null where it was refused."
    )
    errors: list[UserError] = field("Why nothing was kept; empty on success.")


@strawberry.type(description="What came of verifying an address: a customer who is signed in.")
class VerifyEmailPayload(SignInPayload):
    """The same as of signing in with a password."""


@strawberry.type(
    description="What came of asking: the same, whether somebody has the address or not."
)
class RequestNewPasswordPayload:
    errors: list[UserError] = field("Why nobody was written to; empty on success.")


@strawberry.type(description="What came of choosing a new password: to sign in with, anew.")
class SetNewPasswordPayload:
    errors: list[UserError] = field("Why the password stays; empty on success.")


@strawberry.input(description="Which plan to begin with.")
class ChoosePlanInput:
    plan_id: strawberry.ID = field("A plan that can be chosen here: its `beginsOnline` says so.")
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key chooses once, however often sent."
    )


@strawberry.type(description="What came of choosing a first plan.")
class ChoosePlanPayload:
    contract: Contract | None = field("The contract that has begun; null where it was refused.")
    errors: list[UserError] = field("Why nothing has begun; empty on success.")
