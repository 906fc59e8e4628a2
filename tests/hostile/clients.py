"""Clients that speak to a socket, so that they can be as wrong as they like."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

from gateway.http.connections import Connection
from gateway.http.sockets import Socket
from tests.served import Served

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: status, headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def codes(self) -> list[str]:
        """The codes of the errors."""
        return [error["extensions"]["code"] for error in self.json().get("errors", [])]

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


def exchange(gateway: Served, *pieces: bytes, timeout: float = 15) -> Response:
    """Send *pieces* on a connection of their own and read what comes until it is whole."""
    with socket.create_connection((gateway.host, gateway.port), timeout=timeout) as client:
        try:
            for piece in pieces:
                client.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the gateway has heard enough, and has answered
        return read_response(client)


def read_response(client: socket.socket) -> Response:
    """Read one response."""
    data = b""
    while b"\r\n\r\n" not in data:
        some = client.recv(65536)
        assert some, f"no answer: {data!r}"
        data += some
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    while len(body) < int(headers["content-length"]):
        some = client.recv(65536)
        assert some, "the answer is cut off"
        body += some
    return Response(int(first.split()[1]), headers, body)


def post_bytes(body: bytes, **headers: str) -> bytes:
    """A POST as it goes over the wire."""
    given = {
        "host": "gateway.test", "content-type": JSON, "accept": GRAPHQL,
        "content-length": str(len(body)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return b"POST /graphql HTTP/1.1\r\n" + lines.encode() + b"\r\n" + body


def post(gateway: Served, body: bytes, **headers: str) -> Response:
    """Post *body*."""
    return exchange(gateway, post_bytes(body, **headers))


def ask(gateway: Served, query: str, **more: Any) -> Response:
    """Post an operation."""
    return post(gateway, json.dumps({"query": query, **more}).encode())


@asynccontextmanager
async def listening(app: Any, ws: type[Socket] = Socket) -> AsyncIterator[int]:
    """Serve *app* as the gateway is served; yield the port."""
    config = uvicorn.Config(
        app, port=0, http=Connection, ws=ws, ws_per_message_deflate=False, lifespan="off",
        log_config=None,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving
