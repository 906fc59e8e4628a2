"""Whether the viewer could book a resource, asked before they do, of the same nine rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from access.explaining import BLOCKS_ALL
from access.viewer import LiveContract, Viewer
from planning.entities import Computed, Context
from planning.running import instant
from resolvers.actions import CREATE_BOOKING
from resolvers.booking import beside
from resolvers.booking.booking_rows import LONGEST
from resolvers.booking.credit_rows import terms_of
from resolvers.booking.credits import included_from, usable_throughout
from resolvers.booking.ladder import ladder
from resolvers.booking.resource_rows import resource_from, rules_from
from resolvers.booking.situation import Allowance, Interval, Prospects, Situation
from resolvers.booking.standing import Asking
from resolvers.booking.wish import YEARS
from resolvers.clock import kept_moment

Rows = Sequence[tuple[Any, ...]]


def wrong_time(given: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a time that is asked about, in words for the client's developer."""
    start, end = given["start"], given["end"]
    if end <= start:
        return "The end comes after the beginning."
    if start.year not in YEARS or end.year not in YEARS:
        return "This is too far away."
    if end - start > LONGEST:
        return "A booking lasts a year at the most."
    attendees = given.get("attendees")
    return "At least one person comes." if attendees is not None and attendees < 1 else None


def access(context: Context, *rows: Rows, **given: Any) -> dict[str, Any] | None:
    """Go up the ladder for the viewer; null where the resource is at no known place."""
    settings, plans, teams, slots, closings, events, taken, rules, links, terms, *person = rows
    resource = resource_from(
        settings[0], plans=plans, teams=teams, slots=slots, closings=closings, held=events
    )
    if resource.location not in context.tree:
        return None
    asking = Asking(context.policies, context.portal, context.now, CREATE_BOOKING)
    booked, held, paused, held_plans, benefits, uses, *prospects = person
    viewer = context.viewer
    later = replace(viewer, contracts=_contracts(held, paused, held_plans))
    own = usable_throughout(viewer, later)
    included = included_from(
        [row for row in held if row[0] in own], [row[:3] for row in held_plans], benefits, uses
    )
    rules_of_it = rules_from(
        rules, links, lambda level, kept_for: asking.admits(level, kept_for, later)
    )
    requires_credit = terms_of(terms).requires_credit
    resource = replace(resource, rules=rules_of_it, requires_credit=requires_credit)
    start = given["start"]
    verdict = ladder(
        Situation(
            now=context.now,
            start=start,
            end=given["end"],
            zone=context.tree[resource.location].timezone,
            resource=resource,
            booker=viewer,
            customer=viewer,
            before=asking.standings(viewer, viewer, later, resource),
            attendees=given.get("attendees"),
            blocks_all_while_frozen=bool(context.mask.shape.switches[BLOCKS_ALL]),
            allowances=_allowances(later, held_plans),
            credits=included.credits(context.tree, start),
            discount=included.discount(context.tree, start, resource.category, own),
            booked=_intervals(booked),
            taken=_intervals(taken),
            prospects=_prospects(*prospects),
        )
    )
    refusal = verdict.refusal
    return {
        "allowed": refusal is None,
        "refusal": None if refusal is None else refusal.to_json(),
        "trace": verdict.to_json(),
        "tentative": verdict.tentative,
        "benefitsApplied": verdict.benefits_applied,
        "coveredMinutes": verdict.covered,
        "discountPercent": verdict.discount,
    }


def _contracts(held: Rows, paused: Rows, plans: Rows) -> tuple[LiveContract, ...]:
    resting, keys = {row[0] for row in paused}, {row[0]: row[3] for row in plans}
    return tuple(
        LiveContract(id_, place, keys[plan], plan, frozen=id_ in resting)
        for id_, plan, place, *_ in sorted(held)
    )


def _allowances(viewer: Viewer, plans: Rows) -> tuple[Allowance, ...]:
    usable = {held.plan_id for held in viewer.contracts if not held.frozen}
    return tuple(Allowance(*limits) for id_, _, _, _, *limits in plans if id_ in usable)


def _intervals(rows: Rows) -> tuple[Interval, ...]:
    return tuple((kept_moment(start), kept_moment(end)) for start, end in rows)


def _prospects(coming: Rows, freezes: Rows, suspensions: Rows) -> Prospects:
    ends = [instant(row[0]) for row in suspensions]
    known = [end for end in ends if end is not None]
    return Prospects(
        member_at=instant(coming[0][0]) if coming else None,
        thaws_at=instant(freezes[0][0]) if freezes else None,
        lifted_at=max(known) if known and len(known) == len(ends) else None,
    )


ACCESS = Computed(
    (),
    access,
    (
        beside.SETTINGS_OF_ITS_OWN,
        beside.PLANS,
        beside.TEAMS,
        beside.SLOTS,
        beside.CLOSINGS,
        beside.EVENTS,
        beside.TAKEN,
        beside.RULES,
        beside.RULE_PLANS,
        beside.TERMS,
        beside.BOOKED,
        beside.HELD,
        beside.PAUSED,
        beside.HELD_PLANS,
        beside.BENEFITS,
        beside.USES,
        beside.COMING,
        beside.FREEZES,
        beside.SUSPENSIONS,
    ),
    check=wrong_time,
    parameters=beside.moments_around,
)
