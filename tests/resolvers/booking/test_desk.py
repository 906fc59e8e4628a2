"""Staff at the desk: booking for customers, and confirming what waits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from access.viewer import Viewer
from store.databases import Database
from store.sql import instant_text
from tests.resolvers.asking import person
from tests.resolvers.booking.house import BOOK, CANCEL, CHANGE, MITTE, at, refusal
from tests.resolvers.commerce.shop import Shop, codes
from tests.store.rows import NETWORK

TEN, ELEVEN, TWELVE = at(23, 10), at(23, 11), at(23, 12)
CAN_BOOK = ("can-book",)

CONFIRM = """
mutation Confirm($input: ConfirmBookingInput!) {
  confirmBooking(input: $input) {
    booking { id status }
    refusal { step code mayChangeAt }
    errors { code field }
  }
}
"""
OWED = "select customer_id, total_minor from charges where voided_at is null"
TRAIL = "select action, login_id, customer_id from audit_entries order by id"


@pytest.fixture(name="shop")
def _shop(database: Database) -> Shop:
    """Berlin Mitte with its plan, on either database."""
    return Shop(database)


async def book_for(
    shop: Shop, who: Viewer | int | None, customer: int | None, room: int, **given: Any
) -> Any:
    """Book from ten to twelve for a customer, and return the payload."""
    wanted = {
        "resourceId": f"Resource:{room}",
        "startsAt": instant_text(TEN),
        "endsAt": instant_text(TWELVE),
        **({} if customer is None else {"forCustomerId": f"Customer:{customer}"}),
        **given,
    }
    return await shop.done(BOOK, who, wanted)


async def confirm(shop: Shop, who: Viewer | int | None, booking: int | str, **how: Any) -> Any:
    """Confirm a booking, and return the payload."""
    named = booking if isinstance(booking, str) else f"Booking:{booking}"
    return await shop.done(CONFIRM, who, {"bookingId": named}, **how)


def waiting(shop: Shop, room: int, customer: int, **values: Any) -> int:
    """Add a booking from ten to twelve that waits for staff."""
    usual = {"starts_at": TEN, "ends_at": TWELVE, "status": "tentative"}
    return shop.rows.add(
        "bookings", resource_id=room, customer_id=customer, **{**usual, **values}
    )


def costs(shop: Shop, price: int) -> None:
    """Ask a price of each hour, of everybody."""
    shop.rows.add(
        "resource_rates", resource_type_id=shop.category, name="All", price_minor=price,
        per="hour", audience="public",
    )  # fmt: skip


def including(shop: Shop, minutes: int) -> int:
    """Add a plan that includes minutes each month."""
    plan = shop.plan(invoice_every_months=1)
    shop.rows.add(
        "plan_benefits", plan_id=plan, amount=minutes, kind="time-credit", name="Included"
    )
    return plan


async def test_staff_book_for_a_customer(shop: Shop) -> None:
    """It is the customer's, not made online, owed by them, and in the trail with the login."""
    ada, desk, room = shop.member(rights=CAN_BOOK), shop.staff("front-desk"), shop.room()
    costs(shop, 1000)
    await shop.built()
    payload = await book_for(shop, desk, ada, room, notes="By phone.")
    assert payload["errors"] == []
    booking = payload["booking"]
    assert booking["customer"] == {"id": f"Customer:{ada}"}
    assert (booking["status"], booking["online"]) == ("CONFIRMED", False)
    assert payload["benefitsApplied"] is True
    assert await shop.stored(OWED) == [(ada, 2000)]
    assert await shop.stored(TRAIL) == [("bookings.create", desk.login, None)]
    assert refusal(await shop.book(ada, room, TEN, TWELVE)) == (8, "BOOKING_CONFLICT")


async def test_what_the_customers_plan_includes_is_taken(shop: Shop) -> None:
    """Whoever books, it is the customer's minutes that pay."""
    plan = including(shop, 90)
    ada, desk, room = shop.person(plan), shop.staff("front-desk"), shop.room()
    await shop.built()
    assert (await book_for(shop, desk, ada, room))["coveredMinutes"] == 90
    assert await shop.stored("select amount from credit_uses") == [(90,)]


