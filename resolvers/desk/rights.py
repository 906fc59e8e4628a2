"""What a customer may do besides reading: rights of their own, given and taken by staff."""

from __future__ import annotations

from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import SET_RIGHTS
from resolvers.audit import audit
from resolvers.dated import Dated
from resolvers.desk.finding import hold_with_reason
from store.audit_trail import Change
from store.customers import RIGHTS as ALL
from store.customers import customer_rights

RIGHTS = Dated(customer_rights, "customer_id", "right")


async def set_customer_rights(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a customer have these rights and no others; those that they have already go on."""
    given = arguments["input"]
    held = await hold_with_reason(work, given, SET_RIGHTS)
    if isinstance(held, Outcome):
        return held
    asked = {each.value for each in given["rights"]}
    before = []
    for right in ALL:
        this = {"customer_id": held.id, "right": right}
        has = bool(await RIGHTS.holding(work, **this))
        if has:
            before.append(right)
        if has and right not in asked:
            await RIGHTS.end(work, **this)
        elif right in asked and not has:
            await RIGHTS.begin(work, given["why"].strip(), **this)
    after = [right for right in ALL if right in asked]
    if after != before:
        why = given["why"].strip()
        change = Change(
            SET_RIGHTS, held.row.location_id, "Customer", held.id,
            {"rights": before}, {"rights": after, "why": why},
        )  # fmt: skip
        await audit(work, change)
    return Outcome(values={"errors": []}, records={"customer": held.id})


SET_CUSTOMER_RIGHTS = Mutation(set_customer_rights, records={"customer": "Customer"})
