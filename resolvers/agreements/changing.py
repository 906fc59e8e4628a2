"""The three mutations of contracts: freezing, ending, changing the plan."""

from __future__ import annotations

from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CHANGE_PLAN, END_CONTRACT, FREEZE_CONTRACT
from resolvers.agreements.agreement import Agreement
from resolvers.agreements.rows import (
    choose_plan,
    customer_of,
    end_contract,
    insert_freeze,
    plan_place,
    read_agreement,
)
from resolvers.agreements.verdicts import No, changing, ending, freezing
from resolvers.audit import audit
from resolvers.contracts import CONTRACT
from resolvers.locks import hold_customer
from resolvers.plans import PLAN
from resolvers.refusals import error, not_allowed
from resolvers.suspension.automatic import suspend_on
from resolvers.suspension.occasions import PLAN as PLAN_CHOSEN
from store.audit_trail import Change
from store.moments import start_of_day

UNKNOWN_CONTRACT = error("NOT_FOUND", "There is no such contract.", "contractId")
UNKNOWN_PLAN = error("NOT_FOUND", "There is no such plan here.", "planId")
NOT_YOURS = error("NOT_ALLOWED", "This contract is not yours to change.", "contractId")
OTHER_PLACE = error(
    "INVALID_VALUE", "The plan is not sold where the contract was made.", "planId"
)
CHOSE = "chose another plan in the portal"


async def freeze_contract(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Freeze a contract from the first day of a cycle to that of a later one."""
    given = arguments["input"]
    found = await _hold(work, FREEZE_CONTRACT, given)
    if not isinstance(found, Agreement):
        return _wrong(found)
    place = work.tree[found.location]
    days = freezing(found, given.get("fromDate"), given["untilDate"], place.day(work.now))
    if isinstance(days, No):
        return _refused(days)
    since, until = days
    columns = {
        "from_date": since,
        "until_date": until,
        "from_at": start_of_day(since, place.timezone),
        "until_at": start_of_day(until, place.timezone),
    }
    network = work.tree.root(work.portal)
    freeze = await insert_freeze(work.connection, network, found, columns)
    written = {"contract_id": found.id, "from_date": f"{since}", "until_date": f"{until}"}
    change = Change(FREEZE_CONTRACT, found.location, "Freeze", freeze, None, written)
    return await _done(work, found, change)


async def end_a_contract(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a contract end, after its notice and its minimum term."""
    given = arguments["input"]
    found = await _hold(work, END_CONTRACT, given)
    if not isinstance(found, Agreement):
        return _wrong(found)
    day = ending(found, given.get("onDate"), work.tree[found.location].day(work.now))
    if isinstance(day, No):
        return _refused(day)
    at = start_of_day(day, work.tree[found.location].timezone)
    await end_contract(work.connection, work.tree.root(work.portal), found.id, day, at)
    after = {"cancellation_date": f"{day}"}
    before = {"cancellation_date": None}
    change = Change(END_CONTRACT, found.location, "Contract", found.id, before, after)
    return await _done(work, found, change)


async def change_plan(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Change to another plan of the same house at the next renewal, or stay after all."""
    given = arguments["input"]
    found = await _hold(work, CHANGE_PLAN, given)
    if not isinstance(found, Agreement):
        return _wrong(found)
    no = changing(found)
    if no is not None:
        return _refused(no)
    network = work.tree.root(work.portal)
    chosen = None
    if given.get("planId") is not None:
        chosen = await find_visible(work, PLAN, given["planId"])
        if chosen is None:
            return _wrong(UNKNOWN_PLAN)
        if await plan_place(work.connection, network, chosen) != (found.location, found.currency):
            return _wrong(OTHER_PLACE)
        chosen = None if chosen == found.plan else chosen
    await choose_plan(work.connection, network, found.id, chosen)
    if chosen is not None:
        place = work.tree[found.location]
        await suspend_on(
            work.connection, work.policies, place, found.customer, PLAN_CHOSEN, CHOSE, work.now
        )
    before, after = {"next_plan_id": found.next_plan}, {"next_plan_id": chosen}
    change = Change(CHANGE_PLAN, found.location, "Contract", found.id, before, after)
    return await _done(work, found, change)


async def _hold(work: Work, action: str, given: dict[str, Any]) -> Agreement | dict[str, Any]:
    """Find the viewer's own contract and take turns for it; or return what is wrong.

    A contract that the viewer does not see and one that there is not are the same.
    """
    decision = work.decide(action)
    if not decision:
        return not_allowed(decision)
    network = work.tree.root(work.portal)
    contract = await find_visible(work, CONTRACT, given["contractId"])
    if contract is None:
        return UNKNOWN_CONTRACT
    customer = await customer_of(work.connection, network, contract)
    if customer is None or customer != work.viewer.customer:
        return NOT_YOURS
    await hold_customer(work.connection, network, customer)
    found = await read_agreement(work.connection, network, contract, work.now)
    return UNKNOWN_CONTRACT if found is None else found


async def _done(work: Work, agreement: Agreement, change: Change) -> Outcome:
    await audit(work, change)
    return Outcome(values={"errors": []}, records={"contract": agreement.id})


def _refused(no: No) -> Outcome:
    return _wrong(error(no.code, no.message, no.field))


def _wrong(problem: dict[str, Any]) -> Outcome:
    return Outcome(values={"errors": [problem]}, records={"contract": None})


FREEZE_A_CONTRACT = Mutation(freeze_contract, records={"contract": "Contract"})
END_A_CONTRACT = Mutation(end_a_contract, records={"contract": "Contract"})
CHANGE_A_PLAN = Mutation(change_plan, records={"contract": "Contract"})
