"""Kinds of operations: which are answered at all, and how each may be sent."""

from __future__ import annotations

from gateway.refusals import Refused
from planning.requests import Prepared


def check_kind(prepared: Prepared, *, safe: bool) -> None:
    """See to it that the operation is of a kind that is answered; *safe* is what came with GET.

    Raises:
        Refused: 400 or 405.
    """
    if prepared.is_subscription:
        raise Refused(
            400,
            "SUBSCRIPTIONS_NOT_SUPPORTED",
            "A subscription is followed over a WebSocket, or as `text/event-stream`; "
            "never in a rehearsal.",
            of_the_operation=True,
        )
    if prepared.is_mutation and safe:
        raise Refused(
            405,
            "METHOD_NOT_ALLOWED",
            "A mutation is sent with POST.",
            headers={"allow": "POST"},
        )
