"""Doing once what a customer asks for, however often the same request is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from planning.mutations import Outcome, Work
from resolvers.keys import came_to, keep_key, key_of
from resolvers.locks import hold_customer
from resolvers.refusals import refused


async def once(
    work: Work,
    action: str,
    given: dict[str, Any],
    payload: str,
    do: Callable[[int], Awaitable[int]],
) -> Outcome:
    """Let *do* write a record for the viewer, and answer with it under the name *payload*.

    A request with the key of an earlier one comes to the record of that one.
    """
    customer, network = work.customer, work.tree.root(work.portal)
    await hold_customer(work.connection, network, customer)
    key = key_of(customer, action, given)
    before = await came_to(work, key)
    if before is not None and not isinstance(before, int):
        return refused([before])
    record = before
    if record is None:
        record = await do(customer)
        await keep_key(work, key, record)
    return Outcome(values={"errors": []}, records={payload: record})
