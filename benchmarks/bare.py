"""The limit: a bare ASGI function that runs the same facts statement and the same SQL.

It knows nothing of GraphQL, policies or tokens: one statement for the facts, one for the page, the
page's rows straight to JSON. To book it waits its turn, looks whether the room is free, and writes
the booking. What it answers is not the gateway's answer, but its work is the least that any server
has to do.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from pathlib import Path
from sqlite3 import PrepareProtocol, adapt
from typing import Any

import orjson
import sqlalchemy as sa

from benchmarks.pages import PORTAL, READS
from gateway.clock import Clock, utc_now
from gateway.operations.viewers import viewer_of
from gateway.policies.loading import load_policies
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.limits import Limits
from resolvers.catalogue import CATALOGUE
from resolvers.locks import hold_customer, hold_resource
from schema.graph import build_schema
from schema.shape import graph_shape
from store.databases import Reader, open_database
from store.facts import read_facts
from store.ids import new_id
from store.portable import Portable
from store.resources import bookings
from store.sql import NETWORK

BOOKING_PAGE = len(READS)


class Bare:
    """A page for each number in the header `x-page`, asked in `x-sid`; the last one books.

    `BENCHMARK_SESSIONS` are the sessions that may ask; the first one's customer is who books.
    """

    def __init__(self, clock: Clock = utc_now) -> None:
        self._clock = clock
        self._database = open_database(os.environ["PORTAL_DATABASE_URL"])
        self._sessions = [int(each) for each in os.environ["BENCHMARK_SESSIONS"].split(",")]
        self._pages: dict[tuple[int, int], list[tuple[str, Any]]] = {}
        self._ready = asyncio.Lock()

    async def _prepare(self) -> None:
        """Let the gateway's own planner write the statements, once."""
        loaded = load_policies(Path(os.environ["PORTAL_ROOT"]), graph_shape()).current
        assert loaded is not None, "the policies do not hold"
        policies = loaded.policies
        engine = Engine(
            build_schema()._schema, CATALOGUE, self._database.dialect, Limits(), b"x" * 32
        )
        network = policies.tree[PORTAL].root
        now = self._clock()
        pages = {}
        async with self._database.connection() as connection:
            self._network = network
            for session in self._sessions:
                viewer = await viewer_of(connection, session, network, now)
                for number, page in enumerate(READS):
                    prepared = engine.preparing.prepare(page.query, None, None)
                    assert not isinstance(prepared, Answer), prepared
                    listening = _Listening(connection)
                    await engine.run(prepared, listening, Asker(policies, viewer, PORTAL, now))
                    pages[number, session] = listening.statements
        self._pages = pages

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        async with self._ready:
            if not self._pages:
                await self._prepare()
        asked = b""
        while (message := await receive()).get("more_body"):
            asked += message["body"]
        asked += message.get("body", b"")
        page, session = _number(scope, b"x-page"), _number(scope, b"x-sid")
        if page == BOOKING_PAGE:
            rows = await self._book(orjson.loads(asked))
        else:
            rows = await self._read(page, session)
        body = orjson.dumps(rows, default=_plain, option=orjson.OPT_UTC_Z)
        await send({
            "type": "http.response.start", "status": 200,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
            ],
        })
        await send({"type": "http.response.body", "body": body})

    async def _read(self, page: int, session: int) -> list[Any]:
        async with self._database.connection() as connection:
            await read_facts(connection, self._network, [session], self._clock())
            return [
                await connection.fetch(text, values) for text, values in self._pages[page, session]
            ]

    async def _book(self, wish: dict[str, Any]) -> list[Any]:
        start, end = (dt.datetime.fromisoformat(wish[name]) for name in ("start", "end"))
        now, network = self._clock(), self._network
        async with self._database.transaction() as connection:
            facts = await read_facts(connection, network, self._sessions[:1], now)
            customer = facts[self._sessions[0]].customer
            assert customer is not None
            await hold_resource(connection, network, wish["resource"])
            await hold_customer(connection, network, customer)
            taken = await _TAKEN.fetch(
                connection, network=network, resource=wish["resource"], start=start, end=end
            )
            if taken:
                return []
            row = {
                "network_id": network, "id": new_id(), "resource_id": wish["resource"],
                "location_id": PORTAL, "customer_id": customer, "starts_at": start, "ends_at": end,
                "status": "confirmed", "online": True, "created_at": now.replace(microsecond=0),
            }  # fmt: skip
            await connection.insert(bookings, [row])
        return [row["id"]]

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()


_TAKEN = Portable(
    lambda _: sa.select(bookings.c.id)
    .where(
        bookings.c.network_id == NETWORK,
        bookings.c.resource_id == sa.bindparam("resource"),
        bookings.c.starts_at < sa.bindparam("end"),
        bookings.c.ends_at > sa.bindparam("start"),
        bookings.c.status != "cancelled",
    )
    .limit(1)
)


def _number(scope: Any, header: bytes) -> int:
    return next(int(value) for name, value in scope["headers"] if name == header)


def _plain(value: Any) -> Any:
    return tuple(value)


class _Listening:
    """A connection that notes what it is asked, with the values as the driver stores them."""

    def __init__(self, connection: Reader) -> None:
        self._connection = connection
        self.statements: list[tuple[str, Any]] = []

    async def fetch(self, text: str, values: Any) -> Any:
        if isinstance(values, dict):
            values = {name: adapt(each, PrepareProtocol, each) for name, each in values.items()}
        self.statements.append((text, values))
        return await self._connection.fetch(text, values)


def app() -> Bare:
    """Make the application, for uvicorn."""
    return Bare()
