"""Minutes, passes and discounts of plans: what bookings take, what comes back, who shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from resolvers.booking.credits import Credit, spend
from store.sql import instant_text
from tests.resolvers.booking.house import House, at, policies, refusal
from tests.store.rows import NOW

TEN, TWELVE = at(23, 10), at(23, 12)
ROOMS, STUDIOS = 1, 2
SOON, LATER = at(25, 0), at(30, 0)

BENEFITS = """
query Benefits($id: ID!) {
  node(id: $id) {
    ... on Contract { benefits { kind name amount left category renewsOn usable } }
    ... on Plan { benefits { kind name amount category } }
  }
}
"""


def credit(number: int, left: int, kind: str = "time-credit", **values: Any) -> Credit:
    """A credit of contract 1 that renews soon, for everything."""
    usual = {"category": None, "cycle_date": dt.date(2026, 11, 1), "renews_at": SOON}
    return Credit(1, number, kind, left=left, **{**usual, **values})


SPENDING: list[tuple[str, Sequence[Credit], int, list[tuple[int, int]], int]] = [
    ("nothing there", [], 60, [], 0),
    ("enough", [credit(1, 90)], 60, [(1, 60)], 60),
    ("a part", [credit(1, 45)], 60, [(1, 45)], 45),
    ("used up", [credit(1, 0)], 60, [], 0),
    ("what lapses first", [credit(1, 60, renews_at=LATER), credit(2, 60)], 90,
     [(2, 60), (1, 30)], 90),
    ("what never lapses comes last", [credit(1, 60, renews_at=None), credit(2, 60)], 60,
     [(2, 60)], 60),
    ("what is for this before what is for all", [credit(1, 60), credit(2, 60, category=ROOMS)], 60,
     [(2, 60)], 60),
    ("what is for something else", [credit(1, 60, category=STUDIOS)], 60, [], 0),
    ("a pass, however long", [credit(1, 3, "pass")], 600, [(1, 1)], 600),
    ("time before passes", [credit(1, 3, "pass"), credit(2, 60)], 60, [(2, 60)], 60),
    ("a pass rather than a part", [credit(1, 3, "pass"), credit(2, 60)], 90, [(1, 1)], 90),
    ("a part where passes are for something else",
     [credit(1, 3, "pass", category=STUDIOS), credit(2, 60)], 90, [(2, 60)], 60),
]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "minutes", "uses", "covered"),
    [row[1:] for row in SPENDING],
    ids=[row[0] for row in SPENDING],
)
def test_what_is_taken(
    found: Sequence[Credit], minutes: int, uses: list[tuple[int, int]], covered: int
) -> None:
    """Of which credits how much, and how many minutes that pays for."""
    spending = spend(found, ROOMS, minutes)
    assert [(use.credit.benefit, use.amount) for use in spending.uses] == uses
    assert spending.covered == covered


def benefit(house: House, plan: int, amount: int, kind: str = "time-credit", **values: Any) -> int:
    """Add what a plan includes."""
    return house.rows.add(
        "plan_benefits", plan_id=plan, amount=amount, kind=kind, **{"name": "Included", **values}
    )


def monthly(house: House, **values: Any) -> int:
    """Add a plan with a cycle of a month; contracts begin on the first of January 2020."""
    return house.plan(invoice_every_months=1, **values)


def strict(house: House, **values: Any) -> int:
    """Add a room that takes credit, and keeps it where it is cancelled on the day before."""
    room = house.room()
    terms = {"requires_credit": True, "late_cancellation_minutes": 24 * 60, **values}
    house.rows.add("booking_terms", resource_id=room, **terms)
    return room


async def left(house: House, contract: int, customer: int) -> Any:
    """Ask what is left of the first benefit of a contract, and whether it can be used."""
    found = await benefits(house, f"Contract:{contract}", customer)
    return (found[0]["left"], found[0]["usable"])


async def benefits(house: House, record: str, customer: int) -> Any:
    """Ask for the benefits of a contract or a plan."""
    answer = await house.ask(
        BENEFITS,
        variables={"id": record},
        customer=customer,
        policies=policies(),
        portal="berlin-mitte",
    )
    assert "errors" not in answer, answer
    return answer["data"]["node"]["benefits"]


async def contract_of(house: House, customer: int) -> int:
    """Return the id of the one contract of a customer."""
    rows = await house.stored(f"select id from contracts where customer_id = {customer}")
    return int(rows[0][0])


async def test_a_booking_takes_credit_and_gives_it_back(house: House) -> None:
    """Changing takes it anew; cancelling gives it back, too late it does not; twice is once."""
    plan = monthly(house)
    benefit(house, plan, 180)
    ada, room = house.person(plan), strict(house)
    await house.built()
    contract = await contract_of(house, ada)
    assert await left(house, contract, ada) == (180, True)
    booked = await house.book(ada, room, at(25, 10), at(25, 12))
    assert (booked["coveredMinutes"], booked["benefitsApplied"]) == (120, True)
    booking = booked["booking"]["id"]
    assert await left(house, contract, ada) == (60, True)
    changed = await house.change(ada, booking, endsAt="2026-11-25T12:00:00Z")
    assert changed["booking"]["endsAt"] == "2026-11-25T12:00:00Z"
    assert await left(house, contract, ada) == (0, True)
    assert refusal(await house.book(ada, room, at(26, 10), at(26, 10, 30))) == (5, "NO_CREDIT")
    for _ in range(2):
        assert (await house.cancel(ada, booking))["late"] is False
    assert await left(house, contract, ada) == (180, True)
    near = (await house.book(ada, room, TEN, TWELVE))["booking"]["id"]
    for _ in range(2):
        assert (await house.cancel(ada, near))["late"] is True
    assert await left(house, contract, ada) == (60, True)


MOVES = [
    ("too late, to a later day", at(23, 10), at(27, 10), True),
    ("in time, to a later day", at(26, 10), at(27, 10), False),
    ("in time, to where it is too late", at(26, 10), at(23, 10), True),
]


@pytest.mark.parametrize(
    ("first", "then", "late"), [row[1:] for row in MOVES], ids=[row[0] for row in MOVES]
)
async def test_what_is_moved_too_late_is_cancelled_too_late(
    house: House, first: dt.datetime, then: dt.datetime, late: bool
) -> None:
    """Of the old deadline and the new one the earlier counts; and twice is told like once."""
    plan = monthly(house)
    benefit(house, plan, 180)
    ada, room = house.person(plan), strict(house)
    await house.built()
    contract, two_hours = await contract_of(house, ada), dt.timedelta(hours=2)
    booking = (await house.book(ada, room, first, first + two_hours))["booking"]["id"]
    moved = {"startsAt": instant_text(then), "endsAt": instant_text(then + two_hours)}
    assert (await house.change(ada, booking, **moved))["errors"] == []
    assert await left(house, contract, ada) == (60, True)
    for _ in range(2):
        assert (await house.cancel(ada, booking))["late"] is late
    assert await left(house, contract, ada) == (60 if late else 180, True)


async def test_credit_that_does_not_suffice(house: House) -> None:
    """It is refused until the renewal where credit is asked for; elsewhere it pays for a part."""
    plan = monthly(house)
    benefit(house, plan, 45)
    ada, room, other = house.person(plan), strict(house), house.room()
    await house.built()
    refused = await house.book(ada, room, TEN, TWELVE)
    assert refusal(refused) == (5, "NO_CREDIT")
    assert refused["refusal"]["mayChangeAt"] == "2026-11-30T23:00:00Z"
    assert (await house.book(ada, other, TEN, TWELVE))["coveredMinutes"] == 45
    assert (await house.book(ada, other, at(23, 13), at(23, 14)))["coveredMinutes"] == 0


async def test_credit_is_not_dodged_with_aliases(house: House) -> None:
    """Each booking of one request finds what those before it left."""
    plan = monthly(house)
    benefit(house, plan, 60)
    ada, room = house.person(plan), strict(house)
    await house.built()
    fields = " ".join(
        f'b{hour}: bookResource(input: {{ resourceId: "Resource:{room}", '
        f'startsAt: "2026-11-23T{hour:02}:00:00Z", endsAt: "2026-11-23T{hour:02}:30:00Z" }}) '
        "{ refusal { code } }"
        for hour in range(8, 12)
    )
    answer = await house.ask(
        f"mutation {{ {fields} }}", customer=ada, policies=policies(), portal="berlin-mitte"
    )
    codes = [(payload["refusal"] or {}).get("code") for payload in answer["data"].values()]
    assert codes == [None, None, "NO_CREDIT", "NO_CREDIT"]


async def test_many_years_of_uses_hide_none_of_this_cycle(house: House) -> None:
    """More are kept of a pool than are looked at: it is the latest that are."""
    plan = monthly(house)
    included = benefit(house, plan, 60)
    ada, room = house.person(plan), strict(house)
    await house.built()
    contract = await contract_of(house, ada)
    assert (await house.book(ada, room, TEN, TEN + dt.timedelta(hours=1)))["coveredMinutes"] == 60
    ((booking,),) = await house.stored("select id from bookings")
    for number in range(5_100):
        house.rows.add(
            "credit_uses", booking_id=booking, contract_id=contract, plan_benefit_id=included,
            cycle_date=dt.date(2020, 1 + number % 12, 1), amount=1, used_at=NOW,
        )  # fmt: skip
    await house.built()
    assert await left(house, contract, ada) == (0, True)
    assert refusal(await house.book(ada, room, TWELVE, TWELVE + dt.timedelta(hours=1))) == (
        5,
        "NO_CREDIT",
    )


async def test_each_cycle_has_its_own_and_edits_come_with_the_renewal(house: House) -> None:
    """What holds on the first day of the cycle that a booking begins in, by the house's clock."""
    plan = monthly(house)
    benefit(house, plan, 60, until_date=dt.date(2026, 11, 20))
    benefit(house, plan, 120, from_date=dt.date(2026, 11, 20))
    ada, room = house.person(plan), strict(house)
    await house.built()
    last, first = at(30, 23), at(30, 23) + dt.timedelta(hours=1)
    assert refusal(await house.book(ada, room, last - dt.timedelta(hours=1), first)) == (
        5,
        "NO_CREDIT",
    )
    assert (await house.book(ada, room, last, first))["coveredMinutes"] == 60
    assert (await house.book(ada, room, first, first + dt.timedelta(hours=2)))[
        "coveredMinutes"
    ] == 120
    assert await benefits(house, f"Plan:{plan}", ada) == [
        {"kind": "TIME_CREDIT", "name": "Included", "amount": 120, "category": None}
    ]


