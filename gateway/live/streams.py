"""Streams: one subscription of one viewer, from its acceptance until its right ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from gateway.operations.admission import Admission
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

    `admission` says where, in which session and at whose cost, `name` is the id under which the log
    knows its connection, `state` that of the viewer's rights when it was last looked at.
    """

    prepared: Prepared
    what: Following
    admission: Admission
    receiver: Receiver
    name: str
    customer: int | None = None
    state: tuple[object, ...] = ()
    is_over: bool = False

    @property
    def portal(self) -> str:
        """The portal at which it is followed."""
        return self.admission.portal.id

    @property
    def network(self) -> str:
        """The network of that portal."""
        return self.admission.portal.root

    @property
    def session(self) -> int | None:
        """Whose it is; None where nobody is signed in."""
        return self.admission.session

    @property
    def expires(self) -> float | None:
        """The token's last second since 1970, if there is one."""
        return self.admission.expires


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
