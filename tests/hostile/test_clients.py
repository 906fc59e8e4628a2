"""Clients that are slow, too many or too greedy: they are cut off, and everybody else is served."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from typing import Any

import psutil
import pytest

from gateway.http import connections
from gateway.http.connections import HEAD_BYTES
from tests.hostile.clients import ask, exchange, listening, post_bytes, read_response
from tests.served import Served


def test_a_head_has_its_bound(gateway: Served) -> None:
    """In one header, in many, in the address, and in one that never ends."""
    begin = b"GET /live HTTP/1.1\r\nhost: gateway.test\r\n"
    one = begin + b"x: " + b"y" * (HEAD_BYTES + 1) + b"\r\n\r\n"
    many = begin + b"x-a: y\r\n" * (HEAD_BYTES // 4) + b"\r\n"
    address = b"GET /live?" + b"y" * (HEAD_BYTES + 1) + b" HTTP/1.1\r\nhost: gateway.test\r\n\r\n"
    endless = [begin, b"x: ", *[b"y" * 8192] * 8]
    for pieces in ([one], [many], [address], endless):
        response = exchange(gateway, *pieces)
        assert (response.status, response.codes) == (431, ["TOO_LARGE"])
    allowed = begin + b"x: " + b"y" * (HEAD_BYTES // 2) + b"\r\n\r\n"
    assert exchange(gateway, allowed).status == 200


def test_what_is_not_http_is_told_so(gateway: Served) -> None:
    """In JSON like everything else."""
    response = exchange(gateway, b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")
    assert (response.status, response.codes) == (400, ["BAD_REQUEST"])


def test_a_request_says_to_whom_it_goes(gateway: Served) -> None:
    """From HTTP/1.1 on, where whoever is in between goes by it too."""
    for lines in (b"", b"x-portal: berlin\r\n"):
        response = exchange(gateway, b"GET /live HTTP/1.1\r\n" + lines + b"\r\n")
        assert (response.status, response.codes) == (400, ["BAD_REQUEST"])
        assert b"`Host`" in response.body
    assert exchange(gateway, b"GET /live HTTP/1.0\r\n\r\n").status == 200


QUERY = b'{"query":"{ __typename }"}'
H2C = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "http2_settings": "AAMAAABk"}
WEBSOCKET = {"sec_websocket_key": "dGhlIHNhbXBsZSBub25jZQ==", "sec_websocket_version": "13"}


def chunked(behind: bytes, coding: str = "chunked") -> bytes:
    """A POST in one chunk, with something behind the last one."""
    head = post_bytes(b"", content_length="", transfer_encoding=coding)
    return head + b"%x\r\n%b\r\n0\r\n%b\r\n" % (len(QUERY), QUERY, behind)


def test_what_stands_behind_a_body_is_no_header(gateway: Served) -> None:
    """Whoever is in between looks at headers, and lets trailers through; they have a bound."""
    behind = [b"X-Portal: nowhere", b"Authorization: Bearer x", b"X-Api-Key: x", b"Host: x"]
    for each in behind:
        assert exchange(gateway, chunked(each + b"\r\n")).status == 200, each
    endless = [chunked(b"X-A: ")[:-2], *[b"y" * 8192] * 128]
    response = exchange(gateway, *endless)
    assert (response.status, response.codes) == (431, ["TOO_LARGE"])


def test_a_body_that_is_compressed_on_the_way_is_refused(gateway: Served) -> None:
    """It would be read as it is, by whoever is in between otherwise."""
    response = exchange(gateway, chunked(b"", coding="gzip, chunked"))
    assert (response.status, response.codes) == (400, ["BAD_REQUEST"])


def test_another_protocol_is_a_wish(gateway: Served) -> None:
    """As Java's client utters it with a POST in the clear: the answer comes in this one."""
    wishing = post_bytes(QUERY, **H2C)
    assert exchange(gateway, wishing).json() == {"data": {"__typename": "Query"}}
    assert exchange(gateway, wishing[:-9], wishing[-9:]).status == 200
    with socket.create_connection((gateway.host, gateway.port), timeout=5) as client:
        for each in (wishing, post_bytes(QUERY), wishing):
            client.sendall(each)
            assert read_response(client).status == 200
    tunnel = b"CONNECT a.test:80 HTTP/1.1\r\nhost: a.test:80\r\n\r\n"
    assert exchange(gateway, tunnel).codes == ["BAD_REQUEST"]


def test_behind_a_body_that_was_not_sent_comes_no_request(gateway: Served) -> None:
    """Who asks first may send it or not: the next one's head would be taken for it."""
    asking = {"expect": "100-continue", "content_length": str(len(QUERY))}
    for kind, status in (("text/plain", 415), ("application/json", 200)):
        with socket.create_connection((gateway.host, gateway.port), timeout=5) as client:
            client.sendall(post_bytes(b"", content_type=kind, **asking))
            if status == 200:
                assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
                client.sendall(QUERY)
            response = read_response(client)
            assert (response.status, response.headers["connection"]) == (status, "close")
            assert client.recv(100) == b""