async def test_from_the_renewal_on_it_is_the_next_plan_s(house: House) -> None:
    """Its minutes, however long its cycles are, its limits, its rooms; by the contract's clock."""
    plan = monthly(house)
    year = house.plan(key="private-office", invoice_every_months=12, minute_week_limit=150)
    benefit(house, plan, 600)
    benefit(house, year, 120)
    benefit(house, year, 20, "discount")
    team = house.rows.add("teams", name="Okafor")
    both = ("can-book", "can-book-for-team")
    ada, ben, eve = house.person(), house.person(house.plan(), rights=both), house.person()
    for customer, shared in ((ada, None), (eve, team)):
        house.rows.add(
            "contracts", customer_id=customer, plan_id=plan, next_plan_id=year, team_id=shared,
            location_id="lisbon-alfama", start_date=dt.date(2025, 12, 1),
            renewal_date=dt.date(2026, 12, 1),
        )  # fmt: skip
    for customer, role in ((eve, "paying-member"), (ben, "member")):
        house.rows.add("team_members", team_id=team, customer_id=customer, role=role)
    house.rows.add("credit_pools", team_id=team)
    room, kept = house.room(), house.room("Kept")
    house.rows.add("resource_plans", resource_id=kept, plan_id=plan)
    await house.built()
    renewal = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)  # midnight in Lisbon, and not in Berlin

    async def book(who: int, what: int, days: int, hour: int, minutes: int, **given: Any) -> Any:
        start = renewal + dt.timedelta(days=days, hours=hour)
        return await house.book(who, what, start, start + dt.timedelta(minutes=minutes), **given)

    before = await book(ada, room, 0, -1, 60)
    assert (before["coveredMinutes"], before["discountPercent"]) == (60, 0)
    first = await book(ada, room, 0, 0, 90)
    assert (first["coveredMinutes"], first["discountPercent"]) == (90, 20)
    assert refusal(await book(ada, room, 1, 0, 30)) == (5, "HARD_LIMIT_WEEK")
    again = await book(ada, room, 100, 0, 60)
    assert (again["coveredMinutes"], again["benefitsApplied"]) == (30, True), "of the same year"
    assert refusal(await book(ada, kept, -2, 0, 60)) is None
    assert refusal(await book(ada, kept, 14, 0, 60)) == (5, "INVALID_TARIFF")
    for days, covered in ((21, 90), (60, 30)):
        booked = await book(ben, room, days, 0, 90, teamId=f"Team:{team}")
        assert booked["coveredMinutes"] == covered


