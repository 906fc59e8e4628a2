"""Ticking a check of a customer's off, and taking the tick back: for staff."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CHECK_CUSTOMER
from resolvers.audit import audit
from resolvers.community.texts import MOST_TITLE, problems_in
from resolvers.desk.finding import Held, hold_visible_customer
from resolvers.refusals import refused
from resolvers.rows import insert
from store.audit_trail import Change
from store.customer_files import customer_checks
from store.membership import in_force
from store.portable import Portable
from store.sql import NETWORK, NOW


async def check_customer(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep that a customer passed a check, or no longer does; what is so already stays."""
    given = arguments["input"]
    held = await hold_visible_customer(work, given, CHECK_CUSTOMER)
    if not isinstance(held, Held):
        return refused([held])
    if problems := list(problems_in(given, {"why": MOST_TITLE})):
        return refused(problems)
    network, what = work.tree.root(work.portal), given["check"].value
    this = {"network": network, "customer": held.id, "what": what, "now": work.now}
    passed = bool(await _HOLDS.fetch(work.connection, **this))
    if given["passed"] != passed:
        if passed:
            await _END.fetch(work.connection, **this)
        else:
            await insert(
                work.connection,
                customer_checks,
                network,
                customer_id=held.id,
                what=what,
                from_at=work.now,
                until_at=None,
                by_whom=f"login {work.viewer.login}",
                why=given["why"].strip(),
            )
        before, after = ({"check": what, "passed": now} for now in (passed, not passed))
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


_THIS = (
    customer_checks.c.network_id == NETWORK,
    customer_checks.c.customer_id == sa.bindparam("customer", type_=sa.BigInteger()),
    customer_checks.c.what == sa.bindparam("what"),
    in_force(customer_checks),
)
_HOLDS = Portable(lambda _: sa.select(customer_checks.c.id).where(*_THIS))
_END = Portable(lambda _: customer_checks.update().where(*_THIS).values(until_at=NOW))

CHECK_A_CUSTOMER = Mutation(check_customer, records={"customer": "Customer"})
