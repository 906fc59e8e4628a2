"""Places at events: taking one, giving it up, and who came."""

import strawberry

from schema.enrolling import (
    EnrolInput,
    EnrolPayload,
    LeaveEventInput,
    LeaveEventPayload,
    MarkAttendanceInput,
    MarkAttendancePayload,
)
from schema.fields import argument, field


@strawberry.type
class EnrolmentMutations:
    enrol: EnrolPayload | None = field(
        "Take a place at an event. What costs something uses a product that covers it, else is "
        "owed from then on; of several who want the last place, one gets it.",
        argument("input", EnrolInput, "Which event, and for whom."),
    )
    leave_event: LeaveEventPayload | None = field(
        "Give up a place at an event that has not begun. In time, what it used comes back and what "
        "is not billed is not owed any more; giving it up twice is giving it up once.",
        argument("input", LeaveEventInput, "Which place to give up."),
    )
    mark_attendance: MarkAttendancePayload | None = field(
        "Mark who came to an event, from its day on: for staff.",
        argument("input", MarkAttendanceInput, "Whose place, and whether they came."),
    )
