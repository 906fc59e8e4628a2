"""Taking a place at an event: the rules in their order, once, and paid for."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.resolvers.booking.house import at
from tests.resolvers.commerce.shop import codes
from tests.resolvers.enrolling.conftest import OWED, TRAIL, Studio


def _said(payload: Any) -> list[tuple[str, str]]:
    return [(each["code"], each["field"]) for each in payload["errors"]]


async def test_a_place_is_taken_online(studio: Studio) -> None:
    """A free event costs nothing; the place is in the agenda, and the trail says who took it."""
    ada, event = studio.contact(), studio.event(day=22)
    await studio.built()
    payload = await studio.enrol(ada, event)
    assert payload["enrolment"].pop("id").startswith("Enrolment:")
    assert payload == {
        "enrolment": {
            "title": "Yoga", "channel": "ONLINE", "ticket": None, "isToday": True, "leftAt": None,
        },
        "errors": [],
    }  # fmt: skip
    assert _said(await studio.enrol(ada, event)) == [("ALREADY_ENROLLED", "eventId")]
    assert await studio.stored(TRAIL) == [("events.enrol", ada)]
    assert await studio.stored(OWED) == []


async def test_a_ticket_is_owed_for(studio: Studio) -> None:
    """Several tickets have to be chosen from; one is meant where there is but one."""
    ada, event, plain = studio.contact(), studio.event(), studio.event(title="Talk")
    day, child = studio.ticket(event), studio.ticket(event, "Child", price_minor=0)
    studio.ticket(plain, "Seat")
    members = studio.ticket(event, "Friends", audience="member")
    await studio.built()
    assert _said(await studio.enrol(ada, event)) == [("TICKET_REQUIRED", "ticketId")]
    for wrong in ("EventTicket:999", "Event:1", ""):
        assert _said(await studio.enrol(ada, event, ticketId=wrong)) == [("NOT_FOUND", "ticketId")]
    assert _said(await studio.enrol(ada, event, ticketId=members)) == [
        ("MEMBERS_ONLY", "ticketId")
    ]
    assert (await studio.enrol(ada, event, ticketId=day))["enrolment"]["ticket"]["name"] == "Day"
    assert (await studio.enrol(ada, event, ticketId=child))["errors"] == []
    assert (await studio.enrol(ada, plain))["enrolment"]["ticket"]["name"] == "Seat"
    assert await studio.stored(OWED + " order by id") == [
        ("other", "Yoga, Day", 900), ("other", "Talk, Seat", 900)
    ]  # fmt: skip


async def test_who_may_not(studio: Studio) -> None:
    """Each rule has its code; whom an event is hidden from does not hear of it."""
    ada, event = studio.contact(rights=()), studio.event()
    begun, ticketed = studio.event(day=22, hour=13), studio.event()
    paid = studio.ticket(ticketed, max_per_attendee=1)
    for_members = studio.event(audience="member")
    for_desks = studio.event()
    studio.rows.add("event_plans", event_id=for_desks, plan_id=studio.plan())
    sam = studio.contact()
    studio.suspend(sam)
    eve = studio.contact()
    await studio.built()
    assert _said(await studio.enrol(ada, begun)) == [("EVENT_STARTED", "eventId")]
    assert _said(await studio.enrol(ada, ticketed, ticketId=paid)) == [
        ("NO_PURCHASE_PERMISSION", "ticketId")
    ]
    assert _said(await studio.enrol(ada, for_members)) == [("NOT_FOUND", "eventId")]
    assert _said(await studio.enrol(ada, for_desks)) == [("NOT_FOUND", "eventId")]
    assert _said(await studio.enrol(ada, 999)) == [("NOT_FOUND", "eventId")]
    assert codes(await studio.enrol(sam, event)) == ["CUSTOMER_SUSPENDED"]
    assert codes(await studio.enrol(None, event)) == ["LOGIN_REQUIRED"]
    assert (await studio.enrol(eve, ticketed, ticketId=paid))["errors"] == []
    assert codes(await studio.enrol(eve, ticketed, ticketId=paid)) == ["ALREADY_ENROLLED"]
    assert len(await studio.stored(TRAIL)) == 1


async def test_staff_enrol_by_the_customers_rules(studio: Studio) -> None:
    """The channel says who did it; what the customer may not have, staff do not give them."""
    ada, desk = studio.contact(), studio.staff("front-desk")
    event, for_members = studio.event(), studio.event(audience="member")
    await studio.built()
    given = {"forCustomerId": f"Customer:{ada}"}
    assert codes(await studio.enrol(studio.staff("teacher"), event, **given)) == ["NOT_ALLOWED"]
    far = studio.staff("front-desk", at="lisbon-alfama")
    assert codes(await studio.enrol(far, event, **given)) == ["NOT_FOUND"]
    assert _said(await studio.enrol(desk, for_members, **given)) == [("MEMBERS_ONLY", "eventId")]
    payload = await studio.enrol(desk, event, **given)
    assert payload["enrolment"]["channel"] == "BY_STAFF"
    assert await studio.stored(TRAIL) == [("events.enrol-for-customer", None)]


async def test_the_same_request_enrols_once(studio: Studio) -> None:
    """A key that is sent again comes to the same place; for another event it is refused."""
    ada, event, other = studio.contact(), studio.event(), studio.event()
    studio.ticket(event)
    await studio.built()
    first = await studio.enrol(ada, event, idempotencyKey="k")
    assert await studio.enrol(ada, event, idempotencyKey="k") == first
    assert codes(await studio.enrol(ada, other, idempotencyKey="k")) == ["INVALID_VALUE"]
    assert len(await studio.stored(OWED)) == 1


async def test_the_last_place_goes_to_one(studio: Studio) -> None:
    """Of several who ask at the same time; tickets run out by themselves, too."""
    people = [studio.contact() for _ in range(4)]
    event, other = studio.event(capacity=1), studio.event(at(23, 20).day, 20)
    rare = studio.ticket(other, "Rare", allocation=1)
    await studio.built()
    answers = await asyncio.gather(*(studio.enrol(who, event) for who in people))
    assert sorted(map(codes, answers)) == [[], *[["SOLD_OUT"]] * 3]
    assert (await studio.enrol(people[0], other, ticketId=rare))["errors"] == []
    assert _said(await studio.enrol(people[1], other, ticketId=rare)) == [("SOLD_OUT", "ticketId")]
