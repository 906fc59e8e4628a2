"""Two processes at one PostgreSQL database: what happens through one is an event through both."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from httpx2 import AsyncClient
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from gateway.settings import Pooling
from tests.databases import fresh_database
from tests.gateway.house import edit
from tests.gateway.live.conftest import ON_BOTH, placed
from tests.gateway.live.lines import PATIENCE, connected
from tests.gateway.live.test_events import MINE, booked
from tests.poolers import NEEDS_POOLER, pooled
from tests.served import served

SLACK = float(os.environ.get("PORTAL_SLACK_SECONDS", "4"))
"""What a busy machine may take beyond the second; 0 where it is measured."""


def _written(pooling: Pooling) -> dict[str, str]:
    direct = {} if pooling.direct_url is None else {"direct-url": pooling.direct_url}
    return {"pooler": pooling.pooler, **direct}


async def _hear(socket: ClientConnection) -> Any:
    async with asyncio.timeout(PATIENCE):
        return orjson.loads(await socket.recv())


async def _begin(socket: ClientConnection, token: str) -> None:
    payload = {"Authorization": f"Bearer {token}", "X-Portal": "berlin-mitte"}
    await socket.send(orjson.dumps({"type": "connection_init", "payload": payload}).decode())
    assert (await _hear(socket))["type"] == "connection_ack"


@contextmanager
def reached(folder: Path, between: str) -> Iterator[tuple[str, Pooling]]:
    """A database, and the way to it: the server's own, or through a pooler."""
    with fresh_database("postgresql", folder) as url, ExitStack() as stack:
        if between == "none":
            yield url, Pooling()
        else:
            yield stack.enter_context(pooled(folder, url)), Pooling("transaction", url)


@pytest.mark.parametrize("between", ["none", pytest.param("pooler", marks=NEEDS_POOLER)])
@ON_BOTH
async def test_a_booking_through_one_is_an_event_through_the_other_within_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    """And an edit is in force in both, and a stopped one closes its sockets with 1001."""
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    with reached(tmp_path, between) as (url, pooling), served(
        tmp_path, url, database=_written(pooling)
    ) as other:
        async with placed(tmp_path, url, root=tmp_path / "served", pooling=pooling) as place:
            place.clock.now = dt.datetime.now(dt.UTC)  # as in the other process
            token = await place.token("ben")
            address = other.graphql.replace("http", "ws", 1)
            spoken = [Subprotocol("graphql-transport-ws")]
            async with connected(place.app) as line, connect(address, subprotocols=spoken) as far:
                await line.hear()
                await line.begin(token)
                await _begin(far, token)
                mine = line.ask(MINE)
                payload = {"query": MINE}
                await far.send(
                    orjson.dumps({"type": "subscribe", "id": "1", "payload": payload}).decode()
                )
                await place.followed(1)
                await asyncio.sleep(0.3)  # for the other process nobody tells

                began = time.monotonic()
                here = await booked(place, "ben", "fig", 24)  # in neither of the two
                assert (await line.event(mine))["bookingChanged"]["id"] == here
                event = await _hear(far)
                assert event["payload"]["data"]["bookingChanged"]["id"] == here
                assert time.monotonic() - began < 1.0 + SLACK

                headers = {"x-portal": "berlin-mitte", "authorization": f"Bearer {token}"}
                async with AsyncClient() as client:
                    before = (await client.post(other.graphql, json={"query": "{portal{id}}"},
                                                headers=headers)).headers["x-policy"]
                    edit(place.root, "policies/live.yaml", "logged-in, bookings-staff:", "nobody:")
                    assert await line.ending(mine) == "NOT_ALLOWED"
                    ending = await _hear(far)
                    assert ending["payload"][0]["extensions"]["code"] == "NOT_ALLOWED"
                    after = (await client.post(other.graphql, json={"query": "{portal{id}}"},
                                               headers=headers)).headers["x-policy"]
                    assert after != before

                os.kill(other.process, signal.SIGTERM)
                with pytest.raises(ConnectionClosed) as closed:
                    await _hear(far)
                assert closed.value.rcvd is not None
                assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (
                    1001, "The gateway is stopped"
                )
