"""`graphql-transport-ws`: every message that may come, and every code that ends a connection."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from gateway.http.sockets import LEAVING
from tests.databases import fresh_database
from tests.gateway.live.conftest import ON_BOTH, Place, placed
from tests.gateway.live.lines import Line, connected

pytestmark = ON_BOTH

INIT = {"type": "connection_init"}
EVENTS = "subscription { eventPublished { title } }"
NAME = "{ portal { name } }"
DEEP_PING = '{"type": "ping", "payload": ' + '{"a": ' * 300 + "1" + "}" * 301
"""It can be read, and is too deep to be written."""

NO_MESSAGES: list[Any] = [
    "", "nonsense", "[]", "7", "null", '"text"', "[" * 100_000, "{}", '{"type": 1}',
    {"type": "unknown"}, {"type": "connection_ack"}, {"type": "next", "id": "1"},
    {"type": "subscribe"}, {"type": "subscribe", "payload": {"query": NAME}},
    {"type": "subscribe", "id": "", "payload": {"query": NAME}},
    {"type": "subscribe", "id": 1, "payload": {"query": NAME}},
    {"type": "subscribe", "id": "x" * 201, "payload": {"query": NAME}},
    {"type": "subscribe", "id": "1"}, {"type": "subscribe", "id": "1", "payload": []},
    {"type": "subscribe", "id": "1", "payload": {}},
    {"type": "subscribe", "id": "1", "payload": {"query": 1}},
    {"type": "subscribe", "id": "1", "payload": {"query": NAME, "variables": []}},
    {"type": "subscribe", "id": "1", "payload": {"query": NAME, "operationName": 1}},
    {"type": "subscribe", "id": "1", "payload": {"query": NAME, "extensions": 1}},
    {"type": "complete"}, {"type": "ping", "payload": 1}, DEEP_PING,
    {"type": "connection_init", "payload": "text"},
    {"type": "connection_init", "payload": {"Authorization": 1}},
    {"type": "connection_init", "payload": {"x-portal": "x" * 5_000}},
    {"type": "connection_init", "payload": {"X-Portal": "ghent", "x-portal": "berlin-mitte"}},
]


@pytest_asyncio.fixture(name="place", scope="module", loop_scope="module")
async def _place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    """A gateway with little patience and small bounds, on SQLite."""
    folder = tmp_path_factory.mktemp("live")
    with fresh_database("sqlite", folder) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SECRET", "s" * 40)
        async with placed(
            folder, url, begin_seconds=0.3, connections=3, streams_each=2, waiting_kilobytes=1
        ) as place:
            yield place


@pytest_asyncio.fixture(name="line", loop_scope="module")
async def _line(place: Place) -> AsyncIterator[Line]:
    """A stranger's connection."""
    async with connected(place.app) as line:
        accepted = await line.hear()
        assert accepted == {"type": "websocket.accept", "subprotocol": "graphql-transport-ws",
                            "headers": []}
        yield line


async def test_a_query_and_a_mutation_are_answered_and_done(line: Line) -> None:
    """`next` with the answer, then `complete`; the id is free again afterwards."""
    await line.begin()
    for query in (NAME, "mutation { signOut { errors { code } } }"):
        line.say({"type": "subscribe", "id": "same", "payload": {"query": query}})
        message = await line.hear()
        assert (message["type"], message["id"]) == ("next", "same")
        assert message["payload"]["data"]
        assert await line.hear() == {"type": "complete", "id": "same"}


