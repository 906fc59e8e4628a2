"""Doing once what a customer asks for, however often the same request is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from planning.mutations import Outcome, Work
from resolvers.booking.keys import find_key, keep_key, key_of
from resolvers.commerce.locks import hold_customer
from resolvers.refusals import error, refused

OTHER_REQUEST = error(
    "INVALID_VALUE", "This key was used for another request.", "idempotencyKey"
)


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
    customer, network = work.viewer.customer, work.tree.root(work.portal)
    await hold_customer(work.connection, network, customer)
    key = key_of(customer, action, given)
    before = None if key is None else await find_key(work.connection, network, key)
    if key is not None and before is not None and before[0] != key.asked:
        return refused([OTHER_REQUEST])
    if before is not None:
        return Outcome(values={"errors": []}, records={payload: before[1]})
    record = await do(customer)
    if key is not None:
        await keep_key(work.connection, network, key, record, work.now)
    return Outcome(values={"errors": []}, records={payload: record})
