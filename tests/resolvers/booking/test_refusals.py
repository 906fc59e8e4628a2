"""The nine rules on real rows: who is refused what, at which step, and when that may change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.resolvers.booking.house import (
    BLOCKING,
    MITTE,
    OPEN_TO_ALL,
    House,
    at,
    policies,
    refusal,
)

TEN, TWELVE = at(23, 10), at(23, 12)
HALF_AN_HOUR = dt.timedelta(minutes=30)

Rules = tuple[tuple[str, str], ...]

WHO_MAY_BOOK_WHAT: list[tuple[Rules, str, str, tuple[int, str] | None]] = [
    # by the policies as they are: booking pages and booking are for members
    ((), "anonymous", "for all", (1, "LOGIN_REQUIRED")),
    ((), "contact", "for all", (1, "SECTION_CLOSED")),
    ((), "member", "for all", None),
    ((), "member without the right", "for all", (1, "NO_BOOKING_PERMISSION")),
    ((), "frozen", "for all", (4, "CONTRACT_FROZEN")),
    ((), "half frozen", "for all", None),
    ((), "half frozen", "of the frozen plan", (5, "INVALID_TARIFF")),
    ((), "half frozen", "of the other plan", None),
    ((), "suspended", "for all", (3, "CUSTOMER_SUSPENDED")),
    ((), "suspended and frozen", "for all", (3, "CUSTOMER_SUSPENDED")),
    ((), "member", "of the other plan", (5, "INVALID_TARIFF")),
    ((), "leaving", "for all", (2, "MEMBERS_ONLY")),
    ((), "pausing", "for all", (4, "CONTRACT_FROZEN")),
    # where everyone who is signed in may book
    (OPEN_TO_ALL, "anonymous", "for all", (1, "LOGIN_REQUIRED")),
    (OPEN_TO_ALL, "contact", "for all", None),
    (OPEN_TO_ALL, "contact", "for members", (2, "MEMBERS_ONLY")),
    (OPEN_TO_ALL, "contact", "for contacts", None),
    (OPEN_TO_ALL, "member", "for contacts", (2, "CONTACTS_ONLY")),
    (OPEN_TO_ALL, "suspended contact", "for members", (2, "MEMBERS_ONLY")),
    (OPEN_TO_ALL, "suspended", "for members", (3, "CUSTOMER_SUSPENDED")),
    (OPEN_TO_ALL, "frozen", "for all", None),
    (OPEN_TO_ALL, "frozen", "for members", (4, "CONTRACT_FROZEN")),
    (OPEN_TO_ALL, "frozen", "for contacts", (2, "CONTACTS_ONLY")),
    (OPEN_TO_ALL, "frozen", "of the frozen plan", (4, "CONTRACT_FROZEN")),
    (OPEN_TO_ALL, "frozen", "of the other plan", (5, "INVALID_TARIFF")),
    (OPEN_TO_ALL, "half frozen", "of the frozen plan", (5, "INVALID_TARIFF")),
    ((*OPEN_TO_ALL, BLOCKING), "frozen", "for all", (4, "CONTRACT_FROZEN")),
    ((*OPEN_TO_ALL, BLOCKING), "half frozen", "for all", None),
    ((*OPEN_TO_ALL, BLOCKING), "contact", "for all", None),
]


async def test_who_may_book_what(house: House) -> None:
    """People in every state at rooms of every kind: steps 1 to 5, now and when it begins."""
    frozen_plan, other_plan = house.plan(), house.plan(key="private-office")
    people: dict[str, int | None] = {
        "anonymous": None,
        "contact": house.person(),
        "member": house.person(frozen_plan),
        "member without the right": house.person(frozen_plan, rights=()),
        "frozen": house.person(frozen_plan, frozen=(frozen_plan,)),
        "half frozen": house.person(frozen_plan, other_plan, frozen=(frozen_plan,)),
        "suspended contact": house.person(),
        "suspended": house.person(frozen_plan),
        "suspended and frozen": house.person(frozen_plan, frozen=(frozen_plan,)),
        "leaving": house.person(),
        "pausing": house.person(),
    }
    for name in ("suspended contact", "suspended", "suspended and frozen"):
        house.suspend(people[name] or 0)
    house.rows.add(
        "contracts",
        customer_id=people["leaving"],
        plan_id=frozen_plan,
        cancellation_date=dt.date(2026, 11, 23),
        ends_at=at(23, 0),
    )
    contract = house.rows.add("contracts", customer_id=people["pausing"], plan_id=frozen_plan)
    house.rows.add(
        "freezes",
        contract_id=contract,
        customer_id=people["pausing"],
        from_date=dt.date(2026, 11, 23),
        until_date=dt.date(2026, 12, 23),
        from_at=at(23, 0),
        until_at=at(23, 0) + dt.timedelta(days=30),
    )
    rooms = {
        "for all": house.room(),
        "for members": house.room(audience="member"),
        "for contacts": house.room(audience="contact"),
        "of the frozen plan": house.room(),
        "of the other plan": house.room(),
    }
    for name, plan in (("of the frozen plan", frozen_plan), ("of the other plan", other_plan)):
        house.rows.add("resource_plans", resource_id=rooms[name], plan_id=plan)
    await house.built()
    for index, (rules, who, room, wanted) in enumerate(WHO_MAY_BOOK_WHAT):
        start = at(23, 8) + index * HALF_AN_HOUR
        payload = await house.book(
            people[who], rooms[room], start, start + HALF_AN_HOUR, MITTE, rules
        )
        assert refusal(payload) == wanted, (index, who, room)
        assert (payload["booking"] is not None) is (wanted is None)
        if wanted is None:
            assert payload["benefitsApplied"] is (who not in ("contact", "frozen"))
    passed = [row for row in WHO_MAY_BOOK_WHAT if row[3] is None]
    assert await house.stored("select count(*) from bookings") == [(len(passed),)]


async def test_when_it_may_be_different(house: House) -> None:
    """A thaw, the end of a suspension, the beginning of a contract, as far as they are known."""
    plan = house.plan()
    frozen, suspended, for_ever, contact = (
        house.person(plan, frozen=(plan,)),
        house.person(plan),
        house.person(plan),
        house.person(),
    )
    house.suspend(suspended, until_at=at(25, 0))
    house.suspend(for_ever)
    house.rows.add("contracts", customer_id=contact, plan_id=plan, starts_at=at(30, 0))
    room, members = house.room(), house.room(audience="member")
    await house.built()

    async def changes(who: int, what: int) -> Any:
        payload = await house.book(who, what, TEN, TWELVE, MITTE, OPEN_TO_ALL)
        return payload["refusal"]["mayChangeAt"]

    assert await changes(frozen, members) == "2026-11-30T23:00:00Z"
    assert await changes(suspended, room) == "2026-11-24T23:00:00Z"
    assert await changes(for_ever, room) is None
    assert await changes(contact, members) == "2026-11-29T23:00:00Z"


async def test_a_refusal_tells_the_dates_of_whom_it_is_about(house: House) -> None:
    """Who books for a mate and is refused themselves reads when that changes for themselves."""
    plan, both = house.plan(), ("can-book", "can-book-for-team")
    ada, ben, mate = house.person(plan, rights=both), house.person(rights=both), house.person(plan)
    team = house.rows.add("teams", name="Okafor")
    for person in (ada, ben, mate):
        house.rows.add("team_members", team_id=team, customer_id=person, role="member")
    house.suspend(ada, until_at=at(25, 0))
    house.suspend(mate, until_at=at(28, 0))
    house.rows.add("contracts", customer_id=ben, plan_id=plan, starts_at=at(26, 0))
    house.rows.add("contracts", customer_id=mate, plan_id=plan, starts_at=at(29, 0))
    room = house.room()
    await house.built()

    async def refused(who: int) -> Any:
        given = {"forCustomerId": f"Customer:{mate}"}
        answer = await house.book(who, room, TEN, TWELVE, MITTE, OPEN_TO_ALL[:1], **given)
        found = answer["refusal"]
        return found["code"], found["mayChangeAt"]

    assert await refused(ada) == ("CUSTOMER_SUSPENDED", "2026-11-24T23:00:00Z")
    assert await refused(ben) == ("MEMBERS_ONLY", "2026-11-25T23:00:00Z")


async def test_minutes_of_the_plans(house: House) -> None:
    """All bookings of the week count, in any house; cancelled ones do not, nor other weeks'."""
    plan = house.plan(minute_week_limit=240, minute_month_limit=600)
    ada, ben = house.person(plan), house.person(plan)
    room, other = house.room(), house.room(location_id="lisbon-alfama")
    for resource, day, hours, status, customer in (
        (other, 24, 2, "confirmed", ada),
        (room, 25, 5, "cancelled", ada),
        (room, 26, 5, "confirmed", ben),
        (room, 30, 5, "confirmed", ada),
    ):
        house.rows.add(
            "bookings",
            resource_id=resource,
            customer_id=customer,
            starts_at=at(day, 10),
            ends_at=at(day, 10 + hours),
            status=status,
        )
    await house.built()
    assert refusal(await house.book(ada, room, at(27, 10), at(27, 12, 1))) == (5, "HARD_LIMIT_WEEK")
    assert refusal(await house.book(ada, room, at(27, 10), at(27, 12))) is None
    assert refusal(await house.book(ada, room, at(28, 10), at(28, 10, 30))) == (
        5,
        "HARD_LIMIT_WEEK",
    )