async def test_what_is_refused_ends_itself_alone(place: Place, line: Line) -> None:
    """A mistake in one operation is an `error` of that operation, and the connection goes on."""
    await line.begin()
    for query, code in (
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nonsense }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { eventPublished { id } myAccessChanged { id } }",
         "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { bookingChanged { id } }", "LOGIN_REQUIRED"),
        ("subscription ($a: ID!) { resourceAvailabilityChanged(resourceId: $a) { id } }",
         "BAD_VARIABLES"),
        ("{ a { b { c" + "{d" * 30 + "}" * 33, "TOO_DEEP"),
    ):
        assert await line.ending(line.ask(query)) == code, query
    skipped = "subscription ($no: Boolean!) { eventPublished @include(if: $no) { id } }"
    assert await line.ending(line.ask(skipped, no=False)) == "GRAPHQL_VALIDATION_FAILED"
    assert await line.event(line.ask(NAME)) == {"portal": {"name": "Berlin Mitte"}}
    assert len(place.hub) == 0


async def test_pings_are_answered_before_anything_else(line: Line) -> None:
    """With what they carried; pongs ask for nothing."""
    line.say({"type": "ping", "payload": {"at": 7}})
    assert await line.hear() == {"type": "pong", "payload": {"at": 7}}
    line.say({"type": "pong"})
    line.say({"type": "ping"})
    assert await line.hear() == {"type": "pong"}


@pytest.mark.parametrize("message", NO_MESSAGES, ids=range(len(NO_MESSAGES)))
async def test_4400_what_is_no_message(line: Line, message: Any) -> None:
    """Whatever it is, it closes the connection and nothing else."""
    if not isinstance(message, dict) or message["type"] != "connection_init":
        await line.begin()
    line.say(message)
    assert await line.closing() == (4400, "Invalid message received")


async def test_4400_bytes(line: Line) -> None:
    """Messages are text."""
    line.say_bytes(b'{"type":"connection_init"}')
    assert (await line.closing())[0] == 4400


async def test_4400_a_portal_that_there_is_not(line: Line) -> None:
    """The reason says so."""
    line.say({"type": "connection_init", "payload": {"X-Portal": "atlantis"}})
    code, reason = await line.closing()
    assert code == 4400
    assert reason.startswith("PORTAL_UNKNOWN")


async def test_4401_asking_before_saying_who_one_is(line: Line) -> None:
    """Before `connection_ack` nothing is answered."""
    line.ask(NAME)
    assert await line.closing() == (4401, "Unauthorized")


@pytest.mark.parametrize("given", ["Bearer nonsense", "Basic abc", "Bearer "])
async def test_4403_a_credential_that_does_not_hold(line: Line, given: str) -> None:
    """Never an anonymous answer in its place."""
    line.say({"type": "connection_init", "payload": {"authorization": given}})
    assert await line.closing() == (4403, "Forbidden")


async def test_4403_a_session_that_has_ended(place: Place, line: Line) -> None:
    """The token is sound, and its session is over."""
    token = await place.token("ben")
    await place.sign_out("ben")
    line.say({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}})
    assert await line.closing() == (4403, "Forbidden")


@pytest.mark.parametrize("spoken", [(), ("graphql-ws",)])
async def test_4406_another_subprotocol(place: Place, spoken: tuple[str, ...]) -> None:
    """Also the one that came before."""
    async with connected(place.app, spoken) as line:
        assert await line.closing() == (4406, "Subprotocol not acceptable")


async def test_4408_nothing_said_for_too_long(line: Line) -> None:
    """Pings do not count."""
    line.say({"type": "ping"})
    assert await line.closing() == (4408, "Connection initialisation timeout")


async def test_4409_an_id_that_is_in_use(line: Line) -> None:
    """Until the operation that has it is over, or its client has taken leave of it."""
    await line.begin()
    subscribe = {"type": "subscribe", "id": "one", "payload": {"query": EVENTS}}
    line.say(subscribe)
    line.say({"type": "complete", "id": "one"})
    line.say(subscribe)
    line.say(subscribe)
    assert await line.closing() == (4409, "Subscriber for one already exists")


async def test_4429_saying_twice_who_one_is(line: Line) -> None:
    """Also before the first was acknowledged."""
    line.say(INIT)
    line.say(INIT)
    assert await line.closing() == (4429, "Too many initialisation requests")


