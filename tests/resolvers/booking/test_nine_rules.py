"""The nine rules: nine steps, always in their order."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from access.viewer import LiveContract
from resolvers.booking.included import usable_throughout
from resolvers.booking.nine_rules import DOOR, RULES, ask_rules, door
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Step
from tests.resolvers.booking.situations import FAILING, MEMBER, of_resource, situation


def test_a_booking_that_nothing_speaks_against() -> None:
    """All nine steps say yes, the plan's benefits apply, and nobody has to confirm."""
    verdict = ask_rules(situation())
    assert verdict.refusal is None
    assert [refusal for _, refusal in verdict.trace] == [None] * 9
    assert (verdict.tentative, verdict.benefits_applied) == (False, True)


def test_the_order_of_the_steps() -> None:
    """It is the seed's, and each step's rule refuses with its own number."""
    assert [(int(step), rule.__name__) for step, rule in RULES.items()] == [
        (1, "portal_access"),
        (2, "membership"),
        (3, "suspension"),
        (4, "freeze"),
        (5, "entitlements"),
        (6, "configuration"),
        (7, "availability"),
        (8, "constraints"),
        (9, "timing"),
    ]
    for step, fail in FAILING.items():
        refusal = RULES[step](fail(situation()))
        assert refusal is not None
        assert refusal.step is step


@pytest.mark.parametrize("step", Step, ids=lambda step: step.name)
def test_one_step_alone(step: Step) -> None:
    """Where one step says no, it is the answer, and the trace shows the others passed."""
    verdict = ask_rules(FAILING[step](situation()))
    assert verdict.refusal is not None
    assert verdict.refusal.step is step
    assert [each for each, refusal in verdict.trace if refusal is not None] == [step]


@pytest.mark.parametrize(
    ("first", "second"),
    list(itertools.combinations(Step, 2)),
    ids=lambda step: step.name,
)
def test_of_two_steps_the_first_is_the_answer(first: Step, second: Step) -> None:
    """Adjacent ones and all others; the trace shows both."""
    for earlier, later in ((first, second), (second, first)):
        verdict = ask_rules(FAILING[earlier](FAILING[later](situation())))
        assert verdict.refusal is not None
        assert verdict.refusal.step is first
        assert [each for each, refusal in verdict.trace if refusal is not None] == [first, second]


def test_all_steps_at_once() -> None:
    """The first is the answer, and the trace shows all nine."""
    given: Situation = situation()
    for fail in FAILING.values():
        given = fail(given)
    verdict = ask_rules(given)
    assert verdict.refusal is not None
    assert verdict.refusal.step is Step.PORTAL_ACCESS
    assert [refusal.step for _, refusal in verdict.trace if refusal is not None] == list(Step)


def test_the_door_asks_of_people_alone() -> None:
    """What is asked before there is a resource are the first four steps."""
    assert tuple(Step)[:4] == DOOR
    assert door(situation()) is None
    for step, fail in FAILING.items():
        found = door(fail(situation()))
        assert (None if found is None else found.step) == (step if step in DOOR else None)


def test_confirmation_is_no_refusal() -> None:
    """A resource that staff confirm is booked for the time being."""
    verdict = ask_rules(of_resource(requires_confirmation=True)(situation()))
    assert (verdict.refusal, verdict.tentative) == (None, True)


NOW_HELD, ANOTHER = MEMBER.contracts[0], replace(MEMBER.contracts[0], id=6)
FROZEN = replace(NOW_HELD, frozen=True)


@pytest.mark.parametrize(
    ("now", "then", "suspended", "applied"),
    [
        ((NOW_HELD,), (NOW_HELD,), False, True),
        ((NOW_HELD, FROZEN), (NOW_HELD, FROZEN), False, True),
        ((FROZEN,), (NOW_HELD,), False, False),
        ((NOW_HELD,), (FROZEN,), False, False),
        ((NOW_HELD,), (NOW_HELD,), True, False),
        ((NOW_HELD,), (), False, False),
        ((), (NOW_HELD,), False, False),
        ((NOW_HELD,), (ANOTHER,), False, False),
    ],
)
def test_benefits(
    now: tuple[LiveContract, ...],
    then: tuple[LiveContract, ...],
    suspended: bool,
    applied: bool,
) -> None:
    """They apply where one contract can be used now and then, and nobody is suspended."""
    customer = replace(MEMBER, contracts=now, suspended=suspended)
    usable = usable_throughout(customer, replace(customer, contracts=then))
    assert ask_rules(situation(usable=usable)).benefits_applied is applied
