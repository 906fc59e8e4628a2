"""When a record is on show, to the second; what is not on show is as if it were not there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from store.databases import Database
from tests.resolvers.asking import Asking
from tests.store.rows import NOW, Rows

SECOND = dt.timedelta(seconds=1)


WINDOWS = (
    (NOW + SECOND, None, False),
    (NOW, None, True),
    (NOW - SECOND, NOW + SECOND, True),
    (NOW - SECOND, NOW, False),
    (NOW - SECOND, NOW - SECOND, False),
)


@pytest.mark.parametrize("table", ["events", "articles"])
async def test_windows_are_half_open(database: Database, ask: Asking, table: str) -> None:
    """A record is there at its first second, and gone at its last."""
    rows = Rows()
    for number, (published, unpublished, _) in enumerate(WINDOWS):
        rows.add(table, title=str(number), published_at=published, unpublished_at=unpublished)
    await rows.write(database)
    answer = await ask(f"{{ {table} {{ nodes {{ title }} totalCount }} }}")
    shown = {str(number) for number, (_, _, is_shown) in enumerate(WINDOWS) if is_shown}
    assert {node["title"] for node in answer["data"][table]["nodes"]} == shown
    assert answer["data"][table]["totalCount"] == len(shown)


OFFERS: dict[str, tuple[dict[str, Any], ...]] = {
    "perks": ({}, {"enabled": False}),
    "faqs": ({}, {"enabled": False}),
    "plans": ({}, {"visible": False}, {"archived": True}),
    "products": ({}, {"visible": False}, {"archived": True}),
    "teams": ({"published": True}, {"published": False}),
}


async def test_what_is_not_offered_is_not_listed(database: Database, ask: Asking) -> None:
    """Of each, one record on show and others beside it that are not: the list has one."""
    rows = Rows()
    shown = {}
    for table, variants in OFFERS.items():
        further = {"available_as": "both"} if table == "products" else {}
        first, *_ = [rows.add(table, **values, **further) for values in variants]
        shown[table] = first
    await rows.write(database)
    for table, first in shown.items():
        answer = await ask(f"{{ {table} {{ totalCount nodes {{ id }} }} }}")
        page = answer["data"][table]
        assert [node["id"].rpartition(":")[2] for node in page["nodes"]] == [str(first)]
        assert page["totalCount"] == 1


async def test_a_cancelled_booking_is_in_nobodys_calendar(database: Database, ask: Asking) -> None:
    """Whoever booked still finds it among their own, which is not the calendar's matter."""
    rows = Rows()
    room = rows.add(
        "resources", kind="lab", resource_type_id=rows.add("resource_types"), amenities="[]"
    )
    for status in ("confirmed", "tentative", "cancelled"):
        rows.add("bookings", resource_id=room, customer_id=rows.customer(), status=status)
    await rows.write(database)
    answer = await ask("{ bookings { nodes { status } } }")
    assert {each["status"] for each in answer["data"]["bookings"]["nodes"]} == {
        "CONFIRMED",
        "TENTATIVE",
    }


async def test_tickets_and_attendees_wait_for_their_event(database: Database, ask: Asking) -> None:
    """By their ids, too, they are not there before the event is."""
    rows = Rows()
    event = rows.add("events", published_at=NOW + SECOND)
    ticket = rows.add("event_tickets", event_id=event)
    attendee = rows.add("event_attendees", event_id=event, customer_id=rows.customer())
    await rows.write(database)
    ids = f'["EventTicket:{ticket}", "EventAttendee:{attendee}"]'
    answer = await ask(f"{{ nodes(ids: {ids}) {{ id }} }}")
    assert answer["data"]["nodes"] == [None, None]


async def test_a_removed_contract_is_as_if_it_had_never_been(
    database: Database, ask: Asking
) -> None:
    """Removing bites at its moment, for the owner and for everybody else."""
    rows = Rows()
    customer, plan = rows.customer(), rows.add("plans")
    kept = [
        rows.add("contracts", customer_id=customer, plan_id=plan, removed_at=removed)
        for removed in (None, NOW + SECOND, NOW)
    ]
    await rows.write(database)
    answer = await ask("{ me { contracts { id state } } }", customer=customer)
    assert answer["data"]["me"]["contracts"] == [
        {"id": f"Contract:{contract}", "state": "ACTIVE"} for contract in kept[:2]
    ]
