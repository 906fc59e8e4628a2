"""Signing in and up, passwords, and one's own profile."""

import strawberry

from schema.fields import argument, field
from schema.joining import (
    RequestNewPasswordInput,
    RequestNewPasswordPayload,
    SetNewPasswordInput,
    SetNewPasswordPayload,
    SignUpInput,
    SignUpPayload,
    VerifyEmailInput,
    VerifyEmailPayload,
)
from schema.profile_update import UpdateMyProfileInput, UpdateMyProfilePayload
from schema.registered_locations import RegisterHerePayload
from schema.sign_in import (
    ChangePasswordInput,
    ChangePasswordPayload,
    SignInInput,
    SignInPayload,
    SignInWithProviderInput,
    SignInWithProviderPayload,
    SignOutPayload,
)


@strawberry.type
class AccountMutations:
    sign_in: SignInPayload | None = field(
        "Sign in with an e-mail address and a password, for a token.",
        argument("input", SignInInput, "Who wants to sign in."),
    )
    sign_in_with_provider: SignInWithProviderPayload | None = field(
        "Sign in with an ID token of the operator's identity provider, for a token.",
        argument("input", SignInWithProviderInput, "Whom the provider vouches for."),
    )
    sign_out: SignOutPayload | None = field("Sign out: the token stops working at once.")
    change_password: ChangePasswordPayload | None = field(
        "Change one's own password. This session goes on; it signs out everywhere else.",
        argument("input", ChangePasswordInput, "The password until now, and the new one."),
    )
    sign_up: SignUpPayload | None = field(
        "Ask to become a customer of this location, where it lets people sign up.",
        argument("input", SignUpInput, "Who they are, and what they want."),
    )
    verify_email: VerifyEmailPayload | None = field(
        "Show that one reads what is sent to the address: a customer from then on, signed in.",
        argument("input", VerifyEmailInput, "What the letter says, and the password."),
    )
    register_here: RegisterHerePayload | None = field(
        "Register at one more location, the one visited, where it lets people sign up."
    )
    request_new_password: RequestNewPasswordPayload | None = field(
        "Ask for a letter with which a new password can be chosen.",
        argument("input", RequestNewPasswordInput, "Whom to write to."),
    )
    set_new_password: SetNewPasswordPayload | None = field(
        "Choose a new password with the letter's token. It signs out everywhere.",
        argument("input", SetNewPasswordInput, "The token, and the password."),
    )
    update_my_profile: UpdateMyProfilePayload | None = field(
        "Change one's own profile and preferred language.",
        argument("input", UpdateMyProfileInput, "What to change."),
    )
