"""Selling a plan at the desk: the contract that begins is one that customers choose themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from access.tree import Location
from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import PURCHASE, SELL_PLAN
from resolvers.audit import audit_row
from resolvers.commerce.buyers import as_of_now
from resolvers.commerce.purchase_rules import CAN_PURCHASE
from resolvers.customers import CUSTOMER
from resolvers.desk.archived import why_not_for
from resolvers.desk.finding import UNKNOWN_CUSTOMER
from resolvers.joining.plan_rows import OfferedPlan, begin_contract, read_plan
from resolvers.keys import came_to, keep_key, key_of
from resolvers.locks import hold_customer, hold_team
from resolvers.plans import PLAN
from resolvers.refusals import error, not_allowed, refused
from resolvers.teaming.finding import UNKNOWN_TEAM
from resolvers.teaming.team_rows import read_places
from resolvers.teams import TEAM

FARTHEST = dt.timedelta(days=366)

UNKNOWN_PLAN = error("NOT_FOUND", "There is no such plan here.", "planId")
NOT_SOLD = error("NOT_OFFERED", "This plan is not sold any more.", "planId")
START = error("INVALID_VALUE", "From today on, and within a year.", "startDate")
NOT_IN_TEAM = error("INVALID_VALUE", "The customer is not in this team.", "teamId")
NO_RIGHT = error(
    "NO_PURCHASE_PERMISSION", "The customer's profile has no right to buy.", "customerId"
)

Problem = dict[str, Any]


async def sell_plan(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Begin a contract of a customer's on a plan, today or on a day to come.

    Staff sell where the plan is sold, to customers whom they see and who may buy themselves. Which
    plans a location lets people choose alone does not bind staff, and what they sold holds at once.
    """
    given = arguments["input"]
    customer = await find_visible(work, CUSTOMER, given["customerId"])
    if customer is None:
        return refused([UNKNOWN_CUSTOMER])
    team = None
    if given.get("teamId") is not None:
        team = await find_visible(work, TEAM, given["teamId"])
        if team is None:
            return refused([UNKNOWN_TEAM])
    plan = await _plan(work, given["planId"])
    if not isinstance(plan, OfferedPlan):
        return refused([plan])
    decision = work.policies.decide(SELL_PLAN, work.viewer, plan.location, work.now)
    if not decision:
        return refused([not_allowed(decision)])
    place = work.tree[plan.location]
    start = _start(place, given.get("startDate"), work.now)
    if start is None:
        return refused([START])
    if team is not None and not await _is_in(work, team, customer):
        return refused([NOT_IN_TEAM])
    await hold_customer(work.connection, place.root, customer)
    key = key_of(customer, SELL_PLAN, given)
    before = await came_to(work, key)
    if before is not None:
        return _sold(before) if isinstance(before, int) else refused([before])
    if problem := await _why_not(work, customer, plan.location):
        return refused([problem])

    contract = await begin_contract(work.connection, place, customer, plan, start, team=team)
    await audit_row(work, SELL_PLAN, "Contract", contract.id, None, contract)
    await keep_key(work, key, contract.id)
    return _sold(contract.id)


async def _plan(work: Work, asked: object) -> OfferedPlan | Problem:
    found = await find_visible(work, PLAN, asked)
    if found is None:
        return UNKNOWN_PLAN
    plan = await read_plan(work.connection, work.tree.root(work.portal), found)
    if plan.location not in work.tree:
        return UNKNOWN_PLAN
    return NOT_SOLD if plan.archived else plan


def _start(place: Location, asked: dt.date | None, now: dt.datetime) -> dt.date | None:
    """Return the contract's first day; None where it cannot begin then."""
    today = place.day(now)
    start = today if asked is None else asked
    return start if today <= start <= today + FARTHEST else None


async def _is_in(work: Work, team: int, customer: int) -> bool:
    """Whether the customer is in the team, which nobody leaves until the contract is kept."""
    await hold_team(work.connection, work.tree.root(work.portal), team)
    return any(each.customer_id == customer for each in await read_places(work, team))


async def _why_not(work: Work, customer: int, location: str) -> Problem | None:
    """Say why the customer may not buy: what holds for them holds when staff sell, too."""
    if problem := await why_not_for(work, customer):
        return problem
    buyer = await as_of_now(work, customer)
    decision = work.policies.decide(PURCHASE, buyer, location, work.now)
    if not decision:
        return {**not_allowed(decision), "field": "customerId"}
    return None if CAN_PURCHASE in buyer.rights else NO_RIGHT


def _sold(contract: int) -> Outcome:
    return Outcome(values={"errors": []}, records={"contract": contract})


SELL_A_PLAN = Mutation(sell_plan, records={"contract": "Contract"})
