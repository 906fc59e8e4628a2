"""What the databases themselves refuse, both of them alike."""

from __future__ import annotations

import datetime as dt
import traceback
from typing import Any

import pytest

from store.databases import Database
from store.errors import RowRefused
from store.tables import metadata
from tests.store.rows import NOW, Rows

DAY = dt.timedelta(days=1)
SENSITIVE = "has been ill"

# what is tried -> the rule that refuses it
REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("check", "customers", {"customer_type": "robot"}),
    ("check", "customer_rights", {"right": "can-fly", "customer_id": 1}),
    ("check", "customer_suspensions", {"customer_id": 1, "from_at": NOW, "until_at": NOW - DAY}),
    ("check", "events", {"audience": "everyone"}),
    ("check", "events", {"audience": "Public"}),
    ("check", "events", {"starts_at": NOW, "ends_at": NOW - DAY}),
    ("check", "events", {"capacity": -1}),
    ("check", "event_tickets", {"event_id": 4, "currency": "EURO"}),
    ("check", "plans", {"invoice_every_months": -1}),
    ("check", "contracts", {"customer_id": 1, "plan_id": 2, "billing_day": 0}),
    ("check", "contracts", {"customer_id": 1, "plan_id": 2, "billing_day": 32}),
    ("check", "contracts", {"customer_id": 1, "plan_id": 2, "quantity": 0}),
    ("check", "contracts", {"customer_id": 1, "plan_id": 2, "ends_at": NOW}),
    ("check", "contracts", {"customer_id": 1, "plan_id": 2, "cancellation_date": NOW.date()}),
    ("check", "team_members", {"customer_id": 1, "team_id": 3, "role": "boss"}),
    ("check", "resources", {"resource_type_id": 5, "kind": "rocket"}),
    ("check", "resource_rates", {"resource_type_id": 5, "per": "minute"}),
    ("check", "resource_slots", {"resource_id": 6, "weekday": 8, "from_minute": 1, "to_minute": 2}),
    ("check", "resource_slots", {"resource_id": 6, "weekday": 1, "from_minute": 2, "to_minute": 2}),
    (
        "check",
        "resource_slots",
        {"resource_id": 6, "weekday": 1, "from_minute": 0, "to_minute": 1441},
    ),
    ("check", "bookings", {"status": "perhaps", "resource_id": 6, "customer_id": 1}),
    ("check", "resource_exceptions", {"resource_id": 6, "from_at": NOW, "until_at": NOW}),
    ("check", "products", {"available_as": "gift"}),
    ("check", "invoices", {"customer_id": 1, "status": "late"}),
    ("required", "customers", {"full_name_folded": None}),
    ("required", "events", {"title_folded": None}),
    ("required", "events", {"starts_at": None}),
    ("required", "customer_access", {"customer_id": 1, "by_whom": None}),
    ("required", "customer_access", {"customer_id": 1, "why": None}),
    ("required", "contracts", {"customer_id": 1, "plan_id": None}),
    ("required", "events", {"location_id": None}),
    ("required", "events", {"network_id": None}),
    ("reference", "contracts", {"customer_id": 99, "plan_id": 2}),
    ("reference", "contracts", {"customer_id": 1, "plan_id": 2, "network_id": "plenum"}),
    ("reference", "events", {"host_id": 99}),
    ("reference", "customers", {"login_id": 99}),
    ("reference", "sessions", {"login_id": 99}),
    ("reference", "event_plans", {"event_id": 4, "plan_id": 99}),
    ("reference", "profiles", {"customer_id": 99}),
    ("unique", "customers", {"id": 1}),
    ("unique", "profiles", {"customer_id": 1}),
    ("unique", "event_plans", {"event_id": 4, "plan_id": 2}),
    ("unique", "logins", {"email": "ANNA@example.test"}),
    ("unique", "invoices", {"customer_id": 1, "status": "open", "number": "2026-1"}),
]


async def write_world(database: Database) -> None:
    """Write one of everything that the cases refer to."""
    rows = Rows()
    rows.add("customers", id=1)
    rows.add("plans", id=2)
    rows.add("teams", id=3)
    rows.add("events", id=4)
    rows.add("resource_types", id=5)
    rows.add("resources", id=6, resource_type_id=5, kind="studio")
    rows.add("profiles", id=7, customer_id=1)
    rows.add("event_plans", event_id=4, plan_id=2)
    rows.add("logins", id=8, email="anna@example.test")
    rows.add("invoices", id=9, customer_id=1, status="open", number="2026-1")
    await rows.write(database)


def row_of(table: str, values: dict[str, Any]) -> dict[str, Any]:
    rows = Rows()
    rows.add(table, **{"id": 100, **values} if "id" in metadata.tables[table].c else values)
    (row,) = rows.taken(table)
    return {**row, **values}


async def test_rows_that_break_a_rule_are_refused(database: Database) -> None:
    """Each wrong row is refused for the rule that it breaks, in one kind of error."""
    await write_world(database)
    told = []
    for _, table, values in REFUSED:
        with pytest.raises(RowRefused) as refused:
            async with database.transaction() as connection:
                await connection.insert(metadata.tables[table], [row_of(table, values)])
        told.append((refused.value.rule, table, values))
    assert told == REFUSED


async def test_a_refusal_quotes_no_row(database: Database) -> None:
    """Neither it nor what the driver said before it: both end up in logs."""
    await write_world(database)
    row = row_of("events", {"audience": "everyone", "title": SENSITIVE, "summary": SENSITIVE})
    with pytest.raises(RowRefused) as refused:
        async with database.transaction() as connection:
            await connection.insert(metadata.tables["events"], [row])
    told = "".join(traceback.format_exception(refused.value))
    assert "constraint" in told.lower()
    assert SENSITIVE not in told


async def test_the_same_rows_mended_are_accepted(database: Database) -> None:
    """It was the rule and nothing else: another value in the same row is written."""
    await write_world(database)
    accepted: list[tuple[str, dict[str, Any]]] = [
        ("customers", {"customer_type": "company"}),
        ("customer_rights", {"right": "can-book", "customer_id": 1}),
        ("customer_suspensions", {"customer_id": 1, "from_at": NOW, "until_at": NOW}),
        ("events", {"audience": "member", "starts_at": NOW, "ends_at": NOW, "host_id": 1}),
        (
            "contracts",
            {
                "customer_id": 1,
                "plan_id": 2,
                "billing_day": 31,
                "ends_at": NOW,
                "cancellation_date": NOW.date(),
            },
        ),
        ("team_members", {"customer_id": 1, "team_id": 3, "role": "paying-member"}),
        ("resource_slots", {"resource_id": 6, "weekday": 7, "from_minute": 0, "to_minute": 1440}),
        ("invoices", {"customer_id": 1, "status": "credit-note", "total_minor": -100}),
        ("logins", {"email": "anna@example.test", "network_id": "plenum"}),
    ]
    for table, values in accepted:
        async with database.transaction() as connection:
            await connection.insert(metadata.tables[table], [row_of(table, values)])
