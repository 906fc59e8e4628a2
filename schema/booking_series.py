"""Booking again and again: what to say, and what is answered."""

import datetime as dt
import enum

import strawberry

from schema.booking_verdicts import BookingRefusal
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.enum(description="How often a booking is repeated.")
class Repeat(enum.Enum):
    DAILY = strawberry.enum_value("daily", description="Every day.")
    WEEKLY = strawberry.enum_value("weekly", description="Every week, on the same day.")
    FORTNIGHTLY = strawberry.enum_value("fortnightly", description="Every other week.")


@strawberry.input(
    description="What to book, when, how often and for whom; either `count` or `untilDate`."
)
class BookSeriesInput:
    resource_id: strawberry.ID = field("The resource.")
    starts_at: dt.datetime = field("When the first booking is to begin.")
    ends_at: dt.datetime = field(
        "When it is to end. The others begin and end at the same time on the resource's clocks."
    )
    every: Repeat = field("How often to repeat it.")
    count: int | None = condition("How many bookings, the first included: 2 to 60.")
    until_date: dt.date | None = condition("The last day on which one may begin.")
    skip_refused: bool | None = condition(
        "Whether to leave out the times that a rule refuses; without it one refusal refuses all."
    )
    attendees: int | None = condition("How many people come.")
    team_id: strawberry.ID | None = condition("The team that they are for.")
    for_customer_id: strawberry.ID | None = condition(
        "The team mate, or for staff the customer, that they are for; without it, the viewer."
    )
    notes: str | None = condition("What staff should know, 2000 characters at the most.")
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key books once, however often sent."
    )


@strawberry.type(description="One time of a series.")
class SeriesOccurrence:
    starts_at: dt.datetime | None = field("When it begins.")
    ends_at: dt.datetime | None = field("When it ends.")
    booking_id: strawberry.ID | None = field("The id of its booking; null where there is none.")
    refusal: BookingRefusal | None = field(
        "The first step that says no; null where it could be booked, and where the same request "
        "was answered before."
    )


@strawberry.type(description="What came of booking again and again.")
class BookSeriesPayload:
    occurrences: list[SeriesOccurrence] | None = field(
        "All times of the series in their order, where the rules were asked."
    )
    errors: list[UserError] = field("Why nothing was booked; empty on success.")
