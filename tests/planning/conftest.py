"""One small database: three events at two places, with tickets, attendees and their people."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson
import pytest

from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.limits import Limits
from store.content import event_attendees, event_plans, event_tickets, events
from store.contracts import plans
from store.customers import customers
from store.databases import Connection, Database
from store.folding import fold
from tests.databases import database, database_url  # noqa: F401
from tests.planning.small_graph import CATALOGUE, NOW, SCHEMA

HOUR = dt.timedelta(hours=1)


def customer_row(key: int, name: str) -> dict[str, Any]:
    """A customer at Mitte."""
    return {
        "network_id": "harbour", "id": key, "location_id": "mitte", "full_name": name,
        "full_name_folded": fold(name), "email": f"{name.lower()}@example.test",
        "email_folded": f"{name.lower()}@example.test", "customer_type": "individual",
        "registered_at": NOW,
    }


def event_row(key: int, title: str, place: str, **columns: Any) -> dict[str, Any]:
    """A public event, so many hours from now."""
    return {
        "network_id": "harbour", "id": key, "location_id": place, "title": title,
        "title_folded": fold(title), "starts_at": NOW + key * HOUR,
        "ends_at": NOW + (key + 2) * HOUR, "category": "Talk", "category_folded": "talk",
        "published_at": NOW, "audience": "public", "venue": None, "capacity": None,
        "host_id": None, **columns,
    }


@pytest.fixture(name="rows")
async def _rows(database: Database) -> Database:  # noqa: F811
    """Breakfast and Émile's evening at Mitte, Sailing at the Docks; Anna and Ben."""
    async with database.transaction() as connection:
        await connection.insert(customers, [customer_row(1, "Anna"), customer_row(2, "Ben")])
        await connection.insert(plans, [{
            "network_id": "harbour", "id": 7, "location_id": "mitte", "key": "hot-desk",
            "name": "Hot desk", "name_folded": "hot desk", "price_minor": 100,
            "currency": "EUR", "invoice_every_months": 1, "invoice_every_weeks": 0,
            "display_order": 1,
        }])
        await connection.insert(events, [
            event_row(1, "Breakfast", "mitte", host_id=1, venue="Kitchen", capacity=20),
            event_row(2, "Émile's evening", "mitte", host_id=2, audience="member", capacity=5),
            event_row(3, "Sailing", "docks", venue="Quay"),
        ])
        await connection.insert(event_plans, [
            {"network_id": "harbour", "event_id": 2, "plan_id": 7}
        ])
        await connection.insert(event_tickets, [
            {"network_id": "harbour", "id": key, "event_id": 1, "location_id": "mitte",
             "name": name, "price_minor": price, "currency": "EUR", "audience": "public",
             "display_order": -key}
            for key, name, price in ((1, "Seat", 1250), (2, "Standing", 2**31))
        ])
        await connection.insert(event_attendees, [
            {"network_id": "harbour", "id": key, "event_id": 1, "location_id": "mitte",
             "customer_id": key, "registered_at": NOW, "attended": NOW if key == 1 else None}
            for key in (1, 2)
        ])
    return database


class Asking:
    """Asks the small graph."""

    def __init__(self, database: Database, limits: Limits | None = None) -> None:  # noqa: F811
        self.database = database
        limits = limits or Limits(count_bound=2)
        self.engine = Engine(SCHEMA, CATALOGUE, database.dialect, limits, b"secret" * 8)
        self.texts: list[str] = []
        self.found: list[Any] = []

    async def answer(self, query: str, asker: Asker, variables: Any = None) -> Answer:
        """Return the answer as it goes over the wire."""
        prepared = self.engine.preparing.prepare(query, None, variables)
        if isinstance(prepared, Answer):
            return prepared
        async with self.database.connection() as connection:
            return await self.engine.run(prepared, _Listening(connection, self), asker)

    async def __call__(self, query: str, asker: Asker, variables: Any = None) -> Any:
        """Return the answer, read."""
        return orjson.loads((await self.answer(query, asker, variables)).body)


class _Listening:
    """A connection that notes the text of what it runs, and the rows that it finds."""

    def __init__(self, connection: Connection, asking: Asking) -> None:
        self._connection = connection
        self._asking = asking
        self.dialect = connection.dialect

    async def fetch(self, text: str, values: Any) -> Any:
        rows = await self._connection.fetch(text, values)
        self._asking.texts.append(text)
        self._asking.found.append(rows)
        return rows

    async def insert(self, table: Any, rows: Any) -> None:
        await self._connection.insert(table, rows)


@pytest.fixture(name="ask")
def _ask(rows: Database) -> Asking:
    """Ask an operation as somebody; the answer is read JSON."""
    return Asking(rows)
