"""Light clients that follow one thing: over a WebSocket, or as server-sent events.

They know as much of the protocols as the gateway's end needs, so that ten thousand of them fit
into one process.
"""

from __future__ import annotations

import asyncio
import struct
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import orjson

from benchmarks.pages import PORTAL

OPENING = 50
"""So many connections are opened at the same time."""

OF_AN_ADDRESS = 20
"""So many connections come from one address of this machine."""

HANDSHAKE = (
    b"GET /graphql HTTP/1.1\r\nHost: portal.test\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


@dataclass(slots=True)
class Tally:
    """What has come in since it was last emptied: events by who was sent which, and when."""

    events: Counter[tuple[str, bytes]] = field(default_factory=Counter)
    first: float = 0.0
    last: float = 0.0

    def note(self, kind: str, payload: bytes) -> None:
        """Count one event."""
        self.last = time.perf_counter()
        self.first = self.first or self.last
        self.events[kind, payload] += 1

    def empty(self) -> None:
        """Begin anew."""
        self.events.clear()
        self.first = self.last = 0.0


class Follower(asyncio.Protocol):
    """One connection; `begun` is done once the gateway has taken it in, or has refused to."""

    def __init__(self, kind: str, token: str | None, query: str, tally: Tally) -> None:
        self.kind = kind
        self._token = token
        self._query = query
        self._tally = tally
        self._buffer = b""
        self._has_head = False
        self.begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self.request())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._has_head:
            head, end, rest = self._buffer.partition(b"\r\n\r\n")
            if not end:
                return
            self._has_head, self._buffer = True, rest
            self.answered(head.partition(b"\r\n")[0])
        self.take()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.begun.done():
            self.begun.set_exception(error or ConnectionError("the gateway closed"))

    def fail(self, said: bytes) -> None:
        """Give up, with what the gateway said."""
        if not self.begun.done():
            self.begun.set_exception(ConnectionError(said[:300].decode("latin-1")))
        self._transport.close()

    def leave(self) -> None:
        """Hang up."""
        self._transport.close()

    def request(self) -> bytes:
        """Return what is sent first."""
        raise NotImplementedError

    def answered(self, status: bytes) -> None:
        """Take the first line of the head of the answer."""
        raise NotImplementedError

    def take(self) -> None:
        """Take whole messages out of the buffer."""
        raise NotImplementedError


class OverSocket(Follower):
    """Follows over a WebSocket, by `graphql-transport-ws`."""

    def request(self) -> bytes:
        return HANDSHAKE

    def answered(self, status: bytes) -> None:
        if b" 101 " not in status:
            self.fail(status)
            return
        who = {"x-portal": PORTAL}
        if self._token is not None:
            who["authorization"] = f"Bearer {self._token}"
        self._say({"type": "connection_init", "payload": who})

    def take(self) -> None:
        for kind, payload in self._frames():
            if kind == PING:
                self._transport.write(_frame(PONG, payload))
            elif kind == CLOSE:
                self.fail(payload)
            elif payload.startswith(b'{"type":"next"'):
                self._tally.note(self.kind, payload[payload.index(b'"payload":') + 10 : -1])
            elif payload.startswith(b'{"type":"connection_ack"'):
                asked = {"type": "subscribe", "id": "1", "payload": {"query": self._query}}
                self._say(asked)
                self.begun.set_result(None)
            else:
                self.fail(payload)

    def _frames(self) -> Iterator[tuple[int, bytes]]:
        while len(self._buffer) >= 2:
            kind, length, begin = self._buffer[0] & 0xF, self._buffer[1], 2
            if length == 126 and len(self._buffer) >= 4:
                (length,), begin = struct.unpack_from(">H", self._buffer, 2), 4
            if len(self._buffer) < begin + length:
                return
            payload = self._buffer[begin : begin + length]
            self._buffer = self._buffer[begin + length :]
            yield kind, payload

    def _say(self, message: object) -> None:
        self._transport.write(_frame(TEXT, orjson.dumps(message)))


class OverEvents(Follower):
    """Follows as server-sent events, by `graphql-sse`."""

    def request(self) -> bytes:
        body = orjson.dumps({"query": self._query})
        token = "" if self._token is None else f"authorization: Bearer {self._token}\r\n"
        return (
            f"POST /graphql HTTP/1.1\r\nhost: portal.test\r\nx-portal: {PORTAL}\r\n{token}"
            "content-type: application/json\r\naccept: text/event-stream\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        ).encode() + body

    def answered(self, status: bytes) -> None:
        if b" 200 " not in status:
            self.fail(status)
            return
        self.begun.set_result(None)

    def take(self) -> None:
        while (end := self._buffer.find(b"\r\n")) > 0:
            size = int(self._buffer[:end], 16)
            if len(self._buffer) < end + size + 4:
                return
            piece = self._buffer[end + 2 : end + 2 + size]
            self._buffer = self._buffer[end + size + 4 :]
            if piece.startswith(b"event: next\ndata: "):
                self._tally.note(self.kind, piece[18:].partition(b"\n")[0])


def _frame(kind: int, payload: bytes) -> bytes:
    """Write a frame; a mask of zeros leaves it as it is."""
    length = len(payload)
    size = struct.pack(">BH", 0xFE, length) if length > 125 else bytes((0x80 | length,))
    return bytes((0x80 | kind,)) + size + b"\0\0\0\0" + payload


WAYS: dict[str, type[Follower]] = {"WebSocket": OverSocket, "server-sent events": OverEvents}


async def follow(
    way: str, host: str, port: int, who: list[tuple[str, str | None]], query: str, tally: Tally
) -> list[Follower]:
    """Open a connection for each of *who*, kind and token, and wait until all are taken in."""
    loop = asyncio.get_running_loop()
    turns = asyncio.Semaphore(OPENING)

    async def open_one(number: int, kind: str, token: str | None) -> Follower:
        address = f"127.0.{1 + number // OF_AN_ADDRESS // 250}.{1 + number // OF_AN_ADDRESS % 250}"
        async with turns:
            _, follower = await loop.create_connection(
                lambda: WAYS[way](kind, token, query, tally), host, port, local_addr=(address, 0)
            )
            await follower.begun
            return follower

    return list(await asyncio.gather(*(open_one(number, *each) for number, each in enumerate(who))))
