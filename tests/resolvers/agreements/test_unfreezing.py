"""A contract runs again before its freeze is over, and what is left of the cycle is owed."""

from __future__ import annotations

import datetime as dt

import pytest

from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.agreements.front_desk import FREEZE, UNFREEZE, D, FrontDesk, codes
from tests.store.rows import NOW

CHARGES = "select from_date, until_date, total_minor from charges order by from_date"


@pytest.fixture(name="desk")
def _desk(database: Database) -> FrontDesk:  # noqa: F811
    """Ada and her plan at Berlin Mitte, not written yet."""
    return FrontDesk(database)


async def charged(desk: FrontDesk) -> list[tuple[str, str, int]]:
    """What was charged, with the days that it is for."""
    return [(f"{since}", f"{until}", total) for since, until, total in await desk.stored(CHARGES)]


@pytest.mark.parametrize("renewal", ["2026-11-01", "2026-12-01"])
async def test_the_days_that_are_left_are_owed(desk: FrontDesk, renewal: str) -> None:
    """Nine of November's thirty, whether or not a round has passed the frozen cycle over yet."""
    contract = desk.contract(renewal_date=D(renewal))
    desk.frozen(contract, "2026-11-01", "2027-01-01")
    await desk.built()
    payload = await desk(UNFREEZE, contract, desk.ada)
    assert payload["contract"]["state"] == "ACTIVE"
    assert payload["contract"]["freezes"] == [
        {"fromDate": "2026-11-01", "untilDate": "2026-11-22", "endsAt": "2026-11-21T23:00:00Z"}
    ]
    assert codes(await desk(UNFREEZE, contract, desk.ada)) == [("NOT_FROZEN", None)]
    rest = ("2026-11-22", "2026-12-01", 9000)
    assert await charged(desk) == [rest]
    assert await desk.billed() == [9000]
    desk.now = NOW.replace(month=12, day=1)
    assert await desk.billed() == [30000]
    assert await desk.billed() == []
    assert await charged(desk) == [rest, ("2026-12-01", "2027-01-01", 30000)]
    assert (await desk.trail())[0] == (
        "contracts.unfreeze",
        {"contract_id": contract, "from_date": "2026-11-01", "until_date": "2026-11-22"},
    )


async def test_on_its_first_day_a_freeze_is_as_if_it_had_not_been(desk: FrontDesk) -> None:
    """The cycle is owed in full and once, although the night's round passed it over."""
    contract = desk.contract()
    desk.frozen(contract, "2026-12-01", "2027-01-01")
    await desk.built()
    desk.now = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)  # half past midnight in Berlin
    assert await desk.billed() == []
    payload = await desk(UNFREEZE, contract, desk.ada)
    assert (payload["contract"]["state"], payload["contract"]["freezes"]) == ("ACTIVE", [])
    assert await desk.billed() == [30000]
    assert await desk.billed() == []


async def test_a_freeze_to_come_is_taken_back(desk: FrontDesk) -> None:
    """It costs nothing, and counts for no limit; the next is meant, unless a day is named."""
    contract = desk.contract()
    desk.frozen(contract, "2026-10-01", "2026-11-01")
    desk.frozen(contract, "2026-12-01", "2027-01-01")
    desk.frozen(contract, "2027-02-01", "2027-03-01")
    await desk.built()
    refused = await desk(UNFREEZE, contract, desk.ada, fromDate="2026-10-01")
    assert codes(refused) == [("NOT_FROZEN", "fromDate")]  # what is over stays
    payload = await desk(UNFREEZE, contract, desk.ada, fromDate="2027-02-01")
    assert [each["fromDate"] for each in payload["contract"]["freezes"]] == [
        "2026-10-01", "2026-12-01"
    ]
    limited = {"fromDate": "2027-01-01", "untilDate": "2027-02-01"}
    assert codes(await desk(FREEZE, contract, desk.ada, **limited)) == []
    payload = await desk(UNFREEZE, contract, desk.ada)
    assert [each["fromDate"] for each in payload["contract"]["freezes"]] == [
        "2026-10-01", "2027-01-01"
    ]
    assert await charged(desk) == []
    rows = await desk.stored("select before, after from audit_entries order by at, id")
    assert [(before is None, after is None) for before, after in rows] == [
        (False, True), (True, False), (False, True)
    ]


async def test_a_freeze_is_lifted_on_the_day_when_clocks_change(desk: FrontDesk) -> None:
    """On the day of 25 hours it ends with that day's first moment, and the day counts as one."""
    contract = desk.contract(renewal_date=D("2026-10-01"))
    desk.rows.add(
        "freezes", contract_id=contract, customer_id=desk.ada, from_date=D("2026-10-01"),
        until_date=D("2026-12-01"), from_at=dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC),
        until_at=dt.datetime(2026, 11, 30, 23, tzinfo=dt.UTC),
    )  # fmt: skip
    await desk.built()
    desk.now = dt.datetime(2026, 10, 25, 22, 59, tzinfo=dt.UTC)  # its last minute in Berlin
    payload = await desk(UNFREEZE, contract, desk.staff("studio-manager"), why="Back early")
    assert payload["contract"]["freezes"] == [
        {"fromDate": "2026-10-01", "untilDate": "2026-10-25", "endsAt": "2026-10-24T22:00:00Z"}
    ]
    assert await charged(desk) == [("2026-10-25", "2026-11-01", 6774)]  # 7 of 31 days
    ((action, after),) = await desk.trail()
    assert (action, after["why"]) == ("contracts.freeze-for-customer", "Back early")


async def test_what_is_paid_for_is_not_owed_again(desk: FrontDesk) -> None:
    """A freeze that was written within a cycle spares the next one; this one was charged."""
    contract = desk.contract()
    desk.frozen(contract, "2026-11-15", "2027-01-01")
    await desk.built()
    assert codes(await desk(UNFREEZE, contract, desk.ada)) == []
    assert await charged(desk) == []
