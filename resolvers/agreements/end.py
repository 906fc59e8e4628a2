"""Ending a contract, and taking back an end that is still to come."""

from __future__ import annotations

from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import END_CONTRACT, END_FOR_CUSTOMER
from resolvers.agreements.holding import (
    Held,
    done,
    hold_contract,
    judge,
    refused,
    unchanged,
    wrong,
)
from resolvers.agreements.rows import end_contract
from resolvers.agreements.verdicts import No, continuing, ending
from store.moments import start_of_day


async def end_a_contract(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a contract end, after its notice and its minimum term; staff sooner, with a reason.

    What is charged stays charged, and what is booked stays booked.
    """
    given = arguments["input"]
    held = await hold_contract(work, given, END_CONTRACT, END_FOR_CUSTOMER)
    if not isinstance(held, Held):
        return wrong(held)
    today = held.place.day(work.now)
    day = judge(work, held, lambda agreement: ending(agreement, given.get("onDate"), today))
    if isinstance(day, No):
        return refused(day)
    if day == held.agreement.end:
        return unchanged(held)
    at = start_of_day(day, held.place.timezone)
    await end_contract(
        work.connection, work.tree.root(work.portal), held.agreement.id, day, at
    )
    return await done(work, held, _kept(held), {"cancellation_date": f"{day}"})


async def continue_a_contract(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a contract go on whose end is still to come; one that does not end goes on anyway.

    For staff alone: what somebody gave up may be promised to somebody else by now.
    """
    held = await hold_contract(work, arguments["input"], None, END_FOR_CUSTOMER)
    if not isinstance(held, Held):
        return wrong(held)
    if (no := continuing(held.agreement)) is not None:
        return refused(no)
    if held.agreement.end is None:
        return unchanged(held)
    network = work.tree.root(work.portal)
    await end_contract(work.connection, network, held.agreement.id, None, None)
    return await done(work, held, _kept(held), {"cancellation_date": None})


def _kept(held: Held) -> dict[str, Any]:
    end = held.agreement.end
    return {"cancellation_date": None if end is None else f"{end}"}


_CONTRACT = {"contract": "Contract"}
END_A_CONTRACT = Mutation(end_a_contract, records=_CONTRACT)
CONTINUE_A_CONTRACT = Mutation(continue_a_contract, records=_CONTRACT)
