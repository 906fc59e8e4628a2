"""Booking rules: asked in their order, each replacing what it names."""

from __future__ import annotations

import pytest

from resolvers.booking.limits import Limit, limits_of
from resolvers.booking.resource import BookingRule, Resource

ROOM = Resource(minimum_minutes=30, maximum_minutes=240, advance_minutes=1000, lead_minutes=10)


def _maximum(*rules: BookingRule) -> Limit | None:
    return limits_of(Resource(maximum_minutes=240, rules=rules)).maximum


@pytest.mark.parametrize(
    ("rules", "maximum"),
    [
        ((), Limit(240)),
        ((BookingRule(1, maximum_minutes=60),), Limit(60)),
        ((BookingRule(1, applies=False, maximum_minutes=60),), Limit(240)),
        ((BookingRule(1, lead_minutes=5),), Limit(240)),
        ((BookingRule(1, maximum_minutes=60), BookingRule(2, maximum_minutes=90)), Limit(90)),
        (
            (BookingRule(1, maximum_minutes=60, stop=True), BookingRule(2, maximum_minutes=90)),
            Limit(60),
        ),
        (
            (
                BookingRule(1, applies=False, maximum_minutes=60, stop=True),
                BookingRule(2, maximum_minutes=90),
            ),
            Limit(90),
        ),
        ((BookingRule(1, stop=True), BookingRule(2, maximum_minutes=90)), Limit(240)),
        (
            (BookingRule(1, maximum_minutes=60, reject_message="An hour."),),
            Limit(60, "An hour."),
        ),
    ],
)
def test_the_last_that_applies_counts(
    rules: tuple[BookingRule, ...], maximum: Limit | None
) -> None:
    """In the order of evaluation, up to the first that applies and stops."""
    assert _maximum(*rules) == maximum


def test_all_four_limits_can_be_replaced() -> None:
    """What a rule leaves out stays the resource's own."""
    own = limits_of(ROOM)
    assert (own.minimum, own.maximum, own.advance, own.lead) == (
        Limit(30),
        Limit(240),
        Limit(1000),
        Limit(10),
    )
    rule = BookingRule(
        1, minimum_minutes=1, maximum_minutes=2, advance_minutes=3, lead_minutes=4
    )
    replaced = limits_of(Resource(rules=(rule,)))
    assert (replaced.minimum, replaced.maximum) == (Limit(1), Limit(2))
    assert (replaced.advance, replaced.lead) == (Limit(3), Limit(4))


def test_a_rule_of_words_alone_refuses() -> None:
    """Unless an earlier one stops, or it is about others."""
    refusing = BookingRule(2, reject_message="Ask us.")
    assert limits_of(Resource(rules=(refusing,))).rejected == refusing
    stopping = BookingRule(1, stop=True)
    assert limits_of(Resource(rules=(stopping, refusing))).rejected is None
    limiting = BookingRule(2, reject_message="An hour.", maximum_minutes=60)
    assert limits_of(Resource(rules=(limiting,))).rejected is None