async def test_the_rules_are_the_customers(shop: Shop) -> None:
    """Membership, rights, suspensions and freezes are those of whom it is for.

    Nothing is asked about whoever is archived: staff read that they are.
    """
    desk, room = shop.staff("front-desk"), shop.room()
    refused = {
        shop.contact(rights=CAN_BOOK): (1, "SECTION_CLOSED"),
        shop.member(rights=()): (1, "NO_BOOKING_PERMISSION"),
        shop.member(rights=CAN_BOOK, frozen=True): (4, "CONTRACT_FROZEN"),
    }
    suspended, archived = shop.member(rights=CAN_BOOK), shop.member(rights=CAN_BOOK)
    shop.suspend(suspended)
    shop.rows.add("customer_archivings", customer_id=archived)
    await shop.built()
    refused |= {suspended: (3, "CUSTOMER_SUSPENDED")}
    for customer, expected in refused.items():
        assert refusal(await book_for(shop, desk, customer, room)) == expected
    (error,) = (await book_for(shop, desk, archived, room))["errors"]
    assert (error["code"], error["field"]) == ("INVALID_VALUE", "forCustomerId")
    assert await shop.stored("select count(*) from bookings") == [(0,)]


@pytest.mark.parametrize(
    ("role", "where", "code"),
    [
        ("front-desk", MITTE, None),
        ("front-desk", "harbour", None),
        ("studio-manager", MITTE, None),
        ("centre-desk", MITTE, "NOT_ALLOWED"),
        ("community-manager", MITTE, "NOT_ALLOWED"),
        ("front-desk", "lisbon-alfama", "NOT_ALLOWED"),
    ],
)
async def test_who_may_book_for_customers_and_confirm(
    shop: Shop, role: str, where: str, code: str | None
) -> None:
    """Staff with the permission where the room is, or above it; others may not see the room."""
    ada, who = shop.member(rights=CAN_BOOK), shop.staff(role, at=where)
    room, other = shop.room(), shop.room("Birch")
    booking = waiting(shop, other, ada)
    await shop.built()
    expected = [] if code is None else [code]
    unseen = ["NOT_FOUND"] if where == "lisbon-alfama" else expected
    assert codes(await book_for(shop, who, ada, room)) == unseen
    assert codes(await confirm(shop, who, booking)) == expected
    assert await shop.stored("select count(*) from bookings") == [(1 + (not code),)]


async def test_staff_who_are_customers_too(shop: Shop) -> None:
    """They book for themselves as customers do, and for others as staff."""
    boss, ada = shop.member(rights=CAN_BOOK), shop.member(rights=CAN_BOOK)
    login = shop.rows.add("logins", email="boss", password_hash="-")
    room, other = shop.room(), shop.room("Birch")
    await shop.built()
    who = Viewer(
        NETWORK, boss, staff=frozenset({("front-desk", MITTE)}), login=login, rights=frozenset()
    )
    for customer, where in ((None, room), (ada, other)):
        assert codes(await book_for(shop, who, customer, where)) == []
    kept = "select customer_id from bookings where {} online"
    assert await shop.stored(kept.format("")) == [(boss,)]
    assert await shop.stored(kept.format("not")) == [(ada,)]
    assert await shop.stored(TRAIL) == [("bookings.create", login, boss)] * 2


async def test_nobody_else_books_for_strangers(shop: Shop) -> None:
    """Members book for mates alone; staff name a customer whom they see; nobody is told more."""
    ada, eve, desk = shop.member(rights=CAN_BOOK), shop.member(), shop.staff("front-desk")
    room = shop.room()
    await shop.built()
    stranger = (1, "NOT_TEAM_BOOKER")
    assert refusal(await book_for(shop, ada, eve, room)) == stranger
    assert refusal(await book_for(shop, ada, 999, room)) == stranger
    assert refusal(await book_for(shop, None, ada, room)) == (1, "LOGIN_REQUIRED")
    assert refusal(await book_for(shop, desk, None, room)) == (1, "LOGIN_REQUIRED")
    (error,) = (await book_for(shop, desk, 999, room))["errors"]
    assert (error["code"], error["field"]) == ("NOT_FOUND", "forCustomerId")


