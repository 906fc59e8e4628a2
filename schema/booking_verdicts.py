"""What the nine rules of booking say: of a booking that is made, or only asked about."""

import datetime as dt
import enum

import strawberry

from schema.fields import field


@strawberry.enum(description="The nine steps, in the order in which they are asked.")
class BookingStepName(enum.Enum):
    PORTAL_ACCESS = strawberry.enum_value(
        "PORTAL_ACCESS", description="Entering the portal, and being permitted to book."
    )
    MEMBERSHIP = strawberry.enum_value(
        "MEMBERSHIP", description="Being a member, or a customer without a contract."
    )
    SUSPENSION = strawberry.enum_value("SUSPENSION", description="Not being suspended.")
    FREEZE = strawberry.enum_value("FREEZE", description="A contract that is not frozen.")
    ENTITLEMENTS = strawberry.enum_value(
        "ENTITLEMENTS", description="The right plan or team, and minutes left."
    )
    CONFIGURATION = strawberry.enum_value(
        "CONFIGURATION", description="What the resource is set to: homes, how many fit in."
    )
    AVAILABILITY = strawberry.enum_value(
        "AVAILABILITY", description="Opening times and closings."
    )
    CONSTRAINTS = strawberry.enum_value(
        "CONSTRAINTS", description="Booking rules, lengths, and other bookings."
    )
    TIMING = strawberry.enum_value("TIMING", description="Neither too early nor too late.")


@strawberry.enum(description="Why a booking is refused, for programs.")
class BookingRefusalCode(enum.Enum):
    PORTAL_ACCESS = strawberry.enum_value(
        "PORTAL_ACCESS", description="The portal is closed to the viewer."
    )
    LOGIN_REQUIRED = strawberry.enum_value("LOGIN_REQUIRED", description="Signing in would do.")
    SECTION_CLOSED = strawberry.enum_value(
        "SECTION_CLOSED", description="The booking pages are closed to the viewer."
    )
    BOOKINGS_DISABLED = strawberry.enum_value(
        "BOOKINGS_DISABLED", description="The location takes no bookings, or none from this viewer."
    )
    NO_BOOKING_PERMISSION = strawberry.enum_value(
        "NO_BOOKING_PERMISSION", description="The viewer's profile has no right to book."
    )
    NOT_TEAM_BOOKER = strawberry.enum_value(
        "NOT_TEAM_BOOKER", description="The viewer may not book for this team, or for this person."
    )
    MEMBERS_ONLY = strawberry.enum_value(
        "MEMBERS_ONLY", description="It is for members, now and when the booking begins."
    )
    CONTACTS_ONLY = strawberry.enum_value(
        "CONTACTS_ONLY", description="It is for customers without a contract."
    )
    CUSTOMER_SUSPENDED = strawberry.enum_value(
        "CUSTOMER_SUSPENDED", description="The customer is suspended."
    )
    CONTRACT_FROZEN = strawberry.enum_value(
        "CONTRACT_FROZEN", description="All contracts that count are frozen."
    )
    INVALID_TARIFF = strawberry.enum_value(
        "INVALID_TARIFF", description="No plan of the customer's includes it."
    )
    INVALID_TEAM = strawberry.enum_value(
        "INVALID_TEAM", description="It is kept for teams that the customer is not in."
    )
    HARD_LIMIT_WEEK = strawberry.enum_value(
        "HARD_LIMIT_WEEK", description="The plans' minutes of the week do not suffice."
    )
    HARD_LIMIT_MONTH = strawberry.enum_value(
        "HARD_LIMIT_MONTH", description="The plans' minutes of the month do not suffice."
    )
    NO_CREDIT = strawberry.enum_value(
        "NO_CREDIT", description="It takes credit, and the plans have too little left."
    )
    RESOURCE_HIDDEN = strawberry.enum_value(
        "RESOURCE_HIDDEN", description="It is not offered; only staff come as far as this."
    )
    HOME_LOCATION_ONLY = strawberry.enum_value(
        "HOME_LOCATION_ONLY", description="It is for customers whose home is there."
    )
    TOO_MANY_VISITORS = strawberry.enum_value(
        "TOO_MANY_VISITORS", description="More people come than fit in."
    )
    EXCEPTION = strawberry.enum_value(
        "EXCEPTION", description="It is closed for a while; the message says why."
    )
    EVENT_CONFLICT = strawberry.enum_value(
        "EVENT_CONFLICT", description="An event takes place there at that time."
    )
    NOT_AVAILABLE = strawberry.enum_value(
        "NOT_AVAILABLE", description="It is outside the opening times."
    )
    CUSTOM_MESSAGE = strawberry.enum_value(
        "CUSTOM_MESSAGE", description="A rule of the operator's refuses; the message is theirs."
    )
    TOO_SHORT = strawberry.enum_value("TOO_SHORT", description="It is shorter than it may be.")
    TOO_LONG = strawberry.enum_value("TOO_LONG", description="It is longer than it may be.")
    INVALID_INTERVAL = strawberry.enum_value(
        "INVALID_INTERVAL", description="It does not begin, or does not last, in full steps."
    )
    BOOKING_CONFLICT = strawberry.enum_value(
        "BOOKING_CONFLICT", description="Somebody else has it at that time."
    )
    NO_RETURN_POLICY = strawberry.enum_value(
        "NO_RETURN_POLICY", description="It was, or will be, booked too short a while away."
    )
    NO_PAST_BOOKINGS = strawberry.enum_value(
        "NO_PAST_BOOKINGS", description="It has begun already."
    )
    START_TIME_TOO_EARLY = strawberry.enum_value(
        "START_TIME_TOO_EARLY", description="It begins farther ahead than can be booked now."
    )
    START_TIME_TOO_LATE = strawberry.enum_value(
        "START_TIME_TOO_LATE", description="It begins too soon to be booked now."
    )


@strawberry.type(description="Where a booking is refused, and why.")
class BookingRefusal:
    step: int = field("Which of the nine steps says no.")
    code: BookingRefusalCode = field("The reason, for programs.")
    message: str = field("The reason, for people: the operator's words where there are any.")
    may_change_at: dt.datetime | None = field(
        "From when on the answer may be different, if that is known: a moment to ask again for who "
        "is refused or too early, a time to book instead for what is closed, taken or used up."
    )


@strawberry.type(description="One of the nine steps, and whether it was passed.")
class BookingStep:
    step: int = field("Its number, from 1 to 9.")
    name: BookingStepName = field("Its name.")
    passed: bool = field("Whether it says yes.")
    refusal: BookingRefusal | None = field("Why not; null where it says yes.")


@strawberry.type(
    description="Whether the viewer could book a resource at a time. Nothing is kept free: when it "
    "is booked the same rules are asked again."
)
class ResourceAccess:
    allowed: bool = field("Whether all nine steps say yes.")
    refusal: BookingRefusal | None = field("The first step that says no; null where none does.")
    trace: list[BookingStep] = field("All nine steps.")
    tentative: bool = field("Whether the booking would wait for staff to confirm it.")
    benefits_applied: bool = field("Whether a plan's benefits would apply.")
    covered_minutes: int = field("How many of its minutes credits would pay for.")
    discount_percent: int = field("The best discount of the plans, on what credits do not pay.")


@strawberry.type(description="A time at which a resource is open and not taken.")
class FreeTime:
    starts_at: dt.datetime = field("From when on it is free.")
    ends_at: dt.datetime = field("Until when, without this moment.")
