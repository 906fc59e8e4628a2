"""Booking, changing and cancelling: what to say, and what is answered."""

import datetime as dt

import strawberry

from schema.booking_verdicts import BookingRefusal, BookingStep
from schema.bookings import Booking
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.input(description="What to book, when, and for whom.")
class BookResourceInput:
    resource_id: strawberry.ID = field("The resource.")
    starts_at: dt.datetime = field("When the booking is to begin.")
    ends_at: dt.datetime = field("When it is to end.")
    attendees: int | None = condition("How many people come.")
    team_id: strawberry.ID | None = condition("The team that it is for.")
    for_customer_id: strawberry.ID | None = condition(
        "The team mate that it is for; for staff who may book for customers, any customer whom "
        "they see. Without it, the viewer."
    )
    notes: str | None = condition("What staff should know, 2000 characters at the most.")
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key books once, however often sent."
    )


@strawberry.input(description="What to change of a booking; what is left out stays.")
class ChangeBookingInput:
    booking_id: strawberry.ID = field("The booking.")
    starts_at: dt.datetime | None = condition("When it is to begin.")
    ends_at: dt.datetime | None = condition("When it is to end.")
    attendees: int | None = condition("How many people come.")
    notes: str | None = condition("What staff should know, 2000 characters at the most.")


@strawberry.input(description="Which booking to cancel.")
class CancelBookingInput:
    booking_id: strawberry.ID = field("The booking.")


@strawberry.input(description="Which booking to confirm.")
class ConfirmBookingInput:
    booking_id: strawberry.ID = field("The booking.")


@strawberry.type(description="What came of booking.")
class BookResourcePayload:
    booking: Booking | None = field("The booking as it is now; null where it was refused.")
    refusal: BookingRefusal | None = field("The first step that says no.")
    trace: list[BookingStep] | None = field("All nine steps, where they were asked.")
    benefits_applied: bool | None = field("Whether a plan's benefits apply to the booking.")
    covered_minutes: int | None = field("How many of its minutes credits pay for.")
    discount_percent: int | None = field(
        "The best discount of the plans, in percent, on what credits do not pay for."
    )
    errors: list[UserError] = field("Why nothing was booked; empty on success.")


@strawberry.type(description="What came of changing a booking.")
class ChangeBookingPayload:
    booking: Booking | None = field("The booking as it is now; null where it was refused.")
    refusal: BookingRefusal | None = field("The first step that says no.")
    trace: list[BookingStep] | None = field("All nine steps, where a new time was asked for.")
    benefits_applied: bool | None = field("Whether a plan's benefits apply to the booking.")
    covered_minutes: int | None = field("How many of its minutes credits pay for.")
    discount_percent: int | None = field(
        "The best discount of the plans, in percent, on what credits do not pay for."
    )
    errors: list[UserError] = field("Why nothing was changed; empty on success.")


@strawberry.type(description="What came of cancelling a booking.")
class CancelBookingPayload:
    booking: Booking | None = field("The booking as it is now; null where it was refused.")
    refusal: BookingRefusal | None = field("The step that says no.")
    late: bool | None = field(
        "Whether it was cancelled, or changed before, too late to get back the minutes and passes "
        "that it took."
    )
    errors: list[UserError] = field("Why nothing was cancelled; empty on success.")


@strawberry.type(description="What came of confirming a booking.")
class ConfirmBookingPayload:
    booking: Booking | None = field("The booking as it is now; null where it was refused.")
    refusal: BookingRefusal | None = field("The step that says no.")
    errors: list[UserError] = field("Why nothing was confirmed; empty on success.")
