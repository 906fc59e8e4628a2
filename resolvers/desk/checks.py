"""Ticking a check of a customer's off, and taking the tick back: for staff."""

from __future__ import annotations

from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CHECK_CUSTOMER
from resolvers.audit import audit
from resolvers.dated import Dated
from resolvers.desk.finding import hold_with_reason
from store.audit_trail import Change
from store.customer_files import customer_checks

CHECKS = Dated(customer_checks, "customer_id", "what")


async def check_customer(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep that a customer passed a check, or no longer does; what is so already stays."""
    given = arguments["input"]
    held = await hold_with_reason(work, given, CHECK_CUSTOMER)
    if isinstance(held, Outcome):
        return held
    this = {"customer_id": held.id, "what": given["check"].value}
    passed = bool(await CHECKS.holding(work, **this))
    if given["passed"] != passed:
        if passed:
            await CHECKS.end(work, **this)
        else:
            await CHECKS.begin(work, given["why"].strip(), **this)
        before, after = ({"check": this["what"], "passed": now} for now in (passed, not passed))
        change = Change(
            CHECK_CUSTOMER,
            held.row.location_id,
            "Customer",
            held.id,
            before,
            {**after, "why": given["why"].strip()},
        )
        await audit(work, change)
    return Outcome(values={"errors": []}, records={"customer": held.id})


CHECK_A_CUSTOMER = Mutation(check_customer, records={"customer": "Customer"})
