"""A team shares credits, and no longer; what was taken of them stays counted, wherever from."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from access.viewer import Viewer
from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.booking.house import MITTE, House, at, policies, refusal
from tests.store.rows import NETWORK

SHARE = """
mutation S($input: ShareTeamCreditsInput!) {
  shareTeamCredits(input: $input) { team { sharesCredits } errors { code field } }
}
"""


class Pool(House):
    """Pat pays for the Potters and has three hours a month for them; Mia is in, Ada looks after."""

    def __init__(self, database: Database) -> None:  # noqa: F811
        super().__init__(database)
        add = self.rows.add
        plan = self.plan(invoice_every_months=1)
        bare = self.plan(key="private-office")
        both = ("can-book", "can-book-for-team")
        self.pat, self.mia, self.ada = (self.person(bare, rights=both) for _ in range(3))
        self.team, self.poor = (add("teams", name=name) for name in ("Potters", "Weavers"))
        for who, role in (
            (self.pat, "paying-member"), (self.mia, "member"), (self.ada, "administrator")
        ):
            add("team_members", team_id=self.team, customer_id=who, role=role)
        add("team_members", team_id=self.poor, customer_id=self.ada, role="administrator")
        self.contract = add(
            "contracts", customer_id=self.pat, plan_id=plan, team_id=self.team,
            start_date=dt.date(2026, 10, 1),
        )  # fmt: skip
        add(
            "plan_benefits", plan_id=plan, kind="time-credit", amount=180, name="Hours",
            from_date=dt.date(2020, 1, 1),
        )  # fmt: skip
        self.login = add("logins", email="staff@house.test", password_hash="-")
        self.fig = self.room()
        add("booking_terms", resource_id=self.fig, requires_credit=True)

    async def share(self, who: int | Viewer, shared: bool, team: int | None = None) -> Any:
        """Switch the sharing, and return the payload."""
        asker = {"viewer": who} if isinstance(who, Viewer) else {"customer": who}
        given = {"teamId": f"Team:{team or self.team}", "shared": shared, "why": "Agreed"}
        answer = await self.ask(
            SHARE, variables={"input": given}, policies=policies(), portal=MITTE, **asker
        )
        return answer["data"]["shareTeamCredits"]

    async def used(self) -> int:
        """How many minutes of the contract are taken."""
        ((used,),) = await self.stored(
            "select coalesce(sum(amount), 0) from credit_uses where given_back_at is null"
        )
        return int(used)


@pytest.fixture(name="pool")
async def _pool(database: Database) -> Pool:  # noqa: F811
    """The Potters, written; they share nothing yet."""
    pool = Pool(database)
    await pool.built()
    return pool


async def test_credits_are_shared_from_now_on_and_no_longer(pool: Pool) -> None:
    """Bookings go by the moment they are made at; nothing is lost or doubled by switching."""
    team = {"teamId": f"Team:{pool.team}"}

    async def book(who: int, hour: int) -> Any:
        return await pool.book(who, pool.fig, at(23, hour), at(23, hour + 1), **team)

    assert refusal(await book(pool.mia, 8)) == (5, "NO_CREDIT")
    staff = Viewer(
        NETWORK, None, staff=frozenset({("studio-manager", MITTE)}), login=pool.login
    )
    for who in (staff, staff):
        assert await pool.share(who, True) == {"team": {"sharesCredits": True}, "errors": []}
    first = await book(pool.mia, 8)
    assert (first["coveredMinutes"], await pool.used()) == (60, 60)
    assert (await pool.share(pool.ada, False))["team"] == {"sharesCredits": False}
    assert refusal(await book(pool.mia, 9)) == (5, "NO_CREDIT")
    assert (await book(pool.pat, 9))["coveredMinutes"] == 60  # who has them uses them
    assert await pool.used() == 120
    await pool.cancel(pool.mia, first["booking"]["id"])
    assert await pool.used() == 60  # what she took comes back to where it came from
    await pool.share(pool.ada, True)
    assert [(await book(pool.mia, hour))["coveredMinutes"] for hour in (10, 11)] == [60, 60]
    assert refusal(await book(pool.mia, 12)) == (5, "NO_CREDIT")
    assert await pool.used() == 180
    rows = await pool.stored("select action, customer_id is null from audit_entries "
                             "where action like 'teams.%' order by id")  # fmt: skip
    assert [(action, bool(by_staff)) for action, by_staff in rows] == [
        ("teams.edit", True), ("teams.look-after", False), ("teams.look-after", False)
    ]
    pools = await pool.stored("select until_at is null, why from credit_pools order by id")
    assert [(bool(holds), why) for holds, why in pools] == [(False, "Agreed"), (True, "Agreed")]


async def test_bookings_and_the_switch_at_the_same_time(pool: Pool) -> None:
    """Each booking stands on one side of the moment, and together they take what there is."""
    await pool.share(pool.ada, True)
    team = {"teamId": f"Team:{pool.team}"}
    *payloads, switched = await asyncio.gather(
        *(
            pool.book(who, pool.fig, at(23, hour), at(23, hour + 1), **team)
            for hour, who in enumerate((pool.mia, pool.pat, pool.mia, pool.pat, pool.mia), 8)
        ),
        pool.share(pool.ada, False),
    )
    assert switched["errors"] == []
    made = [each for each in payloads if each["booking"] is not None]
    assert {each["coveredMinutes"] for each in made} == {60}
    assert {refusal(each) for each in payloads if each not in made} <= {(5, "NO_CREDIT")}
    assert await pool.used() == 60 * len(made) <= 180
    late = await pool.book(pool.mia, pool.fig, at(24, 8), at(24, 9), **team)
    assert refusal(late) == (5, "NO_CREDIT")


async def test_who_may_not_and_what_cannot_be_shared(pool: Pool) -> None:
    """Members do not switch it, not even who pays; without anybody who pays there is nothing."""
    for who in (pool.mia, pool.pat):
        assert (await pool.share(who, True))["errors"] == [{"code": "NOT_ALLOWED", "field": None}]
    for shared, expected in ((False, []), (True, [{"code": "INVALID_VALUE", "field": "shared"}])):
        assert (await pool.share(pool.ada, shared, pool.poor))["errors"] == expected
    assert await pool.stored("select count(*) from credit_pools") == [(0,)]
