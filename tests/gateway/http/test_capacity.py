"""Back-pressure: who is let in is served, who is not is told so at once."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from gateway.http.capacity import Capacity
from gateway.http.endpoint import GraphQLEndpoint
from gateway.live.places import Places
from gateway.refusals import Refused
from planning.answers import Answer
from planning.turns import Busy, Turns
from tests.gateway.http.test_requests import sender


class Slow:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.go = asyncio.Event()

    async def admit(self, *_: Any) -> SimpleNamespace:
        """Let everybody in."""
        return SimpleNamespace(jar=None)

    async def answer(self, *_: Any) -> Answer:
        """Wait, then answer."""
        await self.go.wait()
        return Answer(200, b"{}")


async def request(endpoint: GraphQLEndpoint) -> tuple[int, dict[bytes, bytes], bytes]:
    """Post a small operation."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "query_string": b"",
        "headers": [(b"content-type", b"application/json")], "state": {"request_id": "r"},
    }
    await endpoint(scope, sender([b'{"query":"{a}"}']), send)
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


async def test_everyone_accepted_is_served_and_the_rest_hears_503() -> None:
    """With `Retry-After`; and when there is room again, it is given."""
    slow = Slow()
    holder = SimpleNamespace(current=SimpleNamespace(policies=SimpleNamespace(hash="h")))
    endpoint = GraphQLEndpoint(
        slow, slow, holder, body_bytes=1024, page=None, capacity=Capacity(3)  # type: ignore[arg-type]
    )
    accepted = [asyncio.create_task(request(endpoint)) for _ in range(3)]
    await asyncio.sleep(0.01)
    for _ in range(20):
        status, headers, body = await request(endpoint)
        assert status == 503
        assert headers[b"retry-after"] == b"1"
        assert b'"SERVER_BUSY"' in body
    slow.go.set()
    assert [status for status, _, _ in await asyncio.gather(*accepted)] == [200] * 3
    assert (await request(endpoint))[0] == 200


def test_a_place_is_given_back_by_whoever_fails() -> None:
    """Else the gateway would close by and by."""
    capacity = Capacity(1)
    for _ in range(3):
        with pytest.raises(KeyError), capacity:
            raise KeyError
    with capacity, pytest.raises(Refused), capacity:
        raise AssertionError("there was no place")
    assert capacity.taken == 0


async def test_long_work_waits_its_turn_and_not_without_end() -> None:
    """What is beyond the few that may wait is refused, not kept."""
    turns = Turns(2)
    loop = asyncio.get_running_loop()
    go = asyncio.Event()

    def work() -> int:
        return asyncio.run_coroutine_threadsafe(_wait(go), loop).result()

    first, second = asyncio.create_task(turns.take(work)), asyncio.create_task(turns.take(work))
    await asyncio.sleep(0.01)
    with pytest.raises(Busy):
        await turns.take(work)
    go.set()
    assert [await first, await second] == [7, 7]
    assert turns.waiting == 0


async def _wait(go: asyncio.Event) -> int:
    await go.wait()
    return 7


def test_one_address_does_not_take_all_places() -> None:
    """Nor does one household of IPv6; whoever leaves makes room, and is forgotten."""
    places = Places(5, 2)
    with places.place("192.0.2.1"), places.place("192.0.2.1"):
        with pytest.raises(Refused, match="at most 2") as refused, places.place("192.0.2.1"):
            pass
        assert (refused.value.status, refused.value.code) == (429, "TOO_MANY_CONNECTIONS")
        with places.place("2001:db8::1"), places.place("2001:db8::2"):
            with pytest.raises(Refused, match="at most 2"), places.place("2001:db8::3"):
                pass
            with places.place(None), pytest.raises(Refused) as busy, places.place("192.0.2.9"):
                pass
            assert busy.value.status == 503
    assert (places.taken, len(places._of)) == (0, 0)
