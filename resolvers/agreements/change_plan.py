"""Changing a contract to another plan with its next cycle, and taking that back."""

from __future__ import annotations

from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CHANGE_PLAN, CHANGE_PLAN_FOR_CUSTOMER
from resolvers.agreements.holding import (
    Held,
    Problem,
    done,
    hold_contract,
    judge,
    refused,
    unchanged,
    wrong,
)
from resolvers.agreements.rows import choose_plan
from resolvers.agreements.verdicts import changing
from resolvers.joining.plan_rows import read_plan
from resolvers.plans import PLAN
from resolvers.refusals import error
from resolvers.suspension.automatic import suspend_on
from resolvers.suspension.occasions import PLAN as PLAN_CHOSEN

UNKNOWN_PLAN = error("NOT_FOUND", "There is no such plan here.", "planId")
NOT_SOLD = error("NOT_OFFERED", "This plan is not sold any more.", "planId")
OTHER_PLACE = error(
    "INVALID_VALUE", "The plan is not sold where the contract was made.", "planId"
)
CHOSE = "chose another plan in the portal"


async def change_plan(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Change to another plan of the same house at the next renewal, or stay after all."""
    given = arguments["input"]
    held = await hold_contract(work, given, CHANGE_PLAN, CHANGE_PLAN_FOR_CUSTOMER)
    if not isinstance(held, Held):
        return wrong(held)
    no = judge(work, held, changing)
    if no is not None:
        return refused(no)
    chosen = None
    if given.get("planId") is not None:
        found = await _plan(work, held, given["planId"])
        if not isinstance(found, int):
            return wrong(found)
        chosen = None if found == held.agreement.plan else found
    if chosen == held.agreement.next_plan:
        return unchanged(held)
    network = work.tree.root(work.portal)
    await choose_plan(work.connection, network, held.agreement.id, chosen)
    if chosen is not None and not held.by_staff:  # at the desk somebody has had a look
        customer = held.agreement.customer
        await suspend_on(
            work.connection, work.policies, held.place, customer, PLAN_CHOSEN, CHOSE, work.now
        )
    before = {"next_plan_id": held.agreement.next_plan}
    return await done(work, held, before, {"next_plan_id": chosen})


async def _plan(work: Work, held: Held, asked: object) -> int | Problem:
    """Return the plan that is asked for, which the contract's location sells; or what is wrong."""
    found = await find_visible(work, PLAN, asked)
    if found is None:
        return UNKNOWN_PLAN
    plan = await read_plan(work.connection, work.tree.root(work.portal), found)
    if (plan.location, plan.currency) != (held.agreement.location, held.agreement.currency):
        return OTHER_PLACE
    return NOT_SOLD if plan.archived else found


CHANGE_A_PLAN = Mutation(change_plan, records={"contract": "Contract"})
