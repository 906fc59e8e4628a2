"""Archived customers: kept for the record, and nothing begins for them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.seeds.demo import Demo

PAUL = "Customer:109"
ERRORS = "errors { code field message } }"
BEGINNINGS: list[tuple[str, str, dict[str, Any]]] = [
    ("sellPlan", "customerId", {"planId": ("Plan", "plans", {"key": "hot-desk"})}),
    ("purchaseProduct", "forCustomerId",
     {"productId": ("Product", "products", {"name": "Day locker"})}),
    ("enrol", "forCustomerId",
     {"eventId": ("Event", "events", {"title": "Choir of the printing house"})}),
    ("bookResource", "forCustomerId",
     {"resourceId": ("Resource", "resources", {"name": "Feigenbaum"}),
      "startsAt": "2026-12-03T18:00:00Z", "endsAt": "2026-12-03T19:00:00Z"}),
    ("addToTeam", "customerId",
     {"teamId": ("Team", "teams", {"name": "Foxglove Games"}), "role": "MEMBER", "why": "asked"}),
    ("registerCustomerAt", "customerId", {"locationId": "Location:ghent-docks", "why": "asked"}),
    ("givePortalAccess", "customerId", {"why": "asked"}),
    ("presentTeacher", "customerId", {}),
    ("giveTeacherSignIn", "customerId", {"role": "teacher"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mutation", "field", "given"), BEGINNINGS, ids=[row[0] for row in BEGINNINGS]
)
def test_nothing_begins_for_whoever_is_archived(
    house: Demo, mutation: str, field: str, given: dict[str, Any]
) -> None:
    """Staff read that they are, and what to do; and not that they are suspended, as nobody is."""
    named = {
        name: house.id(value[0], value[1], location_id="berlin-mitte", **value[2])
        if isinstance(value, tuple) else value
        for name, value in given.items()
    }
    payload = house.do(f"{mutation} {{ {ERRORS}", "dana", **{field: PAUL}, **named)
    assert payload["errors"] == [
        {
            "code": "INVALID_VALUE",
            "field": field,
            "message": "This customer is archived: restore them first.",
        }
    ]
