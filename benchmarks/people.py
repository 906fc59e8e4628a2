"""The people of the made-up network: contacts, members of one house or of two, a few of staff."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from benchmarks.network import LOCATIONS, PLANS
from store.databases import Database
from store.tables import metadata

NETWORK = "place-0"
FIRST_HOUSE = 100
PLANS_OF_A_HOUSE = 6
BATCH = 20_000
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
SINCE = {"from_at": LONG_AGO, "by_whom": "benchmark", "why": "benchmark"}


async def fill(database: Database, people: int) -> None:
    """Write *people* customers with their logins, contracts and freezes into an empty database."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, row in [*_plans(), *_everybody(people)]:
        rows.setdefault(name, []).append({"network_id": NETWORK, **row})
    async with database.transaction() as connection:
        for table in metadata.sorted_tables:
            found = rows.pop(table.name, [])
            for start in range(0, len(found), BATCH):
                await connection.insert(table, found[start : start + BATCH])


def _plans() -> Iterator[tuple[str, dict[str, Any]]]:
    for number, key in enumerate(PLANS):
        yield "plans", {
            "id": number + 1, "location_id": NETWORK, "key": key, "name": key, "name_folded": key,
            "price_minor": 0, "currency": "EUR", "invoice_every_months": 1,
            "invoice_every_weeks": 0, "display_order": 0,
        }  # fmt: skip


def _everybody(people: int) -> Iterator[tuple[str, dict[str, Any]]]:
    dice = random.Random(4)
    ids = iter(range(1, 10 * people))
    for key in range(1, people + 1):
        home = dice.randrange(FIRST_HOUSE, LOCATIONS)
        yield from customer(key, f"place-{home}")
        if dice.random() < 0.02:
            yield "customer_suspensions", {"id": key, "customer_id": key, **SINCE}
        if dice.random() < 0.001:
            grant = {"id": key, "login_id": key, "role": "clerk", "location_id": f"place-{home}"}
            yield "staff_grants", {**grant, **SINCE}
        for _ in range(dice.choices((0, 1, 2), (20, 77, 3))[0]):
            house = home if dice.random() < 0.9 else dice.randrange(FIRST_HOUSE, LOCATIONS)
            plan = (house * 7 + dice.randrange(PLANS_OF_A_HOUSE)) % len(PLANS)
            yield from contract(next(ids), key, f"place-{house}", plan + 1, dice.random() < 0.05)


def customer(key: int, home: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of somebody at home in *home*: table and row, without the network."""
    email = f"person-{key}@example.test"
    yield "logins", {"id": key, "email": email, "email_folded": email, "password_hash": "-"}
    yield "customers", {
        "id": key, "location_id": home, "customer_type": "individual", "full_name": email,
        "full_name_folded": email, "email": email, "email_folded": email,
        "registered_at": LONG_AGO, "login_id": key,
    }  # fmt: skip
    yield "customer_access", {"id": key, "customer_id": key, **SINCE}


def contract(
    key: int, customer: int, house: str, plan: int, frozen: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a contract since long ago, frozen for good or running."""
    yield "contracts", {
        "id": key, "customer_id": customer, "location_id": house, "plan_id": plan,
        "start_date": LONG_AGO.date(), "starts_at": LONG_AGO, "billing_day": 1,
        "currency": "EUR", "quantity": 1,
    }  # fmt: skip
    if frozen:
        until = LONG_AGO + dt.timedelta(days=10_000)
        yield "freezes", {
            "id": key, "contract_id": key, "customer_id": customer, "location_id": house,
            "from_date": LONG_AGO.date(), "until_date": until.date(),
            "from_at": LONG_AGO, "until_at": until,
        }  # fmt: skip
