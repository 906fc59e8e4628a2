"""Clients that send and do not read, or never come to an end: what they have us keep is bounded."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from uvicorn.protocols.utils import ClientDisconnected

from gateway.http.connections import LATE_BYTES, Connection
from gateway.http.sockets import MOST_CONTROL, MOST_FRAMES, MOST_LATE, Socket
from tests.hostile.clients import listening

HANDSHAKE = (
    b"GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
    b"sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n"
)
TEXT, MORE, PING, PONG = 1, 0, 9, 10
PATIENCE = 5.0


def frame(kind: int, payload: bytes = b"", *, last: bool = True) -> bytes:
    """A frame of a client, with a mask of zeros; the payload has at most 125 bytes."""
    return bytes([last << 7 | kind, 0x80 | len(payload)]) + bytes(4) + payload


@asynccontextmanager
async def connected(port: int, said: bytes) -> AsyncIterator[tuple[Any, Any]]:
    """Connect and say something; whatever becomes of it, leave at the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    try:
        writer.write(said)
        yield reader, writer
    finally:
        writer.transport.abort()


async def until_cut_off(writer: asyncio.StreamWriter, said: bytes, pause: float = 0) -> float:
    """Say something again and again until nobody takes it; return after how many seconds."""
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE):
        while not writer.transport.is_closing():
            writer.write(said)
            try:
                await writer.drain()
            except ConnectionError:
                break
            await asyncio.sleep(pause)
    return time.monotonic() - began


async def accepting(_: Any, receive: Any, send: Any) -> None:
    """Take a WebSocket, and whatever comes, until it is over."""
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


async def test_pings_have_a_bound() -> None:
    """Whoever sends no end of them, and reads or not, is cut off at once, with 1008."""
    kept = [0]

    class Watched(Socket):
        def handle_ping(self) -> None:
            super().handle_ping()
            kept.append(self.transport.get_write_buffer_size())

    async with listening(accepting, Watched) as port, connected(port, HANDSHAKE) as (said, writer):
        await said.readuntil(b"\r\n\r\n")
        for kind in (PING, PONG):
            writer.write(frame(kind, b"p" * 125) * (MOST_CONTROL // 2))
        assert (await said.readexactly(127 * MOST_CONTROL // 2)).count(b"p") == 125 * 250
        writer.write(frame(PING, b"p" * 125) * 2)
        async with asyncio.timeout(PATIENCE):
            assert (1008).to_bytes(2) + b"too many pings" in await said.read()
    assert max(kept) < 128 * 1024


async def test_nobody_is_listened_to_behind_a_close() -> None:
    """Some messages may have been under way; whoever goes on and on is cut off."""

    async def closing(_: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close", "code": 4400, "reason": "no"})

    async with listening(closing) as port, connected(port, HANDSHAKE) as (said, writer):
        await said.readuntil(b"no")
        writer.write(frame(TEXT, b"{}") * MOST_LATE)
        await asyncio.sleep(0.1)
        assert not writer.transport.is_closing()
        assert await until_cut_off(writer, frame(TEXT, b"{}") * 100) < 1


async def test_a_client_that_does_not_read_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sent to it does not fit in between for a while: then its place is another's."""
    monkeypatch.setattr(Socket, "unread_seconds", 0.4)
    over = asyncio.Event()

    async def telling(_: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        with suppress(ClientDisconnected):
            while True:
                await send({"type": "websocket.send", "text": "x" * 65_536})
                await asyncio.sleep(0)
        over.set()

    async with listening(telling) as port, connected(port, HANDSHAKE) as (said, _):
        began = time.monotonic()
        while time.monotonic() - began < 0.8:  # who reads is told for as long as they like
            await said.readexactly(65_536)
        assert not over.is_set()
        async with asyncio.timeout(PATIENCE):
            await over.wait()


async def test_a_message_has_so_many_frames() -> None:
    """Empty ones, too, which are no bytes of it: beyond that the connection ends, with 1009."""
    async with listening(accepting) as port, connected(port, HANDSHAKE) as (reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(frame(TEXT, b"x", last=False))
        writer.write(frame(MORE, last=False) * (MOST_FRAMES - 1) + frame(PING))
        assert await reader.readexactly(2) == b"\x8a\x00"  # the pong
        writer.write(frame(MORE, last=False) * 3)
        async with asyncio.timeout(PATIENCE):
            said = await reader.read()
        assert (said[0], said[2:4]) == (0x88, (1009).to_bytes(2))


async def test_a_stream_ends_for_who_does_not_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds a place that somebody else could have."""
    monkeypatch.setattr(Connection, "write_seconds", 0.4)
    over = asyncio.Event()

    async def streaming(_: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        gone = asyncio.create_task(until_gone(receive))
        while not gone.done():
            body = {"type": "http.response.body", "body": bytes(65_536), "more_body": True}
            await send(body)
            await asyncio.sleep(0)
        over.set()

    async def until_gone(receive: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    head = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
    async with listening(streaming) as port, connected(port, head) as (reader, _):
        began = time.monotonic()
        while time.monotonic() - began < 0.8:  # who reads is read to for as long as they like
            await reader.readexactly(131_072)
        assert not over.is_set()
        async with asyncio.timeout(PATIENCE):
            await over.wait()


async def test_a_body_that_nobody_reads_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was answered before it was there; whether it trickles in or floods us, that ends."""
    monkeypatch.setattr(Connection, "head_seconds", 0.3)

    async def refusing(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 405,
                    "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    head = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n"
    async with listening(refusing) as port, connected(port, head) as (reader, writer):
        assert b" 405 " in await reader.readuntil(b"\r\n\r\n")
        assert await until_cut_off(writer, os.urandom(1), pause=0.05) < 3
    monkeypatch.setattr(Connection, "head_seconds", 60)
    head = b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    async with listening(refusing) as port, connected(port, head) as (reader, writer):
        assert b" 405 " in await reader.readuntil(b"\r\n\r\n")
        writer.write(b"1\r\nx\r\n" * (LATE_BYTES // 12) + b"0\r\n\r\n" + head)
        assert b" 405 " in await reader.readuntil(b"\r\n\r\n")
        assert await until_cut_off(writer, b"1\r\nx\r\n" * 1_000) < 2