async def test_what_is_shown_to_the_frozen_and_the_suspended(house: House) -> None:
    """It stays theirs, is marked as not usable, and pays for nothing."""
    plan = monthly(house)
    benefit(house, plan, 60, name="An hour", resource_type_id=house.category)
    benefit(house, plan, 20, "discount")
    frozen, suspended = house.person(plan, frozen=(plan,)), house.person(plan)
    half = house.person(plan, house.plan(key="private-office"), frozen=(plan,))
    ada = house.person(plan)
    house.suspend(suspended)
    room = house.room()
    await house.built()
    shown = {
        "kind": "TIME_CREDIT", "name": "An hour", "amount": 60, "left": 60, "category": "Rooms",
        "renewsOn": "2026-12-01",
    }  # fmt: skip
    discount = {
        "kind": "DISCOUNT", "name": "Included", "amount": 20, "left": None, "category": None,
        "renewsOn": "2026-12-01",
    }  # fmt: skip
    for who, usable in ((ada, True), (frozen, False), (suspended, False)):
        contract = await contract_of(house, who)
        assert await benefits(house, f"Contract:{contract}", who) == [
            {**shown, "usable": usable}, {**discount, "usable": usable},
        ]  # fmt: skip
    taken = await house.book(half, room, TEN, TWELVE)
    assert (taken["coveredMinutes"], taken["discountPercent"]) == (0, 0)
    taken = await house.book(ada, room, at(24, 10), at(24, 12))
    assert (taken["coveredMinutes"], taken["discountPercent"]) == (60, 20)


