"""The limits that count: the resource's own, and over them those of the booking rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from resolvers.booking.resource import BookingRule, Resource


@dataclass(frozen=True, slots=True)
class Limit:
    """Minutes, and the words of the rule that set them."""

    minutes: int
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for this customer; `rejected` is the rule that refuses whatever is asked."""

    minimum: Limit | None = None
    maximum: Limit | None = None
    advance: Limit | None = None
    lead: Limit | None = None
    rejected: BookingRule | None = None


def limits_of(resource: Resource) -> Limits:
    """Go through the rules in their order: each that applies replaces what it names.

    A rule that sets no limit but has words refuses; a rule that stops is the last one asked.
    """
    limits = Limits(
        minimum=_limit(resource.minimum_minutes),
        maximum=_limit(resource.maximum_minutes),
        advance=_limit(resource.advance_minutes),
        lead=_limit(resource.lead_minutes),
    )
    for rule in resource.rules:
        if not rule.applies:
            continue
        words = rule.reject_message
        limits = replace(
            limits,
            minimum=_limit(rule.minimum_minutes, words) or limits.minimum,
            maximum=_limit(rule.maximum_minutes, words) or limits.maximum,
            advance=_limit(rule.advance_minutes, words) or limits.advance,
            lead=_limit(rule.lead_minutes, words) or limits.lead,
        )
        if words is not None and rule.sets_no_limit:
            return replace(limits, rejected=rule)
        if rule.stop:
            break
    return limits


def _limit(minutes: int | None, message: str | None = None) -> Limit | None:
    return None if minutes is None else Limit(minutes, message)
