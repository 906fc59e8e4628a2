"""The rows of a team, and of those who are in it now."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from planning.mutations import Work
from resolvers.dated import Dated
from resolvers.rows import insert
from store.databases import Connection
from store.folding import with_folded
from store.membership import in_force
from store.portable import Portable
from store.sql import NETWORK
from store.teams import team_members, teams

MEMBER, ADMINISTRATOR, PAYING = "member", "administrator", "paying-member"

PLACES = Dated(team_members, "team_id", "customer_id", "role")


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team as it stands, or is to stand, in its table."""

    location_id: str
    name: str
    summary: str | None = None
    published: bool = False

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One role of one customer in one team, as it holds now."""

    id: int
    customer_id: int
    role: str


async def insert_team(connection: Connection, network: str, row: TeamRow) -> int:
    """Write a new team and return its id."""
    return await insert(connection, teams, network, **asdict(row))


async def read_team(connection: Connection, network: str, team: int) -> TeamRow:
    """Read a team that there is."""
    rows = await _READ.fetch(connection, network=network, team=team)
    location, name, summary, published = rows[0]
    return TeamRow(location, name, summary, bool(published))


async def write_team(connection: Connection, network: str, team: int, row: TeamRow) -> None:
    """Keep *row*, with what lists sort by."""
    values = with_folded(teams, asdict(row))
    await _WRITE.fetch(
        connection,
        network=network,
        team=team,
        **{f"new_{name}": values[name] for name in _WRITTEN},
    )


async def read_places(work: Work, team: int) -> list[PlaceRow]:
    """Read who is in a team now, the longest first."""
    rows = await _PLACES.fetch(
        work.connection, network=work.tree.root(work.portal), team=team, now=work.now
    )
    return [PlaceRow(*row) for row in rows]


async def team_of_place(connection: Connection, network: str, place: int) -> int:
    """Return the team that a role, which there is, is held in."""
    rows = await _TEAM.fetch(connection, network=network, place=place)
    return int(rows[0][0])


_WRITTEN = ("name", "name_folded", "summary", "published")
_THIS = (teams.c.network_id == NETWORK, teams.c.id == sa.bindparam("team"))
_READ = Portable(
    lambda _: sa.select(
        teams.c.location_id, teams.c.name, teams.c.summary, teams.c.published
    ).where(*_THIS)
)
_WRITE = Portable(
    lambda _: (
        teams.update()
        .where(*_THIS)
        .values(
            {name: sa.bindparam(f"new_{name}", type_=teams.c[name].type) for name in _WRITTEN}
        )
    )
)
_PLACES = Portable(
    lambda _: (
        sa.select(team_members.c.id, team_members.c.customer_id, team_members.c.role)
        .where(
            team_members.c.network_id == NETWORK,
            team_members.c.team_id == sa.bindparam("team"),
            in_force(team_members),
        )
        .order_by(team_members.c.from_at, team_members.c.id)
    )
)
_TEAM = Portable(
    lambda _: sa.select(team_members.c.team_id).where(
        team_members.c.network_id == NETWORK, team_members.c.id == sa.bindparam("place")
    )
)