async def test_a_quota_is_not_dodged_with_aliases(house: House) -> None:
    """Each booking of one request counts those before it."""
    ada, room = house.person(house.plan(minute_week_limit=60)), house.room()
    await house.built()
    fields = " ".join(
        f'b{hour}: bookResource(input: {{ resourceId: "Resource:{room}", '
        f'startsAt: "2026-11-23T{hour:02}:00:00Z", endsAt: "2026-11-23T{hour:02}:30:00Z" }}) '
        "{ booking { id } refusal { code } }"
        for hour in range(8, 13)
    )
    answer = await house.ask(
        f"mutation {{ {fields} }}", customer=ada, policies=policies(), portal=MITTE
    )
    codes = [(payload["refusal"] or {}).get("code") for payload in answer["data"].values()]
    assert codes == [None, None, *["HARD_LIMIT_WEEK"] * 3]


async def test_rules_of_the_house_and_of_those_above(house: House) -> None:
    """Rules cascade down the tree; a room's own, a plan's, a level's; others' do not count."""
    hot, office = house.plan(), house.plan(key="private-office")
    ada, ben = house.person(hot), house.person(office)
    room, lab = house.room(), house.room("Lab")
    house.rows.add("booking_rules", location_id="harbour", evaluation_order=1, maximum_minutes=60)
    house.rows.add(
        "booking_rules", location_id="lisbon-alfama", evaluation_order=2, maximum_minutes=1
    )
    house.rows.add("booking_rules", evaluation_order=3, maximum_minutes=1, enabled=False)
    house.rows.add("booking_rules", evaluation_order=4, maximum_minutes=1, audience="contact")
    house.rows.add("booking_rules", evaluation_order=5, resource_id=lab, reject_message="Ask us.")
    more = house.rows.add("booking_rules", evaluation_order=6, maximum_minutes=90)
    house.rows.add("booking_rule_plans", booking_rule_id=more, plan_id=office)
    await house.built()
    assert refusal(await house.book(ada, room, at(23, 8), at(23, 9))) is None
    assert refusal(await house.book(ada, room, at(23, 9), at(23, 10, 30))) == (8, "TOO_LONG")
    assert refusal(await house.book(ben, room, at(23, 9), at(23, 10, 30))) is None
    refused = await house.book(ben, lab, at(23, 9), at(23, 10))
    assert (refusal(refused), refused["refusal"]["message"]) == ((8, "CUSTOM_MESSAGE"), "Ask us.")