async def test_1001_when_the_gateway_is_stopped(place: Place) -> None:
    """Every connection, whatever it follows, and no stream is left."""
    async with connected(place.app) as line, connected(place.app) as other:
        for each in (line, other):
            await each.hear()
            (await each.begin()).ask(EVENTS)
        await place.followed(2)
        place.state[LEAVING].set()
        assert await line.closing() == (1001, "The gateway is stopped")
        assert await other.closing() == (1001, "The gateway is stopped")
    await place.followed(0)


async def test_1013_a_client_that_does_not_read(place: Place, line: Line) -> None:
    """What waits for it is bounded; beyond that it is cut off, with a word why."""
    await line.begin()
    line.reads.clear()
    for number in range(100):
        line.say({"type": "ping", "payload": {"number": number}})
    code, reason = await line.closing()
    assert code == 1013
    assert reason.startswith("SLOW_CONSUMER")


async def test_too_much_at_a_time_is_refused_and_the_rest_goes_on(
    place: Place, line: Line
) -> None:
    """So many streams a connection; one that is let go makes room."""
    await line.begin()
    first, _ = line.ask(EVENTS), line.ask(EVENTS)
    assert await line.ending(line.ask(EVENTS)) == "TOO_MANY_STREAMS"
    await place.followed(2)
    line.say({"type": "complete", "id": first})
    line.ask(EVENTS)
    await place.followed(2)
    assert await line.is_quiet()


async def test_too_many_connections_are_refused_at_the_door(place: Place) -> None:
    """With 503, before there is a WebSocket; whoever leaves makes room."""
    one, two, three, four = (connected(place.app) for _ in range(4))
    async with one, two, three, four as fourth:
        refused = await fourth.hear()
        assert refused["type"] == "websocket.http.response.start"
        assert refused["status"] == 503
        assert b"SERVER_BUSY" in (await fourth.hear())["body"]
    async with connected(place.app) as line:
        assert (await line.hear())["type"] == "websocket.accept"


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://portal.example.test", None), ("https://evil.example.test", 403), ("null", 403),
        ("https://portal.example.test.evil.test", 403), ("http://[", 403),
    ],
)
async def test_pages_of_other_hosts_may_not_connect(
    place: Place, origin: str, status: int | None
) -> None:
    """No browser asks before it opens a WebSocket, so the gateway looks at once."""
    async with connected(place.app, origin=origin) as line:
        answer = await line.hear()
        assert answer.get("status") == status


async def test_a_session_in_a_cookie_is_one_here_too(place: Place) -> None:
    """Of the portal's own pages, which say so; it reads and follows, and changes nothing."""
    cookie = f"__Host-portal-session={await place.token('ben')}"
    page = {"cookie": cookie, "host": "localhost:8000", "origin": "http://localhost:8000"}
    async with connected(place.app, **page) as line:
        await line.hear()
        line.say({"type": "connection_init", "payload": {"X-Session": "cookie"}})
        assert await line.hear() == {"type": "connection_ack"}
        assert await line.event(line.ask("{ me { name } }")) == {"me": {"name": "Ben"}}
        assert (await line.hear())["type"] == "complete"
        assert await line.ending(line.ask("mutation { signOut { errors { code } } }")) == (
            "BAD_REQUEST"
        )
        line.ask("subscription { bookingChanged { id } }")
        await place.followed(1)
    async with connected(place.app, **page) as line:
        await line.hear()
        line.say(INIT)
        assert await line.closing() == (4403, "Forbidden")


async def test_a_rehearsal_follows_nothing(line: Line) -> None:
    """It is one look at one moment."""
    await line.begin()
    payload = {"query": EVENTS, "extensions": {"previewAs": {"viewer": "member"}}}
    line.say({"type": "subscribe", "id": "x", "payload": payload})
    assert await line.ending("x") == "PREVIEW_NOT_ALLOWED"
