"""The four access levels: no ladder, each says who it admits."""

import enum

import strawberry

from schema.fields import condition, condition_in
from schema.filters import IS_NULL


@strawberry.enum(description="Whom a section or a record admits. The levels are not a ladder.")
class AccessLevel(enum.Enum):
    PUBLIC = strawberry.enum_value("public", description="Everyone, signed in or not.")
    LOGGED_IN = strawberry.enum_value(
        "logged-in", description="Every customer who is signed in, contact or member."
    )
    CONTACT = strawberry.enum_value(
        "contact", description="Customers without a live contract; members are not admitted."
    )
    MEMBER = strawberry.enum_value(
        "member", description="Customers with a live contract in the network."
    )


@strawberry.input(description="Conditions on an access level.")
class AccessLevelFilter:
    eq: AccessLevel | None = condition("Is this level.")
    in_: list[AccessLevel] | None = condition_in("Is one of these levels.")
    is_null: bool | None = condition(IS_NULL)
