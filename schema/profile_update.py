"""Changing one's own profile."""

import strawberry

from schema.customers import Customer
from schema.fields import condition, field
from schema.profiles import Profile
from schema.user_errors import UserError


@strawberry.input(description="What to change; what is left out stays, null takes a text away.")
class UpdateMyProfileInput:
    display_name: str | None = condition("The name to show, 1 to 100 characters.")
    summary: str | None = condition("A few words, 2000 characters at the most.")
    website: str | None = condition("The address of a website, beginning with https:// or http://.")
    preferred_language: str | None = condition("One of the portal's languages.")
    published: bool | None = condition("Whether to be in the directory.")


@strawberry.type(description="What came of changing the profile.")
class UpdateMyProfilePayload:
    profile: Profile | None = field("The profile as it is now; null where the portal shows none.")
    customer: Customer | None = field("The customer as they are now.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")
