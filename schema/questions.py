"""Questions of staff about the rules, and the answers."""

import datetime as dt
import enum

import strawberry

from schema.booking_verdicts import BookingRefusal, BookingStep
from schema.fields import argument, condition, field
from schema.portal import AccessCode


@strawberry.enum(description="How far an answer reaches.")
class Reach(enum.Enum):
    ALL = strawberry.enum_value(
        "ALL", description="All that the portal shows; of a section or an action: yes."
    )
    SOME = strawberry.enum_value(
        "SOME", description="Some records: the viewer's own, their team's, or in their care."
    )
    NOTHING = strawberry.enum_value("NOTHING", description="No record; or no.")


@strawberry.enum(description="What one layer says.")
class Verdict(enum.Enum):
    YES = strawberry.enum_value("YES", description="It admits the viewer.")
    NO = strawberry.enum_value("NO", description="It does not.")
    PARTLY = strawberry.enum_value("PARTLY", description="It does on some records.")
    UNASKED = strawberry.enum_value("UNASKED", description="It was not asked.")


@strawberry.enum(description="What would have to be another one.")
class ChangeOf(enum.Enum):
    PERSON = strawberry.enum_value("PERSON", description="The person: a contract, a team, a role.")
    PLACE = strawberry.enum_value("PLACE", description="The portal: `change` is its location's id.")
    TIME = strawberry.enum_value("TIME", description="The moment: `change` is when.")


@strawberry.type(description="One test on the way to an answer.")
class ExplanationLayer:
    name: str = field("What is tested.")
    verdict: Verdict = field("What it says.")
    sentence: str = field("The same in words.")
    lines: list[str] = field("The lines of the operator's files that decide, the last one last.")


@strawberry.type(description="What the rules make of one record.")
class RecordVerdict:
    visible: bool = field("Whether it shows the field to the viewer.")
    location: str | None = field("The id of the location at which it stands.")
    layers: list[ExplanationLayer] = field("Each condition on the record.")


@strawberry.type(description="A small change that would give another answer.")
class ChangeOfAnswer:
    of: ChangeOf = field("What would have to change.")
    change: str = field("How.")
    answer: Reach = field("The answer then.")


@strawberry.input(description="A booking to ask about; nothing is booked.")
class BookingToAskAbout:
    resource_id: strawberry.ID = field("The resource.")
    starts_at: dt.datetime = field("When the booking would begin.")
    ends_at: dt.datetime | None = condition("When it would end; without it, an hour later.")
    attendees: int | None = condition("How many people would come.")


@strawberry.type(
    description="Changes each of which would let a booking through, the least first. Each was "
    "tried with all nine steps."
)
class BookingAdvice:
    steps: list[int] = field("The steps that refuse; where there are several, often none helps.")
    person: list[str] = field("What would have to be different in the person, or in their wish.")
    places: list[str] = field("Portals nearby at which it would be made: their locations' ids.")
    starts_at: dt.datetime | None = field("The nearest time for it; null where none is near.")


@strawberry.type(description="What would come of a booking. Nothing is booked, and none kept free.")
class BookingForetold:
    starts_at: dt.datetime = field("When it would begin.")
    ends_at: dt.datetime = field("When it would end.")
    visible: bool = field("Whether the person sees the resource at this portal.")
    allowed: bool = field("Whether it would be made.")
    tentative: bool = field("Whether it would wait for staff to confirm it.")
    refusal: BookingRefusal | None = field("The first step that says no; null where none does.")
    trace: list[BookingStep] | None = field("All nine steps; null where it does not come to them.")
    would_let_it_through: BookingAdvice | None = field(
        "What would let it through; null where nothing refuses it."
    )


@strawberry.type(description="Why somebody sees something, or does not. It is for staff.")
class Explanation:
    problem: str | None = field("What is wrong with the question; null where it was answered.")
    subject: str | None = field("What was asked about.")
    viewer: str | None = field("Who would see it.")
    moment: dt.datetime | None = field("When.")
    policies: str | None = field("The hash of the rules that answer; of the past, those of then.")
    answer: Reach | None = field("The answer.")
    code: AccessCode | None = field("Why not; null where it is shown.")
    reason: str | None = field("The same in words.")
    line: str | None = field("The line of the operator's files that decides.")
    credential: str | None = field("Why they cannot sign in; null where they can.")
    facts: list[str] | None = field("What is known of the viewer and counts here.")
    layers: list[ExplanationLayer] | None = field("Every test on the way, in order.")
    record: RecordVerdict | None = field("The record that was asked about, if one was.")
    booking: BookingForetold | None = field("The booking that was asked about, if one was.")
    would_change: list[ChangeOfAnswer] | None = field("What would give another answer.")


@strawberry.type(description="Who sees something, in words and numbers. It is for staff.")
class Visibility:
    problem: str | None = field("What is wrong with the question; null where it was answered.")
    subject: str | None = field("What was asked about.")
    moment: dt.datetime | None = field("When.")
    policies: str | None = field("The hash of the rules that answer; of the past, those of then.")
    conditions: list[str] | None = field("Whom the rules admit; all of it has to hold.")
    people: int | None = field("How many people of the network can sign in.")
    all: int | None = field("How many of them see all that the portal shows.")
    some: int | None = field("How many see it on some records only.")
    nothing: int | None = field("How many do not see it.")
    not_signed_in: Reach | None = field("The answer for whoever is not signed in.")


SUBJECT = argument(
    "subject", str, "A field (`Event.attendees`), a section (`bookings`) or an action "
    "(`bookings.create`)."
)
VIEWER = argument(
    "viewer", str, "A customer's id or e-mail address, or a state in words, such as "
    "`frozen member at berlin-mitte`."
)
RECORD = argument("record", strawberry.ID | None, "With a field: on this very record.")
BOOKING = argument(
    "booking", BookingToAskAbout | None, "With `bookings.create` and a customer: what would come "
    "of this very booking."
)
WHEN = argument(
    "when", str | None, "A moment on the portal's clock, such as `2026-10-03T09:00`; else now."
)
