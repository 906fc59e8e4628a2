"""A WebSocket without a network: both of its ends in one event loop."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from starlette.types import ASGIApp

from gateway.live.messages import SUBPROTOCOL

PATIENCE = 10.0
"""Seconds that something may take that should happen."""

QUIET = 0.15
"""Seconds in which nothing happens where nothing should."""

_ids = itertools.count(1)


class Closed(Exception):
    """The gateway has closed the connection; `code` and `reason` say why."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason


class Line:
    """The client's end."""

    def __init__(self) -> None:
        self.to_gateway: asyncio.Queue[Any] = asyncio.Queue()
        self.from_gateway: asyncio.Queue[Any] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()

    async def _send(self, message: Any) -> None:
        if message["type"] != "websocket.close":
            await self.reads.wait()
        self.from_gateway.put_nowait(message)

    def say(self, message: Any) -> None:
        """Send a message: an object, or the text itself."""
        text = message if isinstance(message, str) else orjson.dumps(message).decode()
        self.to_gateway.put_nowait({"type": "websocket.receive", "text": text})

    def say_bytes(self, data: bytes) -> None:
        """Send what is no text."""
        self.to_gateway.put_nowait({"type": "websocket.receive", "bytes": data})

    async def hear(self) -> Any:
        """Wait for the next message. Raises Closed."""
        async with asyncio.timeout(PATIENCE):
            message = await self.from_gateway.get()
        if message["type"] == "websocket.close":
            raise Closed(message["code"], message["reason"])
        if message["type"] == "websocket.send":
            return orjson.loads(message["text"])
        return message

    async def closing(self) -> tuple[int, str]:
        """Wait for the close, whatever comes before it."""
        try:
            while True:
                await self.hear()
        except Closed as closed:
            return closed.code, closed.reason

    async def is_quiet(self) -> bool:
        """Whether nothing comes for a while."""
        await asyncio.sleep(QUIET)
        return self.from_gateway.empty()

    async def begin(self, token: str | None = None, portal: str = "berlin-mitte") -> Line:
        """Say who connects, and wait until that is acknowledged."""
        payload = {"x-portal": portal}
        if token is not None:
            payload["Authorization"] = f"Bearer {token}"
        self.say({"type": "connection_init", "payload": payload})
        assert await self.hear() == {"type": "connection_ack"}
        return self

    def ask(self, query: str, **variables: Any) -> str:
        """Send an operation; return the id that it has."""
        name = f"op-{next(_ids)}"
        payload = {"query": query, "variables": variables}
        self.say({"type": "subscribe", "id": name, "payload": payload})
        return name

    async def event(self, name: str) -> Any:
        """Wait for the next event of an operation: its data."""
        message = await self.hear()
        assert (message["type"], message["id"]) == ("next", name), message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]

    async def ending(self, name: str) -> str:
        """Wait for the error with which an operation ends: its code."""
        message = await self.hear()
        assert (message["type"], message["id"]) == ("error", name), message
        code: str = message["payload"][0]["extensions"]["code"]
        return code


@asynccontextmanager
async def connected(
    app: ASGIApp, subprotocols: tuple[str, ...] = (SUBPROTOCOL,), /, **headers: str
) -> AsyncIterator[Line]:
    """Connect to *app*, and take leave at the end; `accept` is not waited for."""
    line = Line()
    given = {"host": "portal.example.test", **headers}
    scope = {
        "type": "websocket", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "subprotocols": list(subprotocols), "client": ("10.0.0.1", 1), "state": {},
        "scheme": "ws", "root_path": "", "extensions": {"websocket.http.response": {}},
    }
    line.to_gateway.put_nowait({"type": "websocket.connect"})
    task = asyncio.ensure_future(app(scope, line.to_gateway.get, line._send))
    try:
        yield line
    finally:
        line.reads.set()
        line.to_gateway.put_nowait({"type": "websocket.disconnect", "code": 1000})
        async with asyncio.timeout(PATIENCE):
            await task
