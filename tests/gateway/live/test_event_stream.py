"""A query, or a stream, over HTTP: as server-sent events, and in the parts of Apollo's clients."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest

from gateway.http.negotiation import Wish, wish_for_events
from gateway.http.sockets import LEAVING
from gateway.live import event_stream
from tests.gateway.live.conftest import ON_BOTH, Place
from tests.gateway.live.lines import PATIENCE
from tests.gateway.live.test_events import ACCESS, MINE, booked

EVENTS = "text/event-stream"
BOTH = "application/graphql-response+json, application/json, text/event-stream, multipart/mixed"
PARTS = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0'
APOLLO = f"{PARTS},application/graphql-response+json,application/json;q=0.9"
MULTIPART = "multipart/mixed;boundary=graphql;subscriptionSpec=1.0"
NAME = "{ portal { name } }"


class Request:
    """One request, and what comes back for it."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[Any] = asyncio.Queue()
        self.inbox: asyncio.Queue[Any] = asyncio.Queue()

    async def head(self) -> tuple[int, dict[str, str]]:
        """Wait for status and headers."""
        async with asyncio.timeout(PATIENCE):
            start = await self.sent.get()
        return start["status"], {k.decode(): v.decode() for k, v in start["headers"]}

    async def piece(self) -> tuple[str, bool]:
        """Wait for the next piece of the body; say whether more comes."""
        async with asyncio.timeout(PATIENCE):
            body = await self.sent.get()
        return body["body"].decode(), body.get("more_body", False)

    async def event(self) -> Any:
        """Wait for the next event; comments do not count."""
        while True:
            text, _ = await self.piece()
            if text != ":\n\n":
                assert text.startswith("event: next\ndata: "), text
                assert text.endswith("\n\n")
                return orjson.loads(text.removeprefix("event: next\ndata: ").split("\n")[0])


@asynccontextmanager
async def posted(
    place: Place, query: str, *, accept: str, token: str | None = None, method: str = "POST"
) -> AsyncIterator[Request]:
    """Send a request, and hang up at the end."""
    request = Request()
    headers = {"accept": accept, "x-portal": "berlin-mitte", "content-type": "application/json"}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    scope = {
        "type": "http", "method": method, "path": "/graphql", "raw_path": b"/graphql",
        "query_string": b"", "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        "client": ("10.0.0.1", 1), "state": {}, "scheme": "http", "root_path": "",
        "http_version": "1.1", "server": ("portal.example.test", 80),
    }
    request.inbox.put_nowait({"type": "http.request", "body": orjson.dumps({"query": query})})

    async def send(message: Any) -> None:
        request.sent.put_nowait(message)

    task = asyncio.create_task(place.app(scope, request.inbox.get, send))
    try:
        yield request
    finally:
        request.inbox.put_nowait({"type": "http.disconnect"})
        async with asyncio.timeout(PATIENCE):
            await task


