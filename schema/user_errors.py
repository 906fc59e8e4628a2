"""What a mutation reports when it could not do what was asked."""

import enum

import strawberry

from schema.fields import field


@strawberry.enum(description="Why a mutation did nothing.")
class UserErrorCode(enum.Enum):
    INVALID_CREDENTIALS = strawberry.enum_value(
        "INVALID_CREDENTIALS", description="No login has this e-mail address and password."
    )
    PROFILE_REQUIRED = strawberry.enum_value(
        "PROFILE_REQUIRED", description="The login has several profiles: choose one of `profiles`."
    )
    SIGN_UP_CLOSED = strawberry.enum_value(
        "SIGN_UP_CLOSED", description="Nobody becomes a customer of this location by themselves."
    )
    EMAIL_UNVERIFIED = strawberry.enum_value(
        "EMAIL_UNVERIFIED",
        description="The viewer has not shown yet that the e-mail address is theirs.",
    )
    INVALID_TOKEN = strawberry.enum_value(
        "INVALID_TOKEN", description="The letter's token has been used, is too old, or never was."
    )
    NO_PORTAL_ACCESS = strawberry.enum_value(
        "NO_PORTAL_ACCESS", description="The login has nothing that it may sign in as."
    )
    INVALID_VALUE = strawberry.enum_value(
        "INVALID_VALUE", description="A value is not one that can be kept."
    )
    NOT_FOUND = strawberry.enum_value(
        "NOT_FOUND", description="There is no such record, or the viewer does not see it."
    )
    ALREADY_REGISTERED = strawberry.enum_value(
        "ALREADY_REGISTERED", description="A customer that the viewer sees has this address."
    )
    BOOKING_REFUSED = strawberry.enum_value(
        "BOOKING_REFUSED", description="A rule says no: `refusal` says which, and why."
    )
    NO_PURCHASE_PERMISSION = strawberry.enum_value(
        "NO_PURCHASE_PERMISSION", description="The customer's profile has no right to buy."
    )
    INVALID_TARIFF = strawberry.enum_value(
        "INVALID_TARIFF", description="No plan of the customer's includes it."
    )
    NOT_RUNNING = strawberry.enum_value(
        "NOT_RUNNING",
        description="The contract, or subscription, does not run: it has not begun, waits, or is "
        "over.",
    )
    NOT_OFFERED = strawberry.enum_value(
        "NOT_OFFERED", description="The contract's plan leaves this to staff."
    )
    TOO_EARLY = strawberry.enum_value(
        "TOO_EARLY", description="Notice, minimum term or billing cycle ask for a later day."
    )
    NOT_A_CYCLE = strawberry.enum_value(
        "NOT_A_CYCLE", description="The day is not the first of a billing cycle."
    )
    FREEZE_LIMIT = strawberry.enum_value(
        "FREEZE_LIMIT", description="The plan does not allow so long, or so many, freezes."
    )
    ALREADY_FROZEN = strawberry.enum_value(
        "ALREADY_FROZEN", description="A freeze holds on some of these days already."
    )
    ENDING = strawberry.enum_value(
        "ENDING", description="The contract ends, and it is about a time after that."
    )
    NOT_FROZEN = strawberry.enum_value(
        "NOT_FROZEN", description="No freeze of the contract holds, or is to come."
    )
    REASON_REQUIRED = strawberry.enum_value(
        "REASON_REQUIRED", description="Staff may go beyond the terms, and have to say why."
    )
    PAYS_FOR_TEAM = strawberry.enum_value(
        "PAYS_FOR_TEAM", description="Whoever pays for a team does not leave it."
    )
    LAST_ADMINISTRATOR = strawberry.enum_value(
        "LAST_ADMINISTRATOR", description="Nobody would look after the team any more."
    )
    SOLD_OUT = strawberry.enum_value("SOLD_OUT", description="There are not enough of it left.")
    EVENT_STARTED = strawberry.enum_value(
        "EVENT_STARTED", description="The event has begun, or is over."
    )
    TICKET_REQUIRED = strawberry.enum_value(
        "TICKET_REQUIRED", description="The event has tickets: one of them has to be chosen."
    )
    PRODUCT_REQUIRED = strawberry.enum_value(
        "PRODUCT_REQUIRED",
        description="A place takes a product, and the customer has none that covers it.",
    )
    ALREADY_ENROLLED = strawberry.enum_value(
        "ALREADY_ENROLLED", description="The customer has all the places that one person may have."
    )
    METHOD_REFUSED = strawberry.enum_value(
        "METHOD_REFUSED", description="The payment provider does not know this means of payment."
    )
    NOT_DUE = strawberry.enum_value("NOT_DUE", description="Nothing of the invoice is due.")
    PAYMENT_PENDING = strawberry.enum_value(
        "PAYMENT_PENDING", description="All that is open of the invoice is being paid already."
    )
    PAYMENTS_UNAVAILABLE = strawberry.enum_value(
        "PAYMENTS_UNAVAILABLE",
        description="Payments are not taken here, or the provider does not answer: asking again "
        "later pays once.",
    )
    FEATURE_OFF = strawberry.enum_value(
        "FEATURE_OFF", description="The location has switched this feature off."
    )
    LOGIN_REQUIRED = strawberry.enum_value("LOGIN_REQUIRED", description="Signing in would do.")
    CONTRACT_FROZEN = strawberry.enum_value(
        "CONTRACT_FROZEN", description="It is for members, and all contracts that count are frozen."
    )
    MEMBERS_ONLY = strawberry.enum_value(
        "MEMBERS_ONLY", description="It is for members: a contract would do."
    )
    CONTACTS_ONLY = strawberry.enum_value(
        "CONTACTS_ONLY", description="It is for customers without a contract."
    )
    CUSTOMER_SUSPENDED = strawberry.enum_value(
        "CUSTOMER_SUSPENDED", description="The viewer is suspended."
    )
    NOT_ALLOWED = strawberry.enum_value(
        "NOT_ALLOWED", description="It is not for this viewer, for another reason."
    )


@strawberry.type(description="Why a mutation did nothing, in words that a person can be shown.")
class UserError:
    code: UserErrorCode = field("The reason, for programs.")
    message: str = field("The reason, for people.")
    field: str | None = field("The field of the input that is wrong; null where it is none.")
