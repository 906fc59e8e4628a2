"""People leave a team by themselves, as far as it can do without them."""

from __future__ import annotations

import asyncio

import orjson

from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.asking import codes
from tests.resolvers.desk.conftest import _studio  # noqa: F401
from tests.resolvers.teaming.test_teams import CHANGE, REMOVE, WHY, Crew, _crew  # noqa: F401

LEAVE = """
mutation L($input: LeaveTeamInput!) {
  leaveTeam(input: $input) { team { name members { role } } errors { code field } }
}
"""


async def test_a_member_leaves_at_once(crew: Crew) -> None:
    """With every role; from the same answer on they see of the team what others see."""
    team = {"teamId": f"Team:{crew.team}"}
    crew.studio.rows.add(
        "team_members", team_id=crew.team, customer_id=crew.ben, role="administrator"
    )
    await crew.studio.rows.write(crew.studio.database)
    payload = await crew.by(crew.ben, LEAVE, **team)
    assert payload == {"team": None, "errors": []}
    assert await crew.roles() == [
        (crew.studio.ada, "administrator"), (crew.pay, "paying-member")
    ]  # fmt: skip
    assert codes(await crew.by(crew.ben, LEAVE, **team)) == [("NOT_FOUND", "teamId")]
    trail = await crew.studio.stored(
        "select action, customer_id, after from audit_entries order by id"
    )
    assert [row[:2] for row in trail] == [("teams.leave", crew.ben)] * 2
    assert {orjson.loads(row[2])["why"] for row in trail} == {"left by themselves"}


async def test_who_stays(crew: Crew) -> None:
    """Who pays, while they do; the last administrator, be it under another name; and outsiders."""
    team, ada = {"teamId": f"Team:{crew.team}"}, crew.studio.ada
    assert codes(await crew.by(crew.pay, LEAVE, **team)) == [("PAYS_FOR_TEAM", None)]
    seat = {"memberId": crew.seat("ada"), **WHY}
    for query, given in ((LEAVE, team), (REMOVE, seat), (CHANGE, {**seat, "role": "MEMBER"})):
        assert codes(await crew.by(ada, query, **given)) == [("LAST_ADMINISTRATOR", None)]
    assert codes(await crew.by(crew.cara, LEAVE, **team)) == [("NOT_FOUND", "teamId")]
    assert codes(await crew.by(crew.ben, LEAVE, **team, why=" ")) == [("INVALID_VALUE", "why")]
    assert await crew.studio.stored("select count(*) from audit_entries") == [(0,)]
    assert codes(await crew.studio(REMOVE, **seat)) == []  # staff may
    crew.studio.rows.add("customer_suspensions", customer_id=crew.ben)
    await crew.studio.rows.write(crew.studio.database)
    assert codes(await crew.by(crew.ben, LEAVE, **team)) == [("CUSTOMER_SUSPENDED", None)]


async def test_one_of_two_administrators_stays(crew: Crew) -> None:
    """Both leave at the same time; whoever comes second is the last."""
    crew.studio.rows.add(
        "team_members", team_id=crew.team, customer_id=crew.cara, role="administrator"
    )
    await crew.studio.rows.write(crew.studio.database)
    payloads = await asyncio.gather(
        *(
            crew.by(who, LEAVE, teamId=f"Team:{crew.team}")
            for who in (crew.studio.ada, crew.cara)
        )
    )
    assert sorted(codes(each) for each in payloads) == [[], [("LAST_ADMINISTRATOR", None)]]
