"""How the events of a stream are told apart in the body of one HTTP answer.

Server-sent events after PROTOCOL.md of the npm package `graphql-sse`, "distinct connections mode";
parts of `multipart/mixed` after Apollo's "multipart protocol for GraphQL subscriptions", 1.0, which
Apollo Client speaks without any addition.
"""

from __future__ import annotations

from typing import Protocol

import orjson

from gateway.live.streams import Ending


class Framing(Protocol):
    """One way of writing events, each an answer in JSON."""

    @property
    def media_type(self) -> bytes:
        """The value of the answer's `content-type`."""

    @property
    def opening(self) -> bytes:
        """What is sent before the first event."""

    @property
    def quiet(self) -> bytes:
        """What is sent where nothing happens for long, lest something in between hang up."""

    @property
    def complete(self) -> bytes:
        """What is sent behind the last event."""

    def event(self, body: bytes) -> bytes:
        """Write an answer as an event."""

    def ending(self, ending: Ending) -> bytes:
        """Write why the stream is over, as its last event."""


class ServerSent:
    """Each event in two lines, and an empty one behind them."""

    media_type = b"text/event-stream"
    opening = quiet = b":\n\n"
    complete = b"event: complete\ndata: \n\n"

    def event(self, body: bytes) -> bytes:
        """Write an answer; as JSON it is one line."""
        return b"event: next\ndata: %s\n\n" % body

    def ending(self, ending: Ending) -> bytes:
        """Write it as an answer that is nothing but an error."""
        return self.event(orjson.dumps({"errors": [ending]}))


class Multipart:
    """Each event in a part of its own, closed by the next boundary: only then a client reads it."""

    media_type = b"multipart/mixed;boundary=graphql;subscriptionSpec=1.0"
    opening = b"\r\n--graphql"
    complete = b"--\r\n"

    @property
    def quiet(self) -> bytes:
        """An event without a payload."""
        return self._part(b"{}")

    def event(self, body: bytes) -> bytes:
        """Write an answer, as the payload of a part."""
        return self._part(b'{"payload":%s}' % body)

    def ending(self, ending: Ending) -> bytes:
        """Write it beside a payload that is null: an error of the stream, and of no answer."""
        return self._part(orjson.dumps({"payload": None, "errors": [ending]}))

    def _part(self, body: bytes) -> bytes:
        return b"\r\ncontent-type: application/json\r\n\r\n%s%s" % (body, self.opening)


SERVER_SENT: Framing = ServerSent()
MULTIPART: Framing = Multipart()