async def test_the_most_generous_plan_counts(house: House) -> None:
    """Of several discounts the best; of credits all, those of two contracts on one plan as well."""
    small, large = monthly(house), monthly(house, key="private-office")
    for plan, percent, minutes in ((small, 10, 30), (large, 25, 60)):
        benefit(house, plan, percent, "discount")
        benefit(house, plan, minutes)
    benefit(house, small, 90, "discount", resource_type_id=house.rows.add("resource_types"))
    ada, room = house.person(small, small, large), strict(house)
    await house.built()
    booked = await house.book(ada, room, TEN, TWELVE)
    assert (booked["coveredMinutes"], booked["discountPercent"]) == (120, 25)


async def test_a_team_shares_what_its_paying_member_has(house: House) -> None:
    """With whoever is in it, for the team's bookings, while it shares and the payer may use it."""
    plan, bare = monthly(house), house.plan(key="private-office")
    benefit(house, plan, 120)
    both = ("can-book", "can-book-for-team")
    payer, mate = house.person(bare, rights=both), house.person(bare, rights=both)
    frozen, stranger = house.person(bare), house.person(bare, rights=both)
    team, closed, resting = (house.rows.add("teams", name=name) for name in ("A", "B", "C"))
    for number, pays in ((team, payer), (closed, payer), (resting, frozen)):
        house.rows.add("team_members", team_id=number, customer_id=pays, role="paying-member")
        house.rows.add("team_members", team_id=number, customer_id=mate, role="member")
        house.rows.add("contracts", customer_id=pays, plan_id=plan, team_id=number)
    for number, until in ((team, None), (closed, at(20, 0)), (resting, None)):
        house.rows.add("credit_pools", team_id=number, until_at=until)
    house.suspend(frozen)
    room = strict(house)
    await house.built()

    async def book(who: int, hour: int, number: int | None) -> Any:
        given = {} if number is None else {"teamId": f"Team:{number}"}
        return await house.book(who, room, at(23, hour), at(23, hour + 1), **given)

    for of in (None, closed, resting):
        assert refusal(await book(mate, 8, of)) == (5, "NO_CREDIT"), of
    refused = await book(stranger, 8, team)
    assert refusal(refused) == (1, "NOT_TEAM_BOOKER")
    steps = {each["name"]: each["refusal"] for each in refused["trace"]}
    assert steps["ENTITLEMENTS"] == {"code": "NO_CREDIT"}  # nobody is told what a team has left
    booked = await book(mate, 8, team)
    assert booked["coveredMinutes"] == 60
    moved = await house.change(
        mate, booked["booking"]["id"], startsAt=iso(23, 15), endsAt=iso(23, 16)
    )
    assert moved["errors"] == []
    assert (await book(payer, 9, team))["coveredMinutes"] == 60
    assert refusal(await book(mate, 10, team)) == (5, "NO_CREDIT")


async def test_credit_and_discount_are_not_charged(house: House) -> None:
    """What minutes pay for costs nothing, the rest costs less; a change is reckoned anew."""
    plan = monthly(house)
    benefit(house, plan, 60)
    benefit(house, plan, 10, "discount")
    house.rows.add(
        "resource_rates", resource_type_id=house.category, price_minor=1000, per="hour"
    )
    ada, room = house.person(plan), house.room()
    await house.built()
    owed = "select total_minor from charges where voided_at is null"
    booking = (await house.book(ada, room, TEN, TEN + dt.timedelta(hours=1)))["booking"]["id"]
    assert await house.stored(owed) == []
    await house.change(ada, booking, endsAt=iso(23, 12))
    assert await house.stored(owed) == [(900,)]
    await house.cancel(ada, booking)
    assert await house.stored(owed) == []


def iso(day: int, hour: int) -> str:
    """A moment of November in Berlin, as a client writes it."""
    return at(day, hour).isoformat().replace("+00:00", "Z")
