"""Streams: one subscription of one viewer, from its acceptance until its right ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from planning.following import Following
from planning.requests import Prepared

Ending = Mapping[str, Any]
"""The error with which a stream ends; `extensions.code` is its type."""


class Receiver(Protocol):
    """Whoever carries a stream to its client; neither of the two waits."""

    def show(self, body: bytes) -> None:
        """Send an event: an answer as a query would have it, as JSON."""

    def end(self, ending: Ending) -> None:
        """Send that the stream is over, and why; nothing comes after it."""


@dataclass(slots=True, eq=False)
class Stream:
    """What is known of one stream between events; of the viewer, only what is compared.

    `name` is the id under which the log knows its connection, `expires` the token's last second
    since 1970, `state` that of the viewer's rights when it was last looked at.
    """

    prepared: Prepared
    what: Following
    portal: str
    network: str
    session: int | None
    expires: float | None
    receiver: Receiver
    name: str
    customer: int | None = None
    state: tuple[object, ...] = ()
    is_over: bool = False


def ending(code: str, message: str) -> Ending:
    """Return the error with which a stream ends."""
    return {"message": message, "extensions": {"code": code}}


SIGNED_OUT = ending("UNAUTHENTICATED", "The token is not valid, or not any more. Sign in again.")
UNHEARD = ending(
    "DATABASE_UNAVAILABLE",
    "The database cannot be reached just now, and events may be missed. Follow again in a moment.",
)
MOVED = ending("PORTAL_UNKNOWN", "This portal is not there any more.")
FAILED = ending("INTERNAL_ERROR", "Something went wrong here. The log has it.")