@ON_BOTH
async def test_a_stream_of_my_bookings(place: Place) -> None:
    """Event after event, until the session ends; then its code, and `complete`."""
    async with posted(place, MINE, accept=EVENTS, token=await place.token("mia")) as request:
        status, headers = await request.head()
        assert status == 200
        assert headers["content-type"] == EVENTS
        assert headers["cache-control"] == "private, no-store"
        assert headers["x-accel-buffering"] == "no"
        assert "content-length" not in headers
        await place.followed(1)
        booking = await booked(place, "mia", "fig", 28)
        assert (await request.event())["data"]["bookingChanged"]["id"] == booking
        await place.sign_out("mia")
        ending = await request.event()
        assert ending["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert (await request.piece()) == ("", False)
    await place.followed(0)


def parts_of(text: str) -> list[Any]:
    """Read parts as Apollo Client does: each once the next boundary is there."""
    assert text.startswith("\r\n--graphql"), text
    found = []
    for part in text.split("\r\n--graphql")[1:-1]:
        head, _, body = part.partition("\r\n\r\n")
        assert head == "\r\ncontent-type: application/json"
        found.append(orjson.loads(body))
    return found


@ON_BOTH
async def test_a_stream_of_my_bookings_in_parts(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part is closed by a boundary, so that it is read at once; at last comes why it ended."""
    monkeypatch.setattr(event_stream, "QUIET_SECONDS", 0.05)
    async with posted(place, MINE, accept=APOLLO, token=await place.token("mia")) as request:
        status, headers = await request.head()
        assert (status, headers["content-type"]) == (200, MULTIPART)
        opening, _ = await request.piece()
        assert parts_of(opening) == []
        quiet, _ = await request.piece()
        assert parts_of(opening + quiet) == [{}]
        await place.followed(1)
        booking = await booked(place, "mia", "fig", 29)
        pieces = [await told(request)]
        (event,) = parts_of(opening + pieces[0])
        assert event["payload"]["data"]["bookingChanged"]["id"] == booking
        await place.sign_out("mia")
        pieces.append(await told(request))
        assert pieces[1].endswith("--graphql--\r\n")
        (ending,) = parts_of(opening + pieces[1])
        assert ending["payload"] is None
        assert ending["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert (await request.piece()) == ("", False)
    await place.followed(0)


async def told(request: Request) -> str:
    """Wait for a piece that says something."""
    while True:
        text, _ = await request.piece()
        if "{}" not in text:
            return text


@ON_BOTH
async def test_a_client_that_hangs_up_leaves_nothing_behind(place: Place) -> None:
    """Neither a stream nor a place."""
    async with posted(place, ACCESS, accept=EVENTS, token=await place.token("mia")) as request:
        await request.head()
        await place.followed(1)
    await place.followed(0)


@ON_BOTH
async def test_a_stop_breaks_off_without_complete(place: Place) -> None:
    """So that the client comes again, to the process that takes this one's place."""
    async with posted(place, ACCESS, accept=EVENTS) as request:
        await request.head()
        await place.followed(1)
        place.state[LEAVING].set()
        assert await request.piece() == (":\n\n", True)
        assert await request.piece() == ("", False)


@ON_BOTH
@pytest.mark.parametrize(
    ("query", "accept", "kind", "part"),
    [
        (NAME, EVENTS, EVENTS, "event: next\ndata: {"),
        (NAME, EVENTS, EVENTS, "event: complete\ndata: \n\n"),
        ("{ nonsense }", EVENTS, EVENTS, "GRAPHQL_VALIDATION_FAILED"),
        (MINE, EVENTS, EVENTS, "LOGIN_REQUIRED"),
        (MINE, BOTH, EVENTS, "LOGIN_REQUIRED"),
        (NAME, BOTH, "application/graphql-response+json; charset=utf-8", '{"data":{"portal"'),
        (NAME, PARTS, MULTIPART, '{"payload":{"data":{"portal"'),
        (MINE, APOLLO, MULTIPART, "LOGIN_REQUIRED"),
        (NAME, APOLLO, "application/graphql-response+json; charset=utf-8", '{"data":{"portal"'),
        (MINE, f"{EVENTS}, {PARTS}", EVENTS, "LOGIN_REQUIRED"),
        (MINE, "application/json", "application/json; charset=utf-8",
         "SUBSCRIPTIONS_NOT_SUPPORTED"),
    ],
)
async def test_what_is_answered_how(
    place: Place, query: str, accept: str, kind: str, part: str
) -> None:
    """Whoever takes JSON too gets it, unless only a stream could answer."""
    async with posted(place, query, accept=accept) as request:
        status, headers = await request.head()
        assert (status, headers["content-type"]) == (200, kind)
        assert part in (await request.piece())[0]


@ON_BOTH
async def test_a_bad_token_is_401_and_no_stream(place: Place) -> None:
    """As of any request."""
    async with posted(place, MINE, accept=EVENTS, token="nonsense") as request:
        status, _ = await request.head()
        assert status == 401


@pytest.mark.parametrize(
    ("accept", "wish"),
    [
        (None, Wish.NO), ("*/*", Wish.NO), ("application/json", Wish.NO), ("text/*", Wish.NO),
        (EVENTS, Wish.ALWAYS), ("Text/Event-Stream; q=0.5", Wish.ALWAYS),
        (f"{EVENTS}; q=0", Wish.NO), (f"{EVENTS}, application/json; q=0", Wish.ALWAYS),
        ("multipart/mixed", Wish.NO), ("multipart/mixed; subscriptionSpec=2.0", Wish.NO),
        (PARTS, Wish.ALWAYS), (PARTS.upper(), Wish.ALWAYS), (f"{PARTS};q=0", Wish.NO),
        (APOLLO, Wish.IF_FOLLOWED),
        (BOTH, Wish.IF_FOLLOWED), (f"{EVENTS}, */*", Wish.IF_FOLLOWED),
    ],
)
def test_who_takes_events(accept: str | None, wish: Wish) -> None:
    """Only whoever names the media type."""
    assert wish_for_events(accept) is wish
