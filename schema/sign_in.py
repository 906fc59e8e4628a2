"""Signing in and out, and the password for it."""

import datetime as dt

import strawberry

from schema.customers import Customer
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.input(description="Who wants to sign in.")
class SignInInput:
    email: str = field("The e-mail address of the login.")
    password: str = field("Its password.")
    profile_id: strawberry.ID | None = condition(
        "Which of the login's profiles to act as; needed where it has several."
    )


@strawberry.input(description="Who has signed in with the operator's identity provider.")
class SignInWithProviderInput:
    id_token: str = field("The ID token that the provider has issued for this portal just now.")
    profile_id: strawberry.ID | None = condition(
        "Which of the login's profiles to act as; needed where it has several."
    )


@strawberry.input(description="The password that one has, and the one to have from now on.")
class ChangePasswordInput:
    current: str = field("The password to sign in with until now.")
    new: str = field("The new password, from 10 to 1000 characters.")


@strawberry.type(description="A customer profile that a login may act as.")
class SignInProfile:
    id: strawberry.ID = field("The id to sign in with, as `profileId`.")
    name: str = field("The customer's name.")


@strawberry.type(description="What came of signing in.")
class SignInPayload:
    token: str | None = field("The token for the header `Authorization: Bearer …`.")
    expires_at: dt.datetime | None = field("When the token stops working.")
    profiles: list[SignInProfile] | None = field(
        "The profiles that the login may act as; null where the password was wrong."
    )
    customer: Customer | None = field("The customer signed in as; null for staff without one.")
    errors: list[UserError] = field("Why nobody was signed in; empty on success.")


@strawberry.type(description="What came of signing in with the identity provider.")
class SignInWithProviderPayload(SignInPayload):
    """The same as of signing in with a password."""


@strawberry.type(description="What came of signing out.")
class SignOutPayload:
    errors: list[UserError] = field("Why nobody was signed out; empty on success.")


@strawberry.type(description="What came of changing one's password: signed out everywhere else.")
class ChangePasswordPayload:
    errors: list[UserError] = field("Why the password stays; empty on success.")
