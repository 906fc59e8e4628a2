"""Places at events: what to say to take one, give it up, or mark who came."""

import strawberry

from schema.enrolments import Enrolment
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.input(description="Which event to take a place at, and for whom.")
class EnrolInput:
    event_id: strawberry.ID = field("The event: one that stands alone, or one of an activity.")
    ticket_id: strawberry.ID | None = condition(
        "The ticket; without it the event's only one, if it has tickets."
    )
    customer_product_id: strawberry.ID | None = condition(
        "What to use for it, of what the customer bought; without it what lapses first, where a "
        "place takes something."
    )
    for_customer_id: strawberry.ID | None = condition(
        "The customer to enrol, for staff; without it, the viewer."
    )
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key enrols once, however often sent."
    )


@strawberry.input(description="Which place to give up.")
class LeaveEventInput:
    enrolment_id: strawberry.ID = field("The enrolment.")


@strawberry.input(description="Whether somebody came.")
class MarkAttendanceInput:
    enrolment_id: strawberry.ID = field("The enrolment.")
    attended: bool = field("Whether they came; false takes a mark back.")


@strawberry.type(description="What came of enrolling.")
class EnrolPayload:
    enrolment: Enrolment | None = field("The place; null where none was taken.")
    errors: list[UserError] = field("Why no place was taken; empty on success.")


@strawberry.type(description="What came of giving a place up.")
class LeaveEventPayload:
    enrolment: Enrolment | None = field("The place, with the moment at which it was given up.")
    late: bool | None = field("Whether it came too late to get back what the place took.")
    errors: list[UserError] = field("Why it was not given up; empty on success.")


@strawberry.type(description="What came of marking who came.")
class MarkAttendancePayload:
    enrolment: Enrolment | None = field("The enrolment as it stands now.")
    errors: list[UserError] = field("Why nothing was marked; empty on success.")