async def test_a_request_of_staffs_that_is_sent_twice(shop: Shop) -> None:
    """The same key books once for the same customer."""
    ada, desk, room = shop.member(rights=CAN_BOOK), shop.staff("front-desk"), shop.room()
    await shop.built()
    first, second = [await book_for(shop, desk, ada, room, idempotencyKey="k") for _ in "ab"]
    assert first["booking"]["id"] == second["booking"]["id"]
    assert codes(await book_for(shop, desk, ada, room, idempotencyKey="k", notes="x")) == [
        "INVALID_VALUE"
    ]


async def test_a_booking_that_waits_is_confirmed(shop: Shop) -> None:
    """It is owed from then on, less what credits pay for; confirming twice is confirming once."""
    plan = including(shop, 90)
    ada, desk = shop.person(plan), shop.staff("front-desk")
    room = shop.room(requires_confirmation=True)
    costs(shop, 1000)
    await shop.built()
    booked = await shop.book(ada, room, TEN, TWELVE)
    assert (booked["booking"]["status"], booked["coveredMinutes"]) == ("TENTATIVE", 90)
    assert await shop.stored(OWED) == []
    booking = booked["booking"]["id"]
    for _ in range(2):
        assert await confirm(shop, desk, booking) == {
            "booking": {"id": booking, "status": "CONFIRMED"}, "refusal": None, "errors": [],
        }  # fmt: skip
    assert await shop.stored(OWED) == [(ada, 500)]
    kept = "select sum(amount) from credit_uses where given_back_at is null"
    assert await shop.stored(kept) == [(90,)]
    assert await shop.stored(TRAIL) == [
        ("bookings.create", None, ada),
        ("bookings.confirm", desk.login, None),
    ]


async def test_whoever_has_left_a_team_takes_nothing_of_it(shop: Shop) -> None:
    """Also for what they asked for while they were in it, which staff confirm afterwards."""
    plan, rights = including(shop, 600), ("can-book", "can-book-for-team")
    payer, mate = shop.person(rights=rights), shop.person(shop.plan(key="bare"), rights=rights)
    team = shop.rows.add("teams", name="A")
    shop.rows.add("credit_pools", team_id=team)
    shop.rows.add("contracts", customer_id=payer, plan_id=plan, team_id=team)
    for customer, role in ((payer, "paying-member"), (mate, "member")):
        shop.rows.add("team_members", team_id=team, customer_id=customer, role=role)
    room, desk = shop.room(requires_confirmation=True), shop.staff("front-desk")
    costs(shop, 1000)
    await shop.built()
    booked = await shop.book(mate, room, TEN, TWELVE, teamId=f"Team:{team}")
    assert booked["coveredMinutes"] == 120
    left = f"update team_members set until_at = from_at where customer_id = {mate}"
    async with shop.database.transaction() as connection:
        await connection.fetch(left, ())
    await confirm(shop, desk, booked["booking"]["id"])
    assert await shop.stored(OWED) == [(mate, 2000)]
    assert await shop.stored("select * from credit_uses where given_back_at is null") == []


async def test_another_booking_is_in_the_way(shop: Shop) -> None:
    """Nothing is confirmed over another booking, or into the time kept free around it."""
    ada, ben = shop.member(rights=CAN_BOOK), shop.member(rights=CAN_BOOK)
    desk, room = shop.staff("front-desk"), shop.room(buffer_minutes=30)
    booking = waiting(shop, room, ada, ends_at=ELEVEN)
    near = waiting(shop, room, ben, starts_at=at(23, 11, 15), status="confirmed")
    free = waiting(shop, room, ada, starts_at=at(23, 14), ends_at=at(23, 15))
    waiting(shop, room, ben, starts_at=at(23, 14), ends_at=at(23, 15), status="cancelled")
    await shop.built()
    payload = await confirm(shop, desk, booking)
    assert refusal(payload) == (8, "BOOKING_CONFLICT")
    assert payload["refusal"]["mayChangeAt"] == "2026-11-23T11:30:00Z"
    assert codes(await confirm(shop, desk, near)) == []
    assert codes(await confirm(shop, desk, free)) == []
    rows = await shop.stored(f"select status from bookings where id = {booking}")
    assert rows == [("tentative",)]


