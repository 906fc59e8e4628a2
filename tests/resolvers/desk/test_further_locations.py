"""Staff register customers at further locations, where they hold the permission."""

from __future__ import annotations

from typing import Any

from access.viewer import Viewer
from tests.resolvers.asking import codes
from tests.resolvers.booking.house import MITTE
from tests.resolvers.desk.conftest import ALFAMA, Studio
from tests.store.rows import NOW

AT = """
mutation R($input: RegisterCustomerAtInput!) {
  registerCustomerAt(input: $input) {
    customer { registeredLocations { location { id } } } errors { code field }
  }
}
"""
NO_LONGER = """
mutation U($input: UnregisterCustomerAtInput!) {
  unregisterCustomerAt(input: $input) {
    customer { registeredLocations { location { id } } } errors { code field }
  }
}
"""
KREUZBERG = "berlin-kreuzberg"


def berlin(studio: Studio) -> Viewer:
    """Somebody who looks after both houses of Berlin."""
    return studio.staff("studio-manager", "berlin")


def given(studio: Studio, place: str = KREUZBERG, **more: Any) -> dict[str, Any]:
    """What is asked: to register Ada there."""
    usual = {"customerId": f"Customer:{studio.ada}", "locationId": f"Location:{place}"}
    return {**usual, "why": "Works there on Fridays", **more}


async def test_a_customer_is_registered_and_no_longer(studio: Studio) -> None:
    """Each once, however often it is said; what was is kept, with its moments and reasons."""
    for mutation, places in ((AT, [KREUZBERG]), (NO_LONGER, [])):
        for _ in range(2):
            payload = await studio(mutation, berlin(studio), **given(studio))
            shown = [
                each["location"]["id"] for each in payload["customer"]["registeredLocations"]
            ]
            assert (shown, payload["errors"]) == ([f"Location:{each}" for each in places], [])
    rows = await studio.stored(
        "select customer_id, location_id, by_whom, why from customer_locations"
        " where until_at is not null"
    )
    said = (f"login {studio.login}", "Works there on Fridays")
    assert rows == [(studio.ada, KREUZBERG, *said)]
    trail = await studio.stored("select action, location_id from audit_entries order by id")
    assert trail == [
        ("customers.register-at", KREUZBERG), ("customers.unregister-at", KREUZBERG),
    ]


async def test_who_is_registered_where_by_whom(studio: Studio) -> None:
    """By staff of the place, whom they see; never at home, nor whoever is archived."""
    house, desk = berlin(studio), studio.staff("front-desk", "berlin")
    studio.rows.add("customer_archivings", customer_id=studio.nuno, from_at=NOW)
    await studio.rows.write(studio.database)
    network, nuno = studio.staff("studio-manager", "harbour"), f"Customer:{studio.nuno}"
    for viewer, asked, error in (
        (studio.staff(), given(studio), ("NOT_ALLOWED", None)),
        (desk, given(studio), ("NOT_ALLOWED", None)),
        (house, given(studio, customerId=nuno), ("NOT_FOUND", "customerId")),
        (house, given(studio, "nowhere"), ("NOT_FOUND", "locationId")),
        (house, given(studio, MITTE), ("INVALID_VALUE", "locationId")),
        (house, given(studio, why=" "), ("INVALID_VALUE", "why")),
        (network, given(studio, customerId=nuno), ("INVALID_VALUE", "customerId")),
    ):
        payload = await studio(AT, viewer, **asked)
        assert codes(payload) == [error], asked
    for viewer, code in ((studio.staff("studio-manager", ALFAMA), "NOT_ALLOWED"), (house, None)):
        payload = await studio(NO_LONGER, viewer, **given(studio))
        assert [each["code"] for each in payload["errors"]] == ([code] if code else [])
    assert await studio.stored("select id from customer_locations") == []
