"""Clients that hang: a head or a body that never ends, and answers that are never read."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote

DRIP = 0.5
"""Seconds between two bytes of those who send slowly."""

PIPELINED = 40
"""So many requests are sent at once by those who never read; no system keeps so much for them."""

LONG = "{ __schema { types { name description fields { name description type { name } } } } }"
"""What they ask, since the answer is long."""


async def slow_head(where: tuple[str, int], request: bytes) -> float:
    """Send the head of a request byte by byte; return after how many seconds one is cut off."""
    return await _drip(where, b"", request)


async def slow_body(where: tuple[str, int], request: bytes) -> float:
    """Send a whole head, and the body byte by byte."""
    head, end, body = request.partition(b"\r\n\r\n")
    return await _drip(where, head + end, body)


async def _drip(where: tuple[str, int], at_once: bytes, slowly: bytes) -> float:
    began = time.monotonic()
    reader, writer = await asyncio.open_connection(*where)
    try:
        writer.write(at_once)
        ended = asyncio.create_task(_end(reader))
        for byte in slowly:
            done, _ = await asyncio.wait([ended], timeout=DRIP)
            if done:
                break
            writer.write(bytes((byte,)))
        await ended
        return time.monotonic() - began
    finally:
        writer.close()


async def _end(reader: asyncio.StreamReader) -> None:
    try:
        while await reader.read(4096):
            pass
    except OSError:
        pass


async def never_reading(where: tuple[str, int], request: bytes) -> float:
    """Ask much, and read not one answer; return after how many seconds one is cut off."""
    del request  # its answer is too short
    loop, began = asyncio.get_running_loop(), time.monotonic()
    with socket.socket() as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.setblocking(False)
        await loop.sock_connect(raw, where)
        try:
            path = quote(LONG)
            long = f"GET /graphql?query={path} HTTP/1.1\r\nhost: portal.test\r\n\r\n"
            await loop.sock_sendall(raw, long.encode() * PIPELINED)
            while True:  # what is sent to a connection that was cut off is answered by its end
                await asyncio.sleep(DRIP)
                await loop.sock_sendall(raw, b"\r\n")
        except OSError:
            return time.monotonic() - began


Hanging = Callable[[tuple[str, int], bytes], Awaitable[float]]

WAYS: Mapping[str, Hanging] = {
    "a slow head": slow_head, "a slow body": slow_body, "never reading": never_reading
}
