"""Staff change customers' contracts, on both databases, under the real policies."""

from __future__ import annotations

import pytest

from access.viewer import Viewer
from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.agreements.front_desk import (
    CHANGE,
    CONTINUE,
    END,
    FREEZE,
    UNFREEZE,
    D,
    FrontDesk,
    codes,
)
from tests.store.rows import NETWORK, NOW

WHY = "They are moving away"


@pytest.fixture(name="desk")
def _desk(database: Database) -> FrontDesk:  # noqa: F811
    """Ada and her plan at Berlin Mitte, not written yet."""
    return FrontDesk(database)


async def test_staff_end_within_the_terms_and_beyond_them_with_a_reason(desk: FrontDesk) -> None:
    """Sooner than notice and minimum term only with the permission, and a reason that is kept."""
    contract = desk.contract(minimum_term_date=D("2027-03-01"))
    await desk.built()
    studio = desk.staff("studio-manager")
    early = {"onDate": "2026-11-22"}
    assert codes(await desk(END, contract, studio, **early)) == [("TOO_EARLY", "onDate")]
    refused = await desk(END, contract, studio, **early, why=WHY)
    assert codes(refused) == [("TOO_EARLY", "onDate")]
    assert codes(await desk(END, contract, **early)) == [("REASON_REQUIRED", "why")]
    assert codes(await desk(END, contract, **early, why="  ")) == [("INVALID_VALUE", "why")]
    (past,) = (await desk(END, contract, onDate="2026-11-21", why=WHY))["errors"]
    assert (past["code"], past["field"]) == ("TOO_EARLY", "onDate")
    assert past["message"] == "The contract can end on 2026-11-22 at the earliest.", "today"
    within = await desk(END, contract, studio)
    assert within["contract"]["cancellationDate"] == "2027-03-01"
    now = await desk(END, contract, **early, why=WHY)
    assert (now["contract"]["state"], now["contract"]["cancellationDate"]) == (
        "ENDED", "2026-11-22",
    )
    assert await desk.trail() == [
        ("contracts.end-for-customer", {"cancellation_date": "2027-03-01"}),
        ("contracts.end-for-customer", {"cancellation_date": "2026-11-22", "why": WHY}),
    ]
    rows = await desk.stored("select distinct login_id, customer_id from audit_entries")
    assert rows == [(desk.login, None)]
    for query in (END, CONTINUE, UNFREEZE, CHANGE):
        assert codes(await desk(query, contract, why=WHY)) == [("NOT_RUNNING", None)]


async def test_an_end_to_come_is_taken_back(desk: FrontDesk) -> None:
    """By staff alone; the contract is billed on. What does not end is left as it is."""
    contract = desk.contract()
    await desk.built()
    assert codes(await desk(END, contract, desk.ada)) == []
    refused = await desk(CONTINUE, contract, desk.ada)
    assert codes(refused) == [("NOT_ALLOWED", None)]
    for _ in range(2):
        payload = await desk(CONTINUE, contract, desk.staff("studio-manager"), why=WHY)
        assert payload["contract"]["cancellationDate"] is None
    assert [action for action, _ in await desk.trail()] == [
        "contracts.end", "contracts.end-for-customer"
    ]
    desk.now = NOW.replace(year=2027, month=2, day=1)
    assert await desk.billed() == [90000]


async def test_staff_freeze_within_the_limits_and_beyond_them_with_a_reason(
    desk: FrontDesk,
) -> None:
    """The calendar binds them, too: a freeze begins and ends with a cycle, and not today."""
    contract, tight = desk.contract(), desk.contract(desk.offer("Tight", can_be_paused=False))
    free = desk.contract(desk.plan(name="Untold", invoice_every_months=1, can_be_paused=True))
    await desk.built()
    studio, long = desk.staff("studio-manager"), {"untilDate": "2027-03-01"}
    assert codes(await desk(FREEZE, contract, studio, **long)) == [("FREEZE_LIMIT", "untilDate")]
    assert codes(await desk(FREEZE, contract, **long)) == [("REASON_REQUIRED", "why")]
    for given in ({"untilDate": "2027-03-02"}, {**long, "fromDate": "2026-11-22"}):
        payload = await desk(FREEZE, contract, **given, why=WHY)
        assert codes(payload)[0][0] in ("NOT_A_CYCLE", "TOO_EARLY")
    payload = await desk(FREEZE, contract, **long, why=WHY)
    assert payload["contract"]["freezes"] == [
        {"fromDate": "2026-12-01", "untilDate": "2027-03-01", "endsAt": "2027-02-28T23:00:00Z"}
    ]
    assert await desk.stored("select notes from freezes") == [(WHY,)]
    assert codes(await desk(FREEZE, tight, studio, untilDate="2027-01-01")) == [
        ("NOT_OFFERED", None)
    ]
    assert codes(await desk(FREEZE, tight, untilDate="2027-01-01", why=WHY)) == []
    # A plan that leaves freezing to staff has no limit for them.
    assert codes(await desk(FREEZE, free, desk.ada, untilDate="2027-01-01")) == [
        ("NOT_OFFERED", None)
    ]
    assert codes(await desk(FREEZE, free, studio, untilDate="2027-06-01")) == []


