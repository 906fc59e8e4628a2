"""Choosing a first plan: a contact becomes a member with the contract that begins."""

from __future__ import annotations

from typing import Any

from access.tree import Location
from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CHOOSE_PLAN
from resolvers.joining.offer import offer_of
from resolvers.joining.plan_rows import (
    NewContract,
    OfferedPlan,
    begin_contract,
    holds_contract,
    read_plan,
)
from resolvers.keys import came_to, keep_key, key_of
from resolvers.locks import hold_customer
from resolvers.plans import PLAN
from resolvers.refusals import error, not_allowed, refused
from resolvers.suspension.automatic import suspend_on
from resolvers.suspension.occasions import PLAN as PLAN_CHOSEN
from store.audit_trail import Change, record_change

NO_CUSTOMER = error("LOGIN_REQUIRED", "Please sign in as a customer to choose a plan.")
UNKNOWN_PLAN = error("NOT_FOUND", "There is no such plan here.", "planId")
NOT_OFFERED = error("NOT_OFFERED", "This plan is agreed upon with the team.", "planId")
HELD = error("CONTACTS_ONLY", "You have a contract already, or one that is to begin.")
CHOSE = "chose a first plan in the portal"


async def choose_plan(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Begin a contract of the viewer's on a plan that its location offers, as their only one."""
    given = arguments["input"]
    customer = work.viewer.customer
    if customer is None:
        return refused([NO_CUSTOMER])
    network = work.tree.root(work.portal)
    await hold_customer(work.connection, network, customer)
    key = key_of(customer, CHOOSE_PLAN, given)
    before = await came_to(work, key)
    if isinstance(before, dict):
        return refused([before])
    if before is not None:  # asked again: they are a member by now, and that is no mistake
        return Outcome(values={"errors": []}, records={"contract": before})
    decision = work.decide(CHOOSE_PLAN)
    if not decision:
        return refused([not_allowed(decision)])
    plan = await find_offered(work, given["planId"])
    if not isinstance(plan, OfferedPlan):
        return refused([plan])
    if await holds_contract(work.connection, network, customer, work.now):
        return refused([HELD])
    place = work.tree[plan.location]
    contract = await begin(work, place, customer, plan, login=work.viewer.login)
    await keep_key(work, key, contract.id)
    return Outcome(values={"errors": []}, records={"contract": contract.id})


async def find_offered(work: Work, asked: str) -> OfferedPlan | dict[str, Any]:
    """Return the plan that the viewer sees and its location offers; or what is wrong."""
    found = await find_visible(work, PLAN, asked)
    if found is None:
        return UNKNOWN_PLAN
    plan = await read_plan(work.connection, work.tree.root(work.portal), found)
    if plan.location not in work.tree:
        return UNKNOWN_PLAN
    return plan if plan.key in offer_of(work.tree[plan.location]).plans else NOT_OFFERED


async def begin_wished(work: Work, customer: int, wished: int, *, login: int) -> None:
    """Begin the contract of a sign-up's plan, unless the house has taken that back meanwhile."""
    plan = await read_plan(work.connection, work.tree.root(work.portal), wished)
    place = work.tree.locations.get(plan.location)
    if place is not None and plan.key in offer_of(place).plans and not plan.archived:
        await begin(work, place, customer, plan, login=login)


async def begin(
    work: Work, place: Location, customer: int, plan: OfferedPlan, *, login: int | None
) -> NewContract:
    """Let the contract begin, suspend where the location declares that, and keep a record.

    It is the customer's own doing, with *login*, whoever the request found them to be.
    """
    contract = await begin_contract(
        work.connection, place, customer, plan, place.day(work.now)
    )
    change = Change(CHOOSE_PLAN, place.id, "Contract", contract.id, None, contract.columns())
    await record_change(
        work.connection, place.root, change, login=login, customer=customer, now=work.now
    )
    await suspend_on(
        work.connection, work.policies, place, customer, PLAN_CHOSEN, CHOSE, work.now
    )
    return contract


CHOOSE_A_PLAN = Mutation(choose_plan, records={"contract": "Contract"})
