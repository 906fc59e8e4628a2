"""Every step and every code: a literal table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from access.mask import Code as Denied
from access.viewer import ANONYMOUS
from resolvers.booking.credits import Credit
from resolvers.booking.nine_rules import ask_rules
from resolvers.booking.resource import BookingRule, Closing
from resolvers.booking.situation import Allowance, Prospects, Situation
from resolvers.booking.standing import Answers, Standing
from resolvers.booking.verdict import SAYINGS, Code
from tests.resolvers.booking.situations import (
    MEMBER,
    NOTHING,
    NOW,
    answers,
    berlin,
    frozen,
    of_resource,
    situation,
    suspended,
)

Change = Callable[[Situation], Situation]
DAY = dt.timedelta(days=1)


def of(**changes: Any) -> Change:
    """A change of the situation itself."""
    return lambda given: replace(given, **changes)


def later(**codes: Denied) -> Change:
    """A change of what the policies say of the moment when the booking begins."""
    then = Standing(lifted=Answers(**codes))
    return lambda given: replace(given, before=(given.before[0], then))


def rule(**limits: Any) -> Change:
    """One booking rule."""
    return of_resource(rules=(BookingRule(1, **limits),))


def plan_frozen(given: Situation) -> Situation:
    """All contracts are frozen, one of them of the plan that the room is kept for."""
    first = Standing(lifted=Answers(plans=Denied.CONTRACT_FROZEN), all_frozen=True)
    return replace(given, before=(first, *given.before[1:]))


def short_of_credit(given: Situation) -> Situation:
    """The room takes credit, and a minute is missing."""
    return of(credits=CREDIT)(of_resource(requires_credit=True)(given))


def back_after(minutes: int) -> Change:
    """The customer has had the room until eight, and may come back so many minutes later."""
    had = ((berlin(23, 7), berlin(23, 8)),)
    return lambda given: of(too_near=had)(of_resource(no_return_minutes=minutes)(given))


PROSPECTS = Prospects(NOW + DAY, NOW + 2 * DAY, NOW + 3 * DAY)
CREDIT = (Credit(5, 1, "time-credit", None, NOW.date(), 119, NOW + 4 * DAY),)
CLOSED = Closing(berlin(22, 0), berlin(24, 0), "The painters are in.")

TABLE: list[tuple[str, Change, int, str, dt.datetime | None]] = [
    ("nobody is signed in", of(booker=ANONYMOUS("harbour")), 1, "LOGIN_REQUIRED", None),
    ("a login is asked for", answers(action=Denied.LOGIN_REQUIRED), 1, "LOGIN_REQUIRED", None),
    ("the portal is closed", answers(portal=Denied.MEMBERS_ONLY), 1, "PORTAL_ACCESS", None),
    ("the section is closed", answers(section=Denied.MEMBERS_ONLY), 1, "SECTION_CLOSED", None),
    ("the section is off", answers(section=Denied.FEATURE_OFF), 1, "BOOKINGS_DISABLED", None),
    ("nobody may book", answers(action=Denied.NOT_ALLOWED), 1, "BOOKINGS_DISABLED", None),
    ("no right to book", of(booker=replace(MEMBER, rights=frozenset())), 1,
     "NO_BOOKING_PERMISSION", None),
    ("for people who are no mates", of(mates=False), 1, "NOT_TEAM_BOOKER", None),
    ("a contact, by the action", answers(action=Denied.MEMBERS_ONLY), 2, "MEMBERS_ONLY", NOW + DAY),
    ("a contact, by the room", answers(audience=Denied.MEMBERS_ONLY), 2, "MEMBERS_ONLY", NOW + DAY),
    ("a contact by then", later(audience=Denied.MEMBERS_ONLY), 2, "MEMBERS_ONLY", NOW + DAY),
    ("a member", answers(audience=Denied.CONTACTS_ONLY), 2, "CONTACTS_ONLY", None),
    ("suspended", suspended, 3, "CUSTOMER_SUSPENDED", NOW + 3 * DAY),
    ("frozen, at a room of the plan", plan_frozen, 4, "CONTRACT_FROZEN", NOW + 2 * DAY),
    ("frozen, by the section", answers(section=Denied.CONTRACT_FROZEN), 4, "CONTRACT_FROZEN",
     NOW + 2 * DAY),
    ("frozen, by the action", frozen, 4, "CONTRACT_FROZEN", NOW + 2 * DAY),
    ("frozen by then", later(audience=Denied.CONTRACT_FROZEN), 4, "CONTRACT_FROZEN",
     NOW + 2 * DAY),
    ("another plan", answers(plans=Denied.MEMBERS_ONLY), 5, "INVALID_TARIFF", None),
    ("another team", of_resource(teams=frozenset({9})), 5, "INVALID_TEAM", None),
    ("too much this week", of(allowances=(Allowance(119, 0),)), 5, "HARD_LIMIT_WEEK",
     berlin(30, 0)),
    ("too much this month", of(allowances=(Allowance(0, 119),)), 5, "HARD_LIMIT_MONTH",
     berlin(1, 0, month=12)),
    ("too little credit", short_of_credit, 5, "NO_CREDIT", NOW + 4 * DAY),
    ("out of use", of_resource(archived=True), 6, "RESOURCE_HIDDEN", None),
    ("not shown", of_resource(visible=False), 6, "RESOURCE_HIDDEN", None),
    ("for those at home", of_resource(home_only=True, location="porto"), 6, "HOME_LOCATION_ONLY",
     None),
    ("one too many", of(attendees=5), 6, "TOO_MANY_VISITORS", None),
    ("closed", of_resource(closings=(CLOSED,)), 7, "EXCEPTION", berlin(24, 0)),
    ("an event", of_resource(events=((berlin(23, 9), berlin(23, 11)),)), 7, "EVENT_CONFLICT",
     berlin(23, 11)),
    ("too early in the day", of(start=berlin(23, 7, 45)), 7, "NOT_AVAILABLE", berlin(23, 8)),
    ("over closing time", of(start=berlin(23, 19), end=berlin(23, 20, 15)), 7, "NOT_AVAILABLE",
     berlin(24, 8)),
    ("a rule that refuses", rule(reject_message="Ask us."), 8, "CUSTOM_MESSAGE", None),
    ("too short", of(end=berlin(23, 10, 15)), 8, "TOO_SHORT", None),
    ("too short by rule", rule(minimum_minutes=121), 8, "TOO_SHORT", None),
    ("too long", of(end=berlin(23, 14, 15)), 8, "TOO_LONG", None),
    ("too long by rule", rule(maximum_minutes=119), 8, "TOO_LONG", None),
    ("between two steps", of(start=berlin(23, 10, 5)), 8, "INVALID_INTERVAL", None),
    ("no whole steps", of(end=berlin(23, 11, 50)), 8, "INVALID_INTERVAL", None),
    ("taken", of(taken=((berlin(23, 11), berlin(23, 13)),)), 8, "BOOKING_CONFLICT",
     berlin(23, 13, 10)),
    ("too near to the one before", of(taken=((berlin(23, 8), berlin(23, 9, 55)),)), 8,
     "BOOKING_CONFLICT", berlin(23, 10, 5)),
    ("back too soon", back_after(121), 8, "NO_RETURN_POLICY", berlin(23, 10, 1)),
    ("over", of(now=berlin(23, 10, 1)), 9, "NO_PAST_BOOKINGS", None),
    ("too far ahead", of_resource(advance_minutes=60), 9, "START_TIME_TOO_EARLY", berlin(23, 9)),
    ("too far ahead by rule", rule(advance_minutes=120), 9, "START_TIME_TOO_EARLY", berlin(23, 8)),
    ("too late", of(now=berlin(23, 9, 30)), 9, "START_TIME_TOO_LATE", berlin(23, 10, 30)),
    ("too late by rule", rule(lead_minutes=60 * 24 * 3), 9, "START_TIME_TOO_LATE", NOW + 3 * DAY),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "step", "code", "changes_at"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_refusals(change: Change, step: int, code: str, changes_at: dt.datetime | None) -> None:
    """What is wrong, where it is noticed, as what, and when it may be different."""
    refusal = ask_rules(change(situation(prospects=PROSPECTS))).refusal
    assert refusal is not None
    found = (int(refusal.step), refusal.code.value, refusal.may_change_at)
    assert found == (step, code, changes_at)
    assert refusal.message


def test_every_code_stands_in_the_table() -> None:
    """And has words of its own."""
    assert {row[3] for row in TABLE} == {code.value for code in Code}
    assert set(SAYINGS) == set(Code)
    assert len(set(SAYINGS.values())) == len(Code)


EDGES: list[tuple[str, Change]] = [
    ("back as soon as may be", back_after(120)),
    ("as many as fit in", of(attendees=4)),
    ("nobody said how many come", of(attendees=None)),
    ("from opening to closing time", of_resource(slots=(), maximum_minutes=None)),
    ("as soon as it opens", of(start=berlin(23, 8), end=berlin(23, 10))),
    ("until it closes", of(start=berlin(23, 18), end=berlin(23, 20))),
    ("a closing that ends as it begins",
     of_resource(closings=(Closing(berlin(23, 9), berlin(23, 10)),))),
    ("a closing that begins as it ends",
     of_resource(closings=(Closing(berlin(23, 12), berlin(23, 13)),))),
    ("as short as may be", of(end=berlin(23, 10, 30))),
    ("as long as may be", of(end=berlin(23, 14))),
    ("next to two others, the time between them kept", of(
        taken=((berlin(23, 9), berlin(23, 9, 50)), (berlin(23, 12, 10), berlin(23, 13))))),
    ("as much as is left this week", of(
        allowances=(Allowance(180, 0),), booked={**NOTHING, (berlin(23, 0), berlin(30, 0)): 60})),
    ("this month does not count for the week", of(
        allowances=(Allowance(120, 0),),
        booked={**NOTHING, (berlin(1, 0), berlin(1, 0, month=12)): 600})),
    ("of two plans the one that allows more",
     of(allowances=(Allowance(60, 60), Allowance(120, 120)))),
    ("of two plans the one without a limit",
     of(allowances=(Allowance(60, 60), Allowance(0, None)))),
    ("no plan, no limit of plans", of(allowances=())),
    ("a rule for others", rule(applies=False, reject_message="Ask us.")),
    ("a rule that allows less time ahead, and enough", rule(lead_minutes=60)),
    ("as far ahead as may be", of_resource(advance_minutes=60 * 24 * 3, lead_minutes=None)),
    ("as late as may be", of(now=berlin(23, 9))),
    ("at once, where that may be", lambda given: replace(
        of_resource(lead_minutes=None)(given), now=given.start)),
    ("suspended, where the policy does not mind", lambda given: replace(
        given, before=(Standing(suspended=True), Standing()))),
    ("frozen, at a room for all", lambda given: replace(
        given, before=(Standing(all_frozen=True), Standing()))),
]  # fmt: skip


@pytest.mark.parametrize("change", [row[1] for row in EDGES], ids=[row[0] for row in EDGES])
def test_edges_that_pass(change: Change) -> None:
    """A limit may be reached; what begins as another ends does not meet it."""
    assert ask_rules(change(situation())).refusal is None


def test_frozen_and_every_booking_blocked() -> None:
    """With `freeze.blocks-all-bookings` whoever is frozen books nothing."""
    given = situation(before=(Standing(all_frozen=True), Standing()), blocks_all_while_frozen=True)
    refusal = ask_rules(given).refusal
    assert refusal is not None
    assert refusal.code is Code.CONTRACT_FROZEN


def test_the_operators_words() -> None:
    """Where they have any they are what people read: for actions, closings and rules."""
    refused = answers(action=Denied.MEMBERS_ONLY, else_say="Our members book.")  # type: ignore[arg-type]
    cases = [
        (refused, "Our members book."),
        (of_resource(closings=(CLOSED,)), "The painters are in."),
        (rule(reject_message="Ask us."), "Ask us."),
        (rule(maximum_minutes=60, reject_message="An hour."), "An hour."),
        (rule(maximum_minutes=60), SAYINGS[Code.TOO_LONG]),
    ]
    for change, words in cases:
        refusal = ask_rules(change(situation())).refusal
        assert refusal is not None
        assert refusal.message == words