def test_what_begins_no_websocket_is_told_so(gateway: Served) -> None:
    """Nobody is left waiting on a connection that nobody looks after."""
    wish = {"connection": "Upgrade", "upgrade": "websocket", **WEBSOCKET}
    response = exchange(gateway, post_bytes(QUERY, **wish))
    assert (response.status, response.codes) == (400, ["BAD_REQUEST"])


def test_a_slow_body_is_cut_off(gateway: Served) -> None:
    """However much of it trickles in."""
    began = time.monotonic()
    with socket.create_connection((gateway.host, gateway.port), timeout=10) as client:
        client.sendall(post_bytes(b"", content_length="1000"))
        stop = threading.Event()

        def trickle() -> None:
            while not stop.wait(0.3):
                try:
                    client.sendall(b" ")
                except OSError:
                    return

        thread = threading.Thread(target=trickle)
        thread.start()
        try:
            response = read_response(client)
        finally:
            stop.set()
            thread.join()
    assert (response.status, response.codes) == (408, ["REQUEST_TIMEOUT"])
    assert 1.5 < time.monotonic() - began < 6


async def said_to(port: int, said: bytes) -> bytes:
    """Say something on a connection of its own, and return all that comes until it ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    return answer


async def test_a_slow_head_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether nothing comes at all, or a little now and then."""
    monkeypatch.setattr(connections.Connection, "head_seconds", 0.3)

    async def app(scope: object, receive: object, send: object) -> None:
        raise AssertionError("no request was ever complete")

    async with listening(app) as port:
        for said in (b"", b"POST /graphql HTTP/1.1\r\nhost: x\r\n"):
            answer = await said_to(port, said)
            assert answer.startswith(b"HTTP/1.1 408 ")
            assert b'"REQUEST_TIMEOUT"' in answer


async def test_each_answer_has_a_time_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes long for one answer, though not too long, takes as long for the next one."""
    monkeypatch.setattr(connections.Connection, "write_seconds", 0.6)
    large = 16 * 1024 * 1024  # more than lies ready between the two

    async def app(scope: object, receive: Any, send: Any) -> None:
        await receive()
        length = [(b"content-length", b"%d" % large)]
        await send({"type": "http.response.start", "status": 200, "headers": length})
        await send({"type": "http.response.body", "body": bytes(large)})

    async with listening(app) as port, asyncio.timeout(10):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(0.4)
            assert len(await reader.readexactly(large)) == large
        writer.close()
        await writer.wait_closed()


async def test_whoever_fetches_no_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not read takes memory: after some time it is given up."""
    monkeypatch.setattr(connections.Connection, "write_seconds", 0.2)
    large = 16 * 1024 * 1024

    async def app(scope: object, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": bytes(large)})

    async with listening(app) as port, asyncio.timeout(10):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        await asyncio.sleep(0.5)
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            await reader.readexactly(large)
        writer.close()


async def test_a_refused_handshake_is_no_error_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    """Every stranger's page may try: the log says nothing of it that would wake anybody."""

    async def app(scope: object, receive: object, send: Any) -> None:
        await send({"type": "websocket.http.response.start", "status": 403, "headers": []})
        await send({"type": "websocket.http.response.body", "body": b"no"})

    wish = {"connection": "Upgrade", "upgrade": "websocket", **WEBSOCKET}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in wish.items())
    async with listening(app) as port:
        head = f"GET /graphql HTTP/1.1\r\nhost: x\r\n{lines}\r\n"
        assert (await said_to(port, head.encode())).startswith(b"HTTP/1.1 403 ")
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


def heavy(number: int) -> bytes:
    """A document, never seen before, whose validation takes long."""
    names = "name id timezone currency " * 400
    return json.dumps({"query": f"query Q{number} {{ portal {{ {names} }} }}"}).encode()


def test_heavy_documents_hold_up_nobody(gateway: Served) -> None:
    """Twenty-four at once: small questions are answered meanwhile, and each of them is, too."""
    small = "{ __typename }"
    assert ask(gateway, small).status == 200
    before = psutil.Process(gateway.process).memory_info().rss
    statuses: list[int] = []

    def send(number: int) -> None:
        statuses.append(exchange(gateway, post_bytes(heavy(number)), timeout=60).status)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    waits = []
    while any(thread.is_alive() for thread in threads):
        began = time.perf_counter()
        assert ask(gateway, small).status == 200
        waits.append(time.perf_counter() - began)
    for thread in threads:
        thread.join()
    assert len(statuses) == 24
    assert set(statuses) <= {400, 503}
    assert 400 in statuses
    assert len(waits) > 10
    assert sorted(waits)[len(waits) // 2] < 0.25
    assert psutil.Process(gateway.process).memory_info().rss - before < 100 * 1024 * 1024
