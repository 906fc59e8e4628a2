"""Booking a resource, once or again and again, and what becomes of it."""

import strawberry

from schema.booking_changes import (
    BookResourceInput,
    BookResourcePayload,
    CancelBookingInput,
    CancelBookingPayload,
    ChangeBookingInput,
    ChangeBookingPayload,
    ConfirmBookingInput,
    ConfirmBookingPayload,
)
from schema.booking_series import BookSeriesInput, BookSeriesPayload
from schema.fields import argument, field


@strawberry.type
class BookingMutations:
    book_resource: BookResourcePayload | None = field(
        "Book a resource. Nine rules are asked in their order; the first that says no is the "
        "answer. Of several who ask for the same time one gets it.",
        argument("input", BookResourceInput, "What to book, when, and for whom."),
    )
    book_series: BookSeriesPayload | None = field(
        "Book a resource again and again, at the same time on the clock. Each time is asked of the "
        "nine rules; if one says no nothing is booked, unless that one is to be left out.",
        argument("input", BookSeriesInput, "What to book, when, and how often."),
    )
    change_booking: ChangeBookingPayload | None = field(
        "Change a booking that has not begun; a new time is asked of the same rules. Staff who may "
        "book for customers change what is booked where they may.",
        argument("input", ChangeBookingInput, "What to change."),
    )
    cancel_booking: CancelBookingPayload | None = field(
        "Cancel a booking that has not begun. Cancelling twice is cancelling once. Staff who may "
        "book for customers cancel what is booked where they may.",
        argument("input", CancelBookingInput, "Which booking to cancel."),
    )
    confirm_booking: ConfirmBookingPayload | None = field(
        "Let a booking stand that waits for staff, if nobody else has its time. For staff; "
        "confirming twice is confirming once.",
        argument("input", ConfirmBookingInput, "Which booking to confirm."),
    )