async def test_opening_times_and_closings(house: House) -> None:
    """In the zone of the room's house, which need not be the portal's."""
    ada = house.person(house.plan())
    room = house.room(location_id="lisbon-alfama")
    house.rows.add(
        "resource_slots",
        resource_id=room,
        location_id="lisbon-alfama",
        weekday=1,
        from_minute=540,
        to_minute=600,
    )
    house.rows.add(
        "resource_exceptions",
        resource_id=room,
        location_id="lisbon-alfama",
        from_at=at(30, 0),
        until_at=at(30, 23),
        message="Feriado.",
    )
    await house.built()
    lisbon = "lisbon-alfama"
    early = await house.book(ada, room, at(23, 9), at(23, 10), lisbon)
    assert refusal(early) == (7, "NOT_AVAILABLE")
    assert early["refusal"]["mayChangeAt"] == "2026-11-23T09:00:00Z"
    assert refusal(await house.book(ada, room, at(23, 10), at(23, 11), lisbon)) is None
    closed = await house.book(ada, room, at(30, 10), at(30, 11), lisbon)
    assert (refusal(closed), closed["refusal"]["message"]) == ((7, "EXCEPTION"), "Feriado.")


async def test_an_event_holds_what_it_takes_place_in(house: House) -> None:
    """Its time is not free, to the minute, published or not; other rooms are, and others' times."""
    ada, room, other = house.person(house.plan()), house.room(), house.room("Olive tree")
    event = house.rows.add("events", starts_at=at(23, 10), ends_at=at(23, 12))
    house.rows.add("event_resources", event_id=event, resource_id=room)
    await house.built()
    held = await house.book(ada, room, at(23, 11), at(23, 13))
    assert refusal(held) == (7, "EVENT_CONFLICT")
    assert held["refusal"]["mayChangeAt"] == "2026-11-23T11:00:00Z"
    for where, start, end in (
        (room, at(23, 9), at(23, 10)), (room, at(23, 12), at(23, 13)),
        (other, at(23, 10), at(23, 12)),
    ):  # fmt: skip
        assert refusal(await house.book(ada, where, start, end)) is None
