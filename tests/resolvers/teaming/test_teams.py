"""Staff make teams and say who is in them; administrators look after their own."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
import pytest

from store.facts import read_customer_facts
from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.asking import codes, person
from tests.resolvers.booking.house import MITTE
from tests.resolvers.desk.conftest import ALFAMA, Studio, _studio  # noqa: F401
from tests.store.rows import NETWORK, NOW

CREATE = """
mutation C($input: CreateTeamInput!) {
  createTeam(input: $input) {
    team { id name summary published location { id } members { role } }
    errors { code field }
  }
}
"""
EDIT = """
mutation E($input: EditTeamInput!) {
  editTeam(input: $input) { team { name summary published } errors { code field } }
}
"""
ADD = """
mutation A($input: AddToTeamInput!) {
  addToTeam(input: $input) {
    member { id role since customer { name } }
    team { members { role } }
    errors { code field }
  }
}
"""
CHANGE = """
mutation R($input: ChangeTeamRoleInput!) {
  changeTeamRole(input: $input) { member { role } errors { code field } }
}
"""
REMOVE = """
mutation R($input: RemoveFromTeamInput!) {
  removeFromTeam(input: $input) { team { name members { role } } errors { code field } }
}
"""
WHY = {"why": "They said so"}


class Crew:
    """The Potters of Mitte: Ada looks after them, Ben and Pay are in it, Pay pays; Cara is not."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        add = studio.rows.add
        self.team = add("teams", name="Potters", location_id=MITTE)
        self.ben, self.pay, self.cara = (
            studio.rows.member(full_name=name, email=f"{name}@house.test", location_id=MITTE)
            for name in ("Ben", "Pay", "Cara")
        )
        self.seats = {
            name: add("team_members", team_id=self.team, customer_id=customer, role=role)
            for name, customer, role in (
                ("ada", studio.ada, "administrator"),
                ("ben", self.ben, "member"),
                ("pay", self.pay, "paying-member"),
            )
        }

    def seat(self, name: str) -> str:
        """The id of a place in the team."""
        return f"TeamMember:{self.seats[name]}"

    async def roles(self) -> list[tuple[int, str]]:
        """Who is in the team now."""
        return sorted(
            (customer, role)
            for customer, role in await self.studio.stored(
                f"select customer_id, role from team_members where team_id = {self.team}"
                " and until_at is null"
            )
        )

    async def by(self, customer: int, query: str, **given: Any) -> Any:
        """Return the payload of what a customer does."""
        async with self.studio.database.connection() as connection:
            viewer = await person(connection, customer)
        return await self.studio(query, viewer, **given)


@pytest.fixture(name="crew")
async def _crew(studio: Studio) -> Crew:
    """The Potters, written."""
    crew = Crew(studio)
    await studio.rows.write(studio.database)
    return crew


async def test_staff_make_a_team_and_fill_it(crew: Crew) -> None:
    """Each role is a row with its beginning, by whom and why; one that is held goes on."""
    studio = crew.studio
    made = await studio(CREATE, name=" Weavers ", summary="Looms.", published=True)
    team = made["team"].pop("id")
    assert made == {
        "team": {
            "name": "Weavers",
            "summary": "Looms.",
            "published": True,
            "location": {"id": "Location:berlin-mitte"},
            "members": [],
        },
        "errors": [],
    }
    cara = {"teamId": team, "customerId": f"Customer:{crew.cara}", **WHY}
    first = await studio(ADD, **cara, role="MEMBER")
    assert first["member"]["customer"] == {"name": "Cara"}
    assert first["member"]["since"] == "2026-11-22T12:00:00Z"
    again = await studio(ADD, **cara, role="MEMBER")
    assert again["member"]["id"] == first["member"]["id"]
    paying = await studio(ADD, **cara, role="PAYING_MEMBER")
    assert paying["team"]["members"] == [{"role": "PAYING_MEMBER"}]
    assert (await studio(ADD, **cara, role="MEMBER"))["member"]["role"] == "PAYING_MEMBER"
    both = await studio(ADD, **cara, role="ADMINISTRATOR")
    assert len(both["team"]["members"]) == 2
    other = {**cara, "customerId": f"Customer:{crew.ben}"}
    assert codes(await studio(ADD, **other, role="PAYING_MEMBER")) == [("INVALID_VALUE", "role")]
    trail = await studio.stored(
        "select record_type, before, after from audit_entries where action = 'teams.edit'"
        " order by id"
    )
    assert [row[0] for row in trail] == ["Team", *["TeamMember"] * 4]
    assert orjson.loads(trail[1][2])["why"] == "They said so"
    rows = await studio.stored(
        f"select distinct by_whom, why from team_members where customer_id = {crew.cara}"
    )
    assert rows == [(f"login {studio.login}", "They said so")]


async def test_one_pays_of_two_who_are_to_at_the_same_time(crew: Crew) -> None:
    """Whoever comes second finds that somebody pays."""
    studio = crew.studio
    team = (await studio(CREATE, name="Weavers"))["team"]["id"]
    payloads = await asyncio.gather(
        *(
            studio(
                ADD, teamId=team, customerId=f"Customer:{each}", role="PAYING_MEMBER", **WHY
            )
            for each in (crew.ben, crew.cara)
        )
    )
    assert sorted(codes(each) for each in payloads) == [[], [("INVALID_VALUE", "role")]]


