"""A load of plain POSTs over kept-alive connections, as light on the machine as Python allows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of requests came to; times in seconds."""

    requests: int
    seconds: float
    latencies: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that *share* of the requests did not exceed."""
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


def request_bytes(port: int, body: bytes, headers: Sequence[tuple[str, str]]) -> bytes:
    """Write one POST to `/graphql` as it goes over the wire."""
    head = [
        "POST /graphql HTTP/1.1", f"host: 127.0.0.1:{port}", "content-type: application/json",
        "accept: application/json", f"content-length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


class _Client(asyncio.Protocol):
    """One connection that asks again as soon as it is answered, until the round is over."""

    def __init__(
        self, asked: Callable[[], bytes], until: float, latencies: list[float]
    ) -> None:
        self._asked = asked
        self._until = until
        self._latencies = latencies
        self._missing = -1
        self._head = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        request = self._asked()
        self._began = time.perf_counter()
        self._missing = -1
        self._head = b""
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        if self._missing < 0:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self._head.startswith(b"HTTP/1.1 200"):
                self._fail(self._head[:200])
                return
            start = self._head.lower().index(b"content-length:") + 15
            length = int(self._head[start:self._head.index(b"\r\n", start)])
            self._missing = length - (len(self._head) - end - 4)
        else:
            self._missing -= len(data)
        if self._missing == 0:
            now = time.perf_counter()
            self._latencies.append(now - self._began)
            if now < self._until:
                self._ask()
            else:
                self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            if self._missing == 0:
                self.done.set_result(None)
            else:
                self.done.set_exception(error or ConnectionError("the server closed"))

    def _fail(self, head: bytes) -> None:
        self.done.set_exception(RuntimeError(f"not a 200: {head!r}"))
        self._transport.close()


async def load(
    port: int, asked: Callable[[], bytes], *, connections: int, seconds: float
) -> Round:
    """Send what *asked* gives on so many connections for so long; every answer must be 200."""
    loop = asyncio.get_running_loop()
    latencies: list[float] = []
    began = time.perf_counter()
    clients = []
    for _ in range(connections):
        _, client = await loop.create_connection(
            lambda: _Client(asked, began + seconds, latencies), "127.0.0.1", port
        )
        clients.append(client)
    await asyncio.gather(*(client.done for client in clients))
    return Round(len(latencies), time.perf_counter() - began, tuple(sorted(latencies)))
