"""The contract that somebody means: found, locked, and theirs to change, or staff's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from access.tree import Location
from planning.lookups import find_visible
from planning.mutations import Outcome, Work
from resolvers.actions import EXCEED_TERMS
from resolvers.agreements.agreement import Agreement
from resolvers.agreements.rows import read_agreement, read_parties
from resolvers.agreements.verdicts import No
from resolvers.audit import audit
from resolvers.commerce.due_rows import read_payers
from resolvers.community.texts import MOST_TITLE, problems_in
from resolvers.contracts import CONTRACT
from resolvers.locks import hold_customers
from resolvers.refusals import error, not_allowed
from store.audit_trail import Change

UNKNOWN_CONTRACT = error("NOT_FOUND", "There is no such contract.", "contractId")
NOT_YOURS = error("NOT_ALLOWED", "This contract is not yours to change.", "contractId")

Problem = dict[str, Any]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Held:
    """A contract, as it stands while nobody else can change it.

    `action` is what the viewer does: as its customer, or as staff where it was issued
    """

    agreement: Agreement
    place: Location
    action: str
    by_staff: bool
    why: str | None


async def hold_contract(
    work: Work, given: dict[str, Any], own_action: str | None, staffs_action: str
) -> Held | Problem:
    """Find the contract that `contractId` names and take turns for it; or say what is wrong.

    One that the viewer does not see and one that there is not are the same. Customers do
    *own_action* with their own; staff do *staffs_action* with others', where these were issued.
    """
    network, viewer = work.tree.root(work.portal), work.viewer
    decision = work.decide(own_action or staffs_action)
    if not (decision or viewer.is_staff):
        return not_allowed(decision)
    contract = await find_visible(work, CONTRACT, given["contractId"])
    parties = None
    if contract is not None:
        parties = await read_parties(work.connection, network, contract)
    if contract is None or parties is None:
        return UNKNOWN_CONTRACT
    customer, location = parties
    by_staff = own_action is None or customer != viewer.customer
    if by_staff and not _may(work, staffs_action, location):
        return NOT_YOURS
    if not (by_staff or decision):
        return not_allowed(decision)
    if given.get("why") is not None:
        for problem in problems_in(given, {"why": MOST_TITLE}):
            return problem

    payers = await read_payers(work.connection, network, location, customer)
    await hold_customers(work.connection, network, {customer, *payers})
    found = await read_agreement(work.connection, network, contract, work.now)
    if found is None or found.state == "removed":
        return UNKNOWN_CONTRACT
    why = given["why"].strip() if given.get("why") is not None else None
    action = staffs_action if by_staff or own_action is None else own_action
    agreement = found.as_attended() if by_staff else found
    return Held(agreement, work.tree[location], action, by_staff, why)


def judge(
    work: Work, held: Held, verdict: Callable[[Agreement], Answer | No]
) -> Answer | No:
    """Return what *verdict* says of the contract, by the terms that bind the viewer.

    Staff who may exceed terms do so with a reason, where nothing but the terms says no; where
    something else does, that is what they read.
    """
    found = verdict(held.agreement)
    if not (isinstance(found, No) and held.by_staff and _may(work, EXCEED_TERMS, held.place.id)):
        return found
    beyond = verdict(held.agreement.unbound())
    if isinstance(beyond, No):
        return beyond
    if held.why is None:
        return No("REASON_REQUIRED", f"{found.message} Beyond that it takes a reason.", "why")
    return beyond


async def done(
    work: Work,
    held: Held,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    freeze: int | None = None,
) -> Outcome:
    """Keep what was changed, of the contract or of a freeze of it, and answer with the contract."""
    if held.why is not None:
        after = {**(after or {}), "why": held.why}
    record = ("Contract", held.agreement.id) if freeze is None else ("Freeze", freeze)
    await audit(work, Change(held.action, held.place.id, *record, before, after))
    return unchanged(held)


def unchanged(held: Held) -> Outcome:
    """Answer with the contract as it is."""
    return Outcome(values={"errors": []}, records={"contract": held.agreement.id})


def refused(no: No) -> Outcome:
    """Return the outcome of a verdict that says no."""
    return wrong(error(no.code, no.message, no.field))


def wrong(problem: Problem) -> Outcome:
    """Return the outcome of work that changed nothing."""
    return Outcome(values={"errors": [problem]}, records={"contract": None})


def _may(work: Work, action: str, location: str) -> bool:
    known = location in work.tree
    return known and bool(work.policies.decide(action, work.viewer, location, work.now))
