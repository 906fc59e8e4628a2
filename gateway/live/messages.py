"""Messages of the subprotocol `graphql-transport-ws`, read and written.

After PROTOCOL.md of the npm package `graphql-ws`. Whatever is not one of its messages ends the
connection with 4400.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

SUBPROTOCOL = "graphql-transport-ws"

MOST_ID = 200
"""Characters that the id of an operation may have: it comes back with each message."""

_KINDS = frozenset({"connection_init", "ping", "pong", "subscribe", "complete"})


class NoMessage(Exception):
    """What came is no message of the protocol."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message from a client; `id` names an operation, `size` is in bytes."""

    kind: str
    id: str
    payload: Mapping[str, Any] | None
    size: int


def read_message(text: str | None) -> Message:
    """Read what a client sent; None stands for bytes, which are none.

    Raises:
        NoMessage: where it is not one.
    """
    content = (text or "").encode(errors="surrogatepass")
    try:
        written = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise NoMessage from None
    if not isinstance(written, dict):
        raise NoMessage
    kind, name, payload = written.get("type"), written.get("id", ""), written.get("payload")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise NoMessage
    if payload is not None and not isinstance(payload, dict):
        raise NoMessage
    if kind in ("subscribe", "complete") and not _is_id(name):
        raise NoMessage
    if kind == "subscribe" and payload is None:
        raise NoMessage
    return Message(kind, str(name), payload, len(content))


def _is_id(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= MOST_ID


ACKNOWLEDGED = b'{"type":"connection_ack"}'


def pong(payload: Mapping[str, Any] | None) -> bytes:
    """Write the answer to a ping, with what it carried.

    Raises:
        NoMessage: where that is nested more deeply than can be written.
    """
    carried = {} if payload is None else {"payload": payload}
    try:
        return orjson.dumps({"type": "pong", **carried})
    except orjson.JSONEncodeError:
        raise NoMessage from None


def next_message(name: str, body: bytes) -> bytes:
    """Write a message with an answer, which is JSON already."""
    return b'{"type":"next","id":%s,"payload":%s}' % (orjson.dumps(name), body)


def error_message(name: str, errors: Sequence[Mapping[str, Any]]) -> bytes:
    """Write that an operation is over, and why."""
    return orjson.dumps({"type": "error", "id": name, "payload": list(errors)})


def complete_message(name: str) -> bytes:
    """Write that an operation is over, as it should be."""
    return orjson.dumps({"type": "complete", "id": name})
