"""What the nine rules answer: where it refuses, why, and when that may be different."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from store.sql import instant_text


class Step(IntEnum):
    """The nine steps, in the order in which they are asked."""

    PORTAL_ACCESS = 1
    MEMBERSHIP = 2
    SUSPENSION = 3
    FREEZE = 4
    ENTITLEMENTS = 5
    CONFIGURATION = 6
    AVAILABILITY = 7
    CONSTRAINTS = 8
    TIMING = 9


class Code(StrEnum):
    """Why a booking is refused, as programs read it."""

    PORTAL_ACCESS = "PORTAL_ACCESS"
    LOGIN_REQUIRED = "LOGIN_REQUIRED"
    SECTION_CLOSED = "SECTION_CLOSED"
    BOOKINGS_DISABLED = "BOOKINGS_DISABLED"
    NO_BOOKING_PERMISSION = "NO_BOOKING_PERMISSION"
    NOT_TEAM_BOOKER = "NOT_TEAM_BOOKER"
    MEMBERS_ONLY = "MEMBERS_ONLY"
    CONTACTS_ONLY = "CONTACTS_ONLY"
    CUSTOMER_SUSPENDED = "CUSTOMER_SUSPENDED"
    CONTRACT_FROZEN = "CONTRACT_FROZEN"
    INVALID_TARIFF = "INVALID_TARIFF"
    INVALID_TEAM = "INVALID_TEAM"
    HARD_LIMIT_WEEK = "HARD_LIMIT_WEEK"
    HARD_LIMIT_MONTH = "HARD_LIMIT_MONTH"
    NO_CREDIT = "NO_CREDIT"
    RESOURCE_HIDDEN = "RESOURCE_HIDDEN"
    HOME_LOCATION_ONLY = "HOME_LOCATION_ONLY"
    TOO_MANY_VISITORS = "TOO_MANY_VISITORS"
    EXCEPTION = "EXCEPTION"
    EVENT_CONFLICT = "EVENT_CONFLICT"
    NOT_AVAILABLE = "NOT_AVAILABLE"
    CUSTOM_MESSAGE = "CUSTOM_MESSAGE"
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    INVALID_INTERVAL = "INVALID_INTERVAL"
    BOOKING_CONFLICT = "BOOKING_CONFLICT"
    NO_RETURN_POLICY = "NO_RETURN_POLICY"
    NO_PAST_BOOKINGS = "NO_PAST_BOOKINGS"
    START_TIME_TOO_EARLY = "START_TIME_TOO_EARLY"
    START_TIME_TOO_LATE = "START_TIME_TOO_LATE"


SAYINGS: dict[Code, str] = {
    Code.PORTAL_ACCESS: "This portal is not open to you.",
    Code.LOGIN_REQUIRED: "Please sign in to book.",
    Code.SECTION_CLOSED: "The booking pages are not open to you.",
    Code.BOOKINGS_DISABLED: "Nothing can be booked here at the moment.",
    Code.NO_BOOKING_PERMISSION: "Your account may not make bookings.",
    Code.NOT_TEAM_BOOKER: "You may not book for this team or person.",
    Code.MEMBERS_ONLY: "This can be booked by members.",
    Code.CONTACTS_ONLY: "This can be booked by customers without a contract.",
    Code.CUSTOMER_SUSPENDED: "The account is suspended.",
    Code.CONTRACT_FROZEN: "The contract is frozen.",
    Code.INVALID_TARIFF: "This cannot be booked with the plan that you have.",
    Code.INVALID_TEAM: "This is kept for certain teams.",
    Code.HARD_LIMIT_WEEK: "The plan's hours of this week are used up.",
    Code.HARD_LIMIT_MONTH: "The plan's hours of this month are used up.",
    Code.NO_CREDIT: "The plan's credit does not suffice.",
    Code.RESOURCE_HIDDEN: "This is not offered any more.",
    Code.HOME_LOCATION_ONLY: "This is for customers who are at home here.",
    Code.TOO_MANY_VISITORS: "So many people do not fit in.",
    Code.EXCEPTION: "It is closed at that time.",
    Code.EVENT_CONFLICT: "An event takes place there at that time.",
    Code.NOT_AVAILABLE: "It cannot be booked at that time of day.",
    Code.CUSTOM_MESSAGE: "This cannot be booked by you.",
    Code.TOO_SHORT: "The booking is too short.",
    Code.TOO_LONG: "The booking is too long.",
    Code.INVALID_INTERVAL: "The booking does not begin or end at a full step.",
    Code.BOOKING_CONFLICT: "It is taken at that time.",
    Code.NO_RETURN_POLICY: "It cannot be booked again so soon.",
    Code.NO_PAST_BOOKINGS: "That time has passed.",
    Code.START_TIME_TOO_EARLY: "It cannot be booked so long ahead.",
    Code.START_TIME_TOO_LATE: "It has to be booked earlier.",
}
"""What a visitor reads where the operator has no words of their own."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One step's no: its code, words for people, and when it may be different, if that is known."""

    step: Step
    code: Code
    message: str
    may_change_at: dt.datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as clients read it."""
        changes = self.may_change_at
        return {
            "step": int(self.step),
            "code": self.code.value,
            "message": self.message,
            "mayChangeAt": None if changes is None else instant_text(changes),
        }


def refuse(
    step: Step, code: Code, message: str | None = None, may_change_at: dt.datetime | None = None
) -> Refusal:
    """Refuse at *step*, in the operator's words if there are any."""
    return Refusal(step, code, message or SAYINGS[code], may_change_at)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer: the first refusal is the one that counts, the trace holds all nine.

    `covered` are the minutes that credits pay for, `discount` the percent off the others.
    """

    trace: tuple[tuple[Step, Refusal | None], ...]
    tentative: bool
    benefits_applied: bool
    covered: int = 0
    discount: int = 0

    @property
    def refusal(self) -> Refusal | None:
        """The first step that refuses, None where the booking may be made."""
        return next((refusal for _, refusal in self.trace if refusal is not None), None)

    def to_json(self) -> list[dict[str, Any]]:
        """Return the trace as clients read it."""
        return [
            {
                "step": int(step),
                "name": step.name,
                "passed": refusal is None,
                "refusal": None if refusal is None else refusal.to_json(),
            }
            for step, refusal in self.trace
        ]
