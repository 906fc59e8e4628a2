"""Requests to an application in this process, and what one of them weighs."""

from __future__ import annotations

import asyncio
import gc
import sys
import tracemalloc
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from types import FrameType
from typing import Any

import orjson

Send = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One POST, as an ASGI server hands it to an application."""

    query: str
    headers: tuple[tuple[bytes, bytes], ...]

    async def of(self, app: Any) -> bytes:
        """Send it to *app*; return the body of the answer."""
        body = orjson.dumps({"query": self.query})
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(self._scope(len(body)), receive, send)
        assert sent[0]["status"] == 200, sent
        return b"".join(message.get("body", b"") for message in sent)

    def _scope(self, length: int) -> dict[str, Any]:
        usual = (
            (b"content-type", b"application/json"),
            (b"content-length", str(length).encode()),
            (b"x-request-id", b"weighed"),
        )
        return {
            "type": "http", "method": "POST", "path": "/graphql", "query_string": b"",
            "headers": [*usual, *self.headers], "client": ("127.0.0.1", 1),
        }  # fmt: skip


async def instructions(send: Send) -> int:
    """Count the instructions of Python's virtual machine that one request takes.

    They are the same on every machine and under every load, and say nothing of what is done in C:
    the database, JSON, signatures.
    """
    count = 0

    def each(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal count
        count += event == "opcode"
        return each

    def entered(frame: FrameType, _event: str, _value: Any) -> Any:
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        return each

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        await send()
    finally:
        sys.settrace(before)
    return count


async def kept_bytes(sends: Iterable[Send]) -> int:
    """Return how many bytes that were allocated in these requests are still held after them."""
    tracemalloc.start()
    try:
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        for send in sends:
            await send()
            await asyncio.sleep(0)  # the loop drops the timers that the request took back
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return after - before
