"""Why a WebSocket is closed: codes and reasons of `graphql-transport-ws`, and of RFC 6455."""

from __future__ import annotations

from typing import NamedTuple


class Closing(NamedTuple):
    """A code, and the reason that goes with it: 123 bytes at the most."""

    code: int
    reason: str


LEAVING = Closing(1001, "The gateway is stopped")
INTERNAL = Closing(1011, "Something went wrong here")
TRY_AGAIN = Closing(1013, "DATABASE_UNAVAILABLE: try again later")
SLOW = Closing(1013, "SLOW_CONSUMER: too much waits to be read")
INVALID = Closing(4400, "Invalid message received")
UNAUTHORIZED = Closing(4401, "Unauthorized")
FORBIDDEN = Closing(4403, "Forbidden")
NOT_ACCEPTABLE = Closing(4406, "Subprotocol not acceptable")
TIMEOUT = Closing(4408, "Connection initialisation timeout")
AGAIN = Closing(4429, "Too many initialisation requests")


def exists_already(name: str) -> Closing:
    """An operation of this id is under way."""
    words = name if name.isascii() and len(name) <= 80 else "this id"
    return Closing(4409, f"Subscriber for {words} already exists")
