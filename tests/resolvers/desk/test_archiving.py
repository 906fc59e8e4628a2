"""Archived customers are kept for the record only, and can be had back."""

from __future__ import annotations

import datetime as dt

from tests.resolvers.booking.house import MITTE
from tests.resolvers.desk.conftest import Studio
from tests.store.rows import NOW

ARCHIVE = """
mutation A($input: ArchiveCustomerInput!) {
  archiveCustomer(input: $input) { customer { archived membership } errors { code field } }
}
"""
RESTORE = """
mutation R($input: RestoreCustomerInput!) {
  restoreCustomer(input: $input) { customer { archived portalAccess } errors { code field } }
}
"""
HOUR = dt.timedelta(hours=1)


async def test_archiving_gives_up_what_comes_and_restoring_does_not_book_anew(
    studio: Studio,
) -> None:
    """What is over, begun, or the team's stays; contracts and access do, too."""
    add, ada = studio.rows.add, studio.ada
    room = add(
        "resources",
        resource_type_id=add("resource_types", name="Rooms"),
        name="Kiln",
        kind="meeting-room",
        location_id=MITTE,
    )
    team = add("teams", name="Potters", location_id=MITTE)
    booked = {}
    for name, hours, team_id in (
        ("over", -5, None), ("begun", -1, None), ("coming", 3, None), ("team's", 6, team),
    ):  # fmt: skip
        booked[name] = add(
            "bookings",
            resource_id=room,
            customer_id=ada,
            team_id=team_id,
            location_id=MITTE,
            starts_at=NOW + hours * HOUR,
            ends_at=NOW + (hours + 2) * HOUR,
            status="confirmed",
        )
    places = {
        name: add(
            "event_attendees",
            event_id=add(
                "events",
                title=name,
                location_id=MITTE,
                starts_at=NOW + hours * HOUR,
                ends_at=NOW + (hours + 1) * HOUR,
            ),
            customer_id=ada,
            location_id=MITTE,
        )
        for name, hours in (("over", -9), ("coming", 9))
    }
    session = add("sessions", login_id=studio.login, customer_id=ada)
    await studio.rows.write(studio.database)
    manager, asked = studio.staff("house-manager"), f"Customer:{ada}"

    payload = await studio(ARCHIVE, manager, customerId=asked, why="Moved to Porto")
    assert payload == {"customer": {"archived": True, "membership": "MEMBER"}, "errors": []}
    given_up = await studio.stored("select id from bookings where status = 'cancelled'")
    assert given_up == [(booked["coming"],)]
    left = await studio.stored("select id from event_attendees where left_at is not null")
    assert left == [(places["coming"],)]
    ended = await studio.stored("select id from sessions where revoked_at is not null")
    assert ended == [(session,)]
    trail = await studio.stored("select action, record_type from audit_entries order by id")
    assert trail == [
        ("customers.archive", "Booking"),
        ("customers.archive", "Enrolment"),
        ("customers.archive", "Customer"),
    ]
    assert (await studio(ARCHIVE, manager, customerId=asked, why="Twice"))["errors"] == []

    back = await studio(RESTORE, manager, customerId=asked, why="Back from Porto")
    assert back == {"customer": {"archived": False, "portalAccess": True}, "errors": []}
    still = await studio.stored("select id from bookings where status = 'cancelled'")
    assert still == given_up
    rows = await studio.stored("select why, until_at is null from customer_archivings")
    assert [(why, bool(open_)) for why, open_ in rows] == [("Moved to Porto", False)]


async def test_archiving_takes_a_permission_and_a_reason(studio: Studio) -> None:
    """A studio's manager edits customers, and does not put them away."""
    asked = f"Customer:{studio.ada}"
    for mutation in (ARCHIVE, RESTORE):
        payload = await studio(mutation, customerId=asked, why="Tidying up")
        assert [error["code"] for error in payload["errors"]] == ["NOT_ALLOWED"]
        mute = await studio(mutation, studio.staff("house-manager"), customerId=asked, why="")
        assert mute["errors"] == [{"code": "INVALID_VALUE", "field": "why"}]
    assert await studio.stored("select count(*) from customer_archivings") == [(0,)]
