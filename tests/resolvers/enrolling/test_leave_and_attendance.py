"""Giving a place up, and marking who came."""

from __future__ import annotations

from tests.resolvers.booking.house import at
from tests.resolvers.commerce.shop import codes
from tests.resolvers.enrolling.conftest import OWED, TRAIL, Studio

NOON = "2026-11-22T12:00:00Z"
COMING = "{ event(id: \"Event:%d\") { attendees { totalCount } } }"


async def test_a_place_is_given_up(studio: Studio) -> None:
    """It is free again, nothing is owed for it, and the history still shows it."""
    ada, eve, event = studio.member(), studio.member(), studio.event(capacity=1)
    studio.ticket(event)
    await studio.built()
    place = (await studio.enrol(ada, event))["enrolment"]["id"]
    assert codes(await studio.leave(eve, place)) == ["NOT_FOUND"], "somebody else's"
    left = await studio.leave(ada, place)
    assert left == {"enrolment": {"id": place, "leftAt": NOON}, "late": False, "errors": []}
    assert await studio.leave(ada, place) == left, "twice is once"
    assert await studio.stored(OWED) == []
    assert [row[0] for row in await studio.stored(TRAIL)] == ["events.enrol", "events.leave"]
    assert (await studio.enrol(eve, event))["errors"] == []
    seen = await studio.ask(COMING % event, customer=eve)
    assert seen["data"]["event"]["attendees"]["totalCount"] == 1
    own = await studio.ask("{ me { enrolments { nodes { leftAt } } } }", customer=ada)
    assert own["data"]["me"]["enrolments"]["nodes"] == [{"leftAt": NOON}]


async def test_what_is_billed_stays_so(studio: Studio) -> None:
    """A charge on an invoice is not taken back by leaving; staff see to that."""
    ada, event, add = studio.contact(), studio.event(), studio.rows.add
    invoice = add("invoices", customer_id=ada, number="MIT-1", total_minor=900, status="open")
    owed = add(
        "charges", customer_id=ada, kind="other", unit_minor=900, total_minor=900,
        invoice_id=invoice,
    )  # fmt: skip
    place = add("event_attendees", event_id=event, customer_id=ada, charge_id=owed)
    await studio.built()
    assert (await studio.leave(ada, f"Enrolment:{place}"))["errors"] == []
    assert len(await studio.stored(OWED)) == 1


async def test_not_once_it_has_begun(studio: Studio) -> None:
    """Then it is attended or not; staff take somebody out beforehand, where they may."""
    ada, begun, ahead = studio.contact(), studio.event(day=22, hour=13), studio.event()
    add = studio.rows.add
    late = add("event_attendees", event_id=begun, customer_id=ada, registered_at=at(1, 9))
    soon = add("event_attendees", event_id=ahead, customer_id=ada, registered_at=at(1, 9))
    teacher, desk = studio.staff("teacher"), studio.staff("front-desk")
    await studio.built()
    assert codes(await studio.leave(ada, f"Enrolment:{late}")) == ["EVENT_STARTED"]
    assert codes(await studio.leave(teacher, f"Enrolment:{soon}")) == ["NOT_ALLOWED"]
    assert (await studio.leave(desk, f"Enrolment:{soon}"))["enrolment"]["leftAt"] == NOON
    assert await studio.stored(TRAIL) == [("events.enrol-for-customer", None)]


async def test_who_came(studio: Studio) -> None:
    """From the event's own day on, by staff of its place; a mark can be taken back."""
    ada, today, ahead = studio.contact(), studio.event(day=22, hour=20), studio.event()
    add = studio.rows.add
    here, later, given_up = (
        f"Enrolment:{add('event_attendees', event_id=event, customer_id=ada, left_at=left)}"
        for event, left in ((today, None), (ahead, None), (today, at(20, 9)))
    )
    teacher, centre = studio.staff("teacher"), studio.staff("centre-desk")
    await studio.built()
    assert codes(await studio.mark(ada, here, True)) == ["NOT_ALLOWED"]
    assert codes(await studio.mark(centre, here, True)) == ["NOT_ALLOWED"]
    assert codes(await studio.mark(teacher, later, True)) == ["INVALID_VALUE"]
    assert codes(await studio.mark(teacher, given_up, True)) == ["INVALID_VALUE"]
    far = studio.staff("teacher", at="lisbon-alfama")
    assert codes(await studio.mark(far, here, True)) == ["NOT_FOUND"]
    for _ in range(2):
        assert (await studio.mark(teacher, here, True))["enrolment"] == {"attended": NOON}
    assert (await studio.mark(teacher, here, False))["enrolment"] == {"attended": None}
    assert await studio.stored(TRAIL) == [("events.mark-attendance", None)] * 2