async def test_what_cannot_be_confirmed(shop: Shop) -> None:
    """What was given up, what has begun, what there is not; and never by customers."""
    ada, desk, room = shop.member(rights=CAN_BOOK), shop.staff("front-desk"), shop.room()
    given_up = waiting(shop, room, ada, status="cancelled")
    begun = waiting(shop, room, ada, starts_at=at(22, 13), ends_at=at(22, 14))
    booking = waiting(shop, room, ada)
    await shop.built()
    assert codes(await confirm(shop, desk, given_up)) in (["INVALID_VALUE"], ["NOT_FOUND"])
    assert refusal(await confirm(shop, desk, begun)) == (9, "NO_PAST_BOOKINGS")
    assert codes(await confirm(shop, desk, "Booking:999")) == ["NOT_FOUND"]
    assert codes(await confirm(shop, desk, f"Resource:{room}")) == ["NOT_FOUND"]
    for who in (ada, None):
        assert codes(await confirm(shop, who, booking)) == ["NOT_ALLOWED"]
        assert codes(await confirm(shop, who, "Booking:999")) == ["NOT_ALLOWED"]
    assert await shop.stored("select count(*) from audit_entries") == [(0,)]


async def _booked(shop: Shop) -> tuple[int, str]:
    """Add a member who has a room from ten to twelve; return them and the booking."""
    ada, room = shop.person(shop.desk, rights=CAN_BOOK), shop.room()
    shop.rows.add("resource_rates", resource_type_id=shop.category, price_minor=1000, per="hour")
    booking = shop.rows.add(
        "bookings", resource_id=room, customer_id=ada, status="confirmed",
        starts_at=TEN, ends_at=TWELVE,
    )  # fmt: skip
    return ada, f"Booking:{booking}"


async def test_staff_change_by_the_customers_rules(shop: Shop) -> None:
    """What the customer may not have, staff do not give them; the trail says that staff did it."""
    ada, booking = await _booked(shop)
    other, desk = shop.person(shop.desk, rights=CAN_BOOK), shop.staff("front-desk")
    await shop.built()
    earlier = {"bookingId": booking, "endsAt": instant_text(ELEVEN)}
    too_long_ago = {"bookingId": booking, "startsAt": instant_text(at(22, 9))}
    for who in (shop.staff("centre-desk"), shop.staff("house-manager", at="hamburg"), other):
        assert codes(await shop.done(CHANGE, who, earlier))[0] in ("NOT_ALLOWED", "NOT_FOUND")
    assert refusal(await shop.done(CHANGE, desk, too_long_ago)) == (9, "NO_PAST_BOOKINGS")
    changed = await shop.done(CHANGE, desk, earlier)
    assert changed["booking"]["endsAt"] == instant_text(ELEVEN)
    assert await shop.stored(OWED) == [(ada, 1000)]
    trail = await shop.stored(TRAIL)
    assert trail == [("bookings.change-for-customer", desk.login, None)]


async def test_staff_cancel_what_the_suspended_cannot(shop: Shop) -> None:
    """A room is given back whatever its customer may do; they themselves are refused."""
    ada, booking = await _booked(shop)
    shop.suspend(ada)
    desk = shop.staff("front-desk")
    await shop.built()
    given = {"bookingId": booking}
    assert refusal(await shop.done(CANCEL, ada, given)) == (3, "CUSTOMER_SUSPENDED")
    assert codes(await shop.done(CANCEL, shop.staff("teacher"), given)) == ["NOT_FOUND"]
    assert codes(await shop.done(CANCEL, shop.staff("centre-desk"), given)) == ["NOT_ALLOWED"]
    for _ in range(2):
        payload = await shop.done(CANCEL, desk, given)
        assert payload["booking"]["status"] == "CANCELLED"
    trail = await shop.stored(TRAIL)
    assert trail == [("bookings.cancel-for-customer", desk.login, None)]


async def test_staff_who_are_customers_keep_their_own_rules(shop: Shop) -> None:
    """Their own booking is theirs as a customer, whatever they may do for others."""
    ada, booking = await _booked(shop)
    shop.suspend(ada)
    await shop.built()
    async with shop.database.connection() as connection:
        own = await person(connection, ada)
    both = replace(own, staff=frozenset({("front-desk", MITTE)}), login=1)
    given = {"bookingId": booking}
    assert refusal(await shop.done(CANCEL, both, given)) == (3, "CUSTOMER_SUSPENDED")
    assert refusal(await shop.done(CHANGE, both, {**given, "notes": "Hm."})) is not None
