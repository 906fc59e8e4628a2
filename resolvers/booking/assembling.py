"""A situation out of the rows that it is made of, and of what the policies say of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from access.tree import Tree
from access.viewer import LiveContract, Viewer
from resolvers.booking.bought import cards_from
from resolvers.booking.credit_rows import terms_of
from resolvers.booking.credits import MONEY
from resolvers.booking.included import Included, usable_throughout
from resolvers.booking.included_rows import included_from, terms_at
from resolvers.booking.periods import minutes_from
from resolvers.booking.resource import Resource
from resolvers.booking.resource_rows import resource_from, rules_from, times_from
from resolvers.booking.situation import Allowance, Prospects, Situation
from resolvers.booking.situation_rows import SituationRows
from resolvers.booking.standing import Asking
from resolvers.commerce.rates import Rate, cheapest
from store.moments import instant

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who wants what and when: the part of a situation that is not read beside the resource.

    `mates`     whether the booker may speak for whom and for which team they book
    `prospects` when the booker's state changes, where they book for somebody else
    `shared`    what a team shares that it is booked for
    """

    booker: Viewer
    customer: Viewer
    start: dt.datetime
    end: dt.datetime
    attendees: int | None = None
    mates: bool = True
    blocks_all: bool = False
    prospects: Prospects | None = None
    shared: Included = Included()  # noqa: RUF009 - frozen, so it may be shared


def assemble(found: SituationRows, asking: Asking, tree: Tree, of: Occasion) -> Situation | None:
    """Put a situation together; None where the resource is at no known place."""
    resource = _resource(found)
    if resource.location not in tree:
        return None
    customer, start = of.customer, of.start
    terms = terms_at(found.held, tree, start)
    later = replace(customer, contracts=_contracts(terms, found))
    rules = rules_from(
        found.rules, found.rule_plans, lambda level, plans: asking.admits(level, plans, later)
    )
    resource = replace(resource, rules=rules)
    own = usable_throughout(customer, later)
    included = _included([row for row in terms if row[0] in own], found).with_shared(of.shared)
    return Situation(
        now=asking.now,
        start=start,
        end=of.end,
        zone=tree[resource.location].timezone,
        resource=resource,
        booker=of.booker,
        customer=customer,
        before=asking.standings(of.booker, customer, later, resource),
        attendees=of.attendees,
        mates=of.mates,
        blocks_all_while_frozen=of.blocks_all,
        allowances=_allowances(later, found),
        usable=own,
        credits=included.credits(tree, start),
        discount=included.discount(tree, start, resource.category, own),
        cards=() if customer.suspended else cards_from(found.cards),
        has_money=any(each.kind == MONEY for each in included.benefits)
        or any(each not in later.contracts for each in customer.contracts),
        booked=minutes_from(found.booked),
        too_near=times_from(found.too_near),
        taken=times_from(found.taken),
        prospects=_prospects(found.coming, found.freezes, found.suspensions),
        bookers=of.prospects,
        offer=cheapest(_rates(asking, found, customer), start, of.end),
    )


def _resource(found: SituationRows) -> Resource:
    resource = resource_from(
        found.settings[0],
        plans=found.plans,
        teams=found.teams,
        slots=found.slots,
        closings=found.closings,
        linked=found.linked,
        held=found.events,
    )
    return replace(resource, requires_credit=terms_of(found.terms).requires_credit)


def _contracts(terms: Rows, found: SituationRows) -> tuple[LiveContract, ...]:
    resting, keys = {row[0] for row in found.paused}, {row[0]: row[3] for row in found.held_plans}
    return tuple(
        LiveContract(id_, place, keys[plan], plan, frozen=id_ in resting)
        for id_, plan, place, *_ in sorted(tuple(row) for row in terms)
    )


def _included(held: Rows, found: SituationRows) -> Included:
    return included_from(held, [row[:3] for row in found.held_plans], found.benefits, found.uses)


def _allowances(viewer: Viewer, found: SituationRows) -> tuple[Allowance, ...]:
    usable = {held.plan_id for held in viewer.contracts if not held.frozen}
    return tuple(Allowance(*limits) for id_, _, _, _, *limits in found.held_plans if id_ in usable)


def _rates(asking: Asking, found: SituationRows, customer: Viewer) -> Iterable[Rate]:
    """Yield the rates that are for the customer."""
    return (
        rate
        for rate in (Rate(*row) for row in found.rates)
        if asking.admits(rate.audience, (), customer, "Rate")
    )


def _prospects(coming: Rows, freezes: Rows, suspensions: Rows) -> Prospects:
    """Make prospects of the rows of what is to come, what rests and what is suspended."""
    ends = [instant(row[0]) for row in suspensions]
    known = [end for end in ends if end is not None]
    return Prospects(
        member_at=instant(coming[0][0]) if coming else None,
        thaws_at=instant(freezes[0][0]) if freezes else None,
        lifted_at=max(known) if known and len(known) == len(ends) else None,
    )
