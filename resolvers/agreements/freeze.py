"""Freezing a contract, and letting it run again before the freeze is over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import FREEZE_CONTRACT, FREEZE_FOR_CUSTOMER, UNFREEZE_CONTRACT
from resolvers.agreements.holding import Held, done, hold_contract, judge, refused, wrong
from resolvers.agreements.rows import find_freeze, insert_freeze, remove_freeze, shorten_freeze
from resolvers.agreements.verdicts import No, freezing, lifting
from resolvers.commerce.billing import charge_begun_cycles, charge_rest_of_cycle
from resolvers.commerce.office import office_of
from store.moments import start_of_day


async def freeze_contract(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Freeze a contract from the first day of a cycle to that of a later one."""
    given = arguments["input"]
    held = await hold_contract(work, given, FREEZE_CONTRACT, FREEZE_FOR_CUSTOMER)
    if not isinstance(held, Held):
        return wrong(held)
    today, asked = held.place.day(work.now), (given.get("fromDate"), given["untilDate"])
    days = judge(work, held, lambda agreement: freezing(agreement, *asked, today))
    if isinstance(days, No):
        return refused(days)
    since, until = days
    columns = {
        "from_date": since,
        "until_date": until,
        "from_at": start_of_day(since, held.place.timezone),
        "until_at": start_of_day(until, held.place.timezone),
    }
    network = work.tree.root(work.portal)
    freeze = await insert_freeze(
        work.connection, network, held.agreement, columns, held.why
    )
    return await done(work, held, None, _written(held, since, until), freeze=freeze)


async def unfreeze_contract(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a freeze end with yesterday, or not begin; the contract runs again at once.

    Of a cycle that began in the freeze, and therefore cost nothing, the days that are left are
    owed for: else a freeze that is lifted after a day would give a cycle away.
    """
    given = arguments["input"]
    held = await hold_contract(work, given, UNFREEZE_CONTRACT, FREEZE_FOR_CUSTOMER)
    if not isinstance(held, Held):
        return wrong(held)
    network, today = work.tree.root(work.portal), held.place.day(work.now)
    days = lifting(held.agreement, given.get("fromDate"), today)
    if isinstance(days, No):
        return refused(days)
    since, until = days
    office = office_of(work, held.place.id)
    contract, customer = held.agreement.id, held.agreement.customer
    begun = since <= today and held.agreement.state == "frozen"
    if begun:  # by the freeze as it was, so that what it spares is known
        await charge_begun_cycles(office, customer, contract)
    freeze = await find_freeze(work.connection, network, contract, days)
    before, after = _written(held, since, until), None
    if since < today:
        at = start_of_day(today, held.place.timezone)
        await shorten_freeze(work.connection, network, freeze, today, at)
        after = _written(held, since, today)
    else:
        await remove_freeze(work.connection, network, freeze)
    if begun:
        await charge_rest_of_cycle(office, customer, contract, frozen_since=since)
    return await done(work, held, before, after, freeze=freeze)


def _written(held: Held, since: dt.date, until: dt.date) -> dict[str, Any]:
    days = {"from_date": f"{since}", "until_date": f"{until}"}
    return {"contract_id": held.agreement.id, **days}


_CONTRACT = {"contract": "Contract"}
FREEZE_A_CONTRACT = Mutation(freeze_contract, records=_CONTRACT)
UNFREEZE_A_CONTRACT = Mutation(unfreeze_contract, records=_CONTRACT)
