"""Python's client gql, on a gateway that serves: pages, errors, and both kinds of streams."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import pytest
from gql import Client, GraphQLRequest
from gql.client import AsyncClientSession
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import TransportQueryError, TransportServerError

from tests.docs.conftest import filled
from tests.examples.conftest import EXAMPLES
from tests.served import Served, served

PATIENCE = 20.0
SIGN_IN = """
mutation ($input: SignInInput!) { signIn(input: $input) { token customer { id } } }
"""
SUSPEND = """
mutation ($input: SuspendCustomerInput!) { suspendCustomer(input: $input) { errors { code } } }
"""
ACCESS = "subscription { myAccessChanged { viewer { kind suspended } } }"
STREAMS = [AIOHTTPTransport, AIOHTTPWebsocketsTransport]


@pytest.fixture(name="gateway", scope="module")
def _gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo network, served."""
    folder = tmp_path_factory.mktemp("gql")
    filled(folder / "portal.db")
    with served(folder, f"sqlite:///{folder / 'portal.db'}", metrics=True) as gateway:
        yield gateway


@asynccontextmanager
async def session(
    gateway: Served, token: str | None = None, transport: Any = AIOHTTPTransport
) -> AsyncIterator[AsyncClientSession]:
    """Somebody's client."""
    headers = {"x-portal": "berlin-mitte"}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    given: dict[str, Any] = {"url": gateway.graphql, "headers": headers}
    if transport is AIOHTTPWebsocketsTransport:
        given = {"url": gateway.graphql.replace("http", "ws", 1), "init_payload": headers}
    async with Client(transport=transport(**given)) as opened:
        yield opened


async def signed_in(gateway: Served, who: str) -> tuple[str, str]:
    """Sign somebody in; return the token, and which customer it is."""
    values = {"input": {"email": f"{who}@harbour.test", "password": "demo-password"}}
    async with session(gateway) as visitor:
        answer = await visitor.execute(GraphQLRequest(SIGN_IN, variable_values=values))
    customer = answer["signIn"]["customer"]
    return answer["signIn"]["token"], customer["id"] if customer else ""


async def followed(gateway: Served) -> None:
    """Wait until the gateway says that somebody follows something."""
    while "\nportal_live_streams 1.0\n" not in await asyncio.to_thread(_metrics, gateway):  # noqa: ASYNC110
        await asyncio.sleep(0.02)


def _metrics(gateway: Served) -> str:
    with urllib.request.urlopen(f"{gateway.address}/metrics", timeout=5) as answer:
        return str(answer.read().decode())


def test_the_program_shows_the_front_page(gateway: Served) -> None:
    """As the programs in the folder do that need Node."""
    ran = subprocess.run(
        [sys.executable, EXAMPLES / "gql_client.py"], capture_output=True, text=True, check=True,
        env={**os.environ, "PORTAL_GRAPHQL": gateway.graphql}, timeout=60,
    )  # fmt: skip
    page = json.loads(ran.stdout)
    assert len(set(page.pop("events"))) == 4
    assert page == {"portal": "Berlin Mitte", "visitor": "ANONYMOUS", "signedIn": "Ben Okafor"}


async def test_an_error_has_its_code(gateway: Served) -> None:
    """What is refused comes as the client's own exception, with the code in it."""
    async with session(gateway) as visitor:
        with pytest.raises(TransportQueryError) as refused:
            await visitor.execute(GraphQLRequest("{ nonsense }"))
    assert refused.value.errors is not None
    assert refused.value.errors[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize("transport", STREAMS)
async def test_a_change_of_access_is_told(gateway: Served, transport: Any) -> None:
    """To whom it happens, over parts of an answer as over a WebSocket."""
    who = "ben" if transport is AIOHTTPTransport else "greta"
    token, customer = await signed_in(gateway, who)
    admin, _ = await signed_in(gateway, "dana")
    async with (
        asyncio.timeout(PATIENCE),
        session(gateway, token, transport) as member,
        aclosing(member.subscribe(GraphQLRequest(ACCESS))) as events,
    ):
        first = asyncio.ensure_future(anext(events))
        await followed(gateway)
        values = {"input": {"customerId": customer, "reason": "owes us a chair"}}
        async with session(gateway, admin) as staff:
            request = GraphQLRequest(SUSPEND, variable_values=values)
            assert (await staff.execute(request))["suspendCustomer"] == {"errors": []}
        event = await first
    assert event["myAccessChanged"]["viewer"]["suspended"] is True


async def test_a_stream_in_parts_ends_with_its_reason(gateway: Served) -> None:
    """Signing out ends it, in words of the stream and of no answer."""
    token, _ = await signed_in(gateway, "tom")
    async with (
        asyncio.timeout(PATIENCE),
        session(gateway, token) as member,
        aclosing(member.subscribe(GraphQLRequest(ACCESS))) as events,
    ):
        ending = asyncio.ensure_future(anext(events))
        await followed(gateway)
        async with session(gateway, token) as same:
            await same.execute(GraphQLRequest("mutation { signOut { errors { code } } }"))
        with pytest.raises(TransportServerError, match="Sign in again"):
            await ending
