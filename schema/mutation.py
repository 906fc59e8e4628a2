"""Everything that can be done."""

from __future__ import annotations

import strawberry

from schema.fields import argument, field
from schema.profile_update import UpdateMyProfileInput, UpdateMyProfilePayload
from schema.sign_in import SignInInput, SignInPayload, SignOutPayload


@strawberry.type(
    description="What can be done. Where a payload's `errors` is not empty, nothing was changed."
)
class Mutation:
    sign_in: SignInPayload | None = field(
        "Sign in with an e-mail address and a password, for a token.",
        argument("input", SignInInput, "Who wants to sign in."),
    )
    sign_out: SignOutPayload | None = field("Sign out: the token stops working at once.")
    update_my_profile: UpdateMyProfilePayload | None = field(
        "Change one's own profile and preferred language.",
        argument("input", UpdateMyProfileInput, "What to change."),
    )