async def test_staff_change_the_plan_also_while_it_is_frozen(desk: FrontDesk) -> None:
    """Customers leave a frozen contract alone; what is not sold any more is nobody's next plan."""
    contract = desk.contract()
    desk.frozen(contract, "2026-11-01", "2026-12-01")
    office, gone = desk.offer("Office", price_minor=90000), desk.offer("Gone", archived=True)
    await desk.built()
    refused = await desk(CHANGE, contract, desk.ada, planId=f"Plan:{office}")
    assert codes(refused) == [("CONTRACT_FROZEN", None)]
    studio = desk.staff("studio-manager")
    refused = await desk(CHANGE, contract, studio, planId=f"Plan:{gone}")
    assert codes(refused) == [("NOT_OFFERED", "planId")]
    chosen_office = (office, {"name": "Office"})
    for given, expected in (chosen_office, (None, None), chosen_office):
        chosen = None if given is None else f"Plan:{given}"
        payload = await desk(CHANGE, contract, studio, planId=chosen)
        assert payload["contract"]["nextPlan"] == expected
    assert [action for action, _ in await desk.trail()] == (
        ["contracts.change-plan-for-customer"] * 3
    )
    desk.now = NOW.replace(month=12, day=1)
    assert await desk.billed() == [90000]


async def test_what_has_not_begun_never_runs(desk: FrontDesk) -> None:
    """Staff end a contract before its first day; it is never billed."""
    contract = desk.contract(
        start_date=D("2026-12-01"), renewal_date=D("2026-12-01"),
        starts_at=NOW.replace(month=12, day=1),
    )  # fmt: skip
    await desk.built()
    assert codes(await desk(FREEZE, contract, untilDate="2027-02-01")) == [("NOT_RUNNING", None)]
    payload = await desk(END, contract, onDate="2026-12-01", why=WHY)
    assert payload["contract"]["cancellationDate"] == "2026-12-01"
    desk.now = NOW.replace(year=2027)
    assert await desk.billed() == []


async def test_who_may_change_whose(desk: FrontDesk) -> None:
    """Where it was issued; what staff do not see is not there; their own goes by its own rules."""
    contract = desk.contract()
    far = desk.contract(location_id="lisbon-alfama")
    desk.suspend(desk.ada)
    await desk.built()
    for who, asked, expected in (
        (desk.staff("front-desk"), contract, "NOT_FOUND"),  # who sees no contracts
        (desk.staff("centre-desk"), contract, "NOT_ALLOWED"),  # who sees them, and no more
        (desk.staff(place="lisbon-alfama"), contract, "NOT_FOUND"),
        (desk.staff(), far, "NOT_FOUND"),
        (desk.staff(), "Contract:404", "NOT_FOUND"),
        (desk.ada, contract, "CUSTOMER_SUSPENDED"),
    ):
        for query in (END, FREEZE, UNFREEZE, CHANGE):
            given = {"untilDate": "2027-01-01"} if query is FREEZE else {}
            assert [code for code, _ in codes(await desk(query, asked, who, **given))] == [expected]
    staff = desk.staff().staff
    ada = Viewer(NETWORK, desk.ada, staff=staff, login=desk.login)
    assert codes(await desk(END, contract, ada)) == [("MEMBERS_ONLY", None)]  # as her own
    assert await desk.trail() == []
    assert codes(await desk(END, contract)) == []  # a suspended customer's, as anybody's