async def test_whom_staff_cannot_add_and_where(crew: Crew) -> None:
    """Neither whom they do not see, nor the archived; and only where they hold the permission."""
    studio, team = crew.studio, {"teamId": f"Team:{crew.team}"}
    desk = studio.staff("front-desk")
    cara = {**team, "customerId": f"Customer:{crew.cara}", "role": "MEMBER", **WHY}
    assert codes(await studio(ADD, desk, **cara)) == [("NOT_ALLOWED", None)]
    assert codes(await studio(CREATE, desk, name="X")) == [("NOT_ALLOWED", None)]
    assert codes(await studio(EDIT, desk, **team, name="X")) == [("NOT_ALLOWED", None)]
    nuno = {**cara, "customerId": f"Customer:{studio.nuno}"}
    assert codes(await studio(ADD, **nuno)) == [("NOT_FOUND", "customerId")]
    far = await studio(CREATE, name="X", locationId=f"Location:{ALFAMA}")
    assert codes(far) == [("NOT_ALLOWED", None)]
    assert codes(await studio(ADD, **{**cara, "teamId": "Team:9"})) == [("NOT_FOUND", "teamId")]
    assert codes(await studio(ADD, **{**cara, "why": ""})) == [("INVALID_VALUE", "why")]
    studio.rows.add("customer_archivings", customer_id=crew.cara)
    await studio.rows.write(studio.database)
    assert codes(await studio(ADD, **cara)) == [("INVALID_VALUE", "customerId")]


async def test_an_administrator_looks_after_the_team(crew: Crew) -> None:
    """Its words and its people, though not who pays; nobody is added by them."""
    ada, team = crew.studio.ada, {"teamId": f"Team:{crew.team}"}
    shown = await crew.by(ada, EDIT, **team, summary="Clay.", published=True)
    assert shown["team"] == {"name": "Potters", "summary": "Clay.", "published": True}
    assert codes(await crew.by(ada, EDIT, **team, name=" ")) == [("INVALID_VALUE", "name")]
    raised = await crew.by(ada, CHANGE, memberId=crew.seat("ben"), role="ADMINISTRATOR", **WHY)
    assert raised == {"member": {"role": "ADMINISTRATOR"}, "errors": []}
    for query, given in (
        (REMOVE, {"memberId": crew.seat("pay")}),
        (CHANGE, {"memberId": crew.seat("pay"), "role": "MEMBER"}),
        (CHANGE, {"memberId": crew.seat("ada"), "role": "PAYING_MEMBER"}),
        (ADD, {**team, "customerId": f"Customer:{crew.cara}", "role": "MEMBER"}),
    ):
        assert codes(await crew.by(ada, query, **given, **WHY)) == [("NOT_ALLOWED", None)]
    assert await crew.roles() == [
        (ada, "administrator"), (crew.ben, "administrator"), (crew.pay, "paying-member"),
    ]  # fmt: skip
    actions = await crew.studio.stored("select distinct action from audit_entries")
    assert actions == [("teams.look-after",)]


async def test_a_removed_member_loses_the_team_at_once(crew: Crew) -> None:
    """What they were in it for stays to be read by whoever looks into the rows."""
    gone = await crew.by(crew.studio.ada, REMOVE, memberId=crew.seat("ben"), **WHY)
    assert gone["errors"] == []
    assert len(gone["team"]["members"]) == 2
    async with crew.studio.database.connection() as connection:
        facts = await read_customer_facts(connection, NETWORK, [crew.ben], NOW)
    assert facts[crew.ben].teams == ()
    again = await crew.studio(REMOVE, memberId=crew.seat("ben"), **WHY)
    assert codes(again) == [("NOT_FOUND", "memberId")]
    rows = await crew.studio.stored(
        f"select until_at is not null from team_members where id = {crew.seats['ben']}"
    )
    assert [bool(ended) for (ended,) in rows] == [True]


async def test_who_does_not_look_after_it(crew: Crew) -> None:
    """Members do not, nor a suspended administrator; outsiders do not see the team at all."""
    team, ada = {"teamId": f"Team:{crew.team}"}, crew.studio.ada
    seat = {"memberId": crew.seat("ben"), **WHY}
    for customer in (crew.ben, crew.pay):
        assert codes(await crew.by(customer, EDIT, **team, name="X")) == [("NOT_ALLOWED", None)]
        assert codes(await crew.by(customer, REMOVE, **seat)) == [("NOT_ALLOWED", None)]
    assert codes(await crew.by(crew.cara, EDIT, **team, name="X")) == [("NOT_FOUND", "teamId")]
    assert codes(await crew.by(crew.cara, REMOVE, **seat)) == [("NOT_FOUND", "memberId")]
    crew.studio.rows.add("customer_suspensions", customer_id=ada)
    await crew.studio.rows.write(crew.studio.database)
    assert codes(await crew.by(ada, REMOVE, **seat)) == [("CUSTOMER_SUSPENDED", None)]
    assert await crew.studio.stored("select count(*) from audit_entries") == [(0,)]
