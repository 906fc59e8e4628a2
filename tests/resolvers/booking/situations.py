"""A booking that all nine rules let pass, and for each rule a change at which it says no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from access.mask import Code as Denied
from access.viewer import LiveContract, Viewer
from resolvers.booking.resource import Resource, Slot
from resolvers.booking.situation import Allowance, Interval, Situation
from resolvers.booking.standing import Answers, Standing
from resolvers.booking.verdict import Step

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)  # a Friday, 13:00 in Berlin
HOUR = dt.timedelta(hours=1)
MEMBER = Viewer(
    "harbour",
    1,
    home="berlin-mitte",
    contracts=(LiveContract(5, "berlin-mitte", "hot-desk", 50, frozen=False),),
    rights=frozenset({"can-book"}),
)
DAILY = tuple(Slot(weekday, 8 * 60, 20 * 60) for weekday in range(1, 8))


def berlin(day: int, hour: int, minute: int = 0, *, month: int = 11) -> dt.datetime:
    """A moment of 2026 as clocks in Berlin show it."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(dt.UTC)


NOTHING: dict[Interval, float] = {
    (berlin(23, 0), berlin(30, 0)): 0,
    (berlin(1, 0), berlin(1, 0, month=12)): 0,
}
"""The week and the month of the booking, in which nothing else is booked."""


def situation(**changes: Any) -> Situation:
    """Monday, 23 November, 10 to 12 o'clock: a member books a room for four."""
    usual = Situation(
        now=NOW,
        start=berlin(23, 10),
        end=berlin(23, 12),
        zone=BERLIN,
        resource=Resource(
            id=7,
            location="berlin-mitte",
            capacity=4,
            minimum_minutes=30,
            maximum_minutes=240,
            step_minutes=15,
            buffer_minutes=10,
            advance_minutes=60 * 24 * 60,
            lead_minutes=60,
            slots=DAILY,
        ),
        booker=MEMBER,
        customer=MEMBER,
        before=(Standing(), Standing()),
        attendees=4,
        allowances=(Allowance(600, 2000),),
        usable=frozenset({5}),
        booked=NOTHING,
    )
    return replace(usual, **changes)


def of_resource(**changes: Any) -> Callable[[Situation], Situation]:
    """A change of the resource."""
    return lambda given: replace(given, resource=replace(given.resource, **changes))


def answers(**codes: Denied | None) -> Callable[[Situation], Situation]:
    """A change of what the policies say now, of the person as they are and thawed."""

    def change(given: Situation) -> Situation:
        first = given.before[0]
        lifted = replace(first.lifted, **codes)
        return replace(given, before=(replace(first, lifted=lifted), *given.before[1:]))

    return change


def suspended(given: Situation) -> Situation:
    """The customer is suspended, and the action is denied to the suspended."""
    thawed = Answers(action=Denied.CUSTOMER_SUSPENDED)
    first = replace(given.before[0], thawed=thawed, suspended=True)
    return replace(given, before=(first, *given.before[1:]))


def frozen(given: Situation) -> Situation:
    """All contracts are frozen, and booking is for those with one that is not."""
    return answers(action=Denied.CONTRACT_FROZEN)(given)


FAILING: dict[Step, Callable[[Situation], Situation]] = {
    Step.PORTAL_ACCESS: lambda given: replace(
        given, booker=replace(given.booker, rights=frozenset())
    ),
    Step.MEMBERSHIP: answers(audience=Denied.MEMBERS_ONLY),
    Step.SUSPENSION: suspended,
    Step.FREEZE: frozen,
    Step.ENTITLEMENTS: of_resource(teams=frozenset({9})),
    Step.CONFIGURATION: of_resource(capacity=3),
    Step.AVAILABILITY: of_resource(slots=(Slot(7, 0, 1440),)),
    Step.CONSTRAINTS: of_resource(maximum_minutes=60),
    Step.TIMING: of_resource(lead_minutes=60 * 24 * 30),
}
"""For each step, a change at which it is this one that says no, whatever the others say."""
