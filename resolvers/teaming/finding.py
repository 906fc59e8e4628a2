"""The team that somebody means: found, locked, and theirs to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning.lookups import find_visible
from planning.mutations import Work
from resolvers.actions import EDIT_TEAM, LOOK_AFTER_TEAM
from resolvers.locks import hold_team
from resolvers.refusals import error, not_allowed
from resolvers.teaming.team_rows import (
    ADMINISTRATOR,
    PlaceRow,
    TeamRow,
    read_places,
    read_team,
    team_of_place,
)
from resolvers.teams import TEAM, TEAM_MEMBER

UNKNOWN_TEAM = error("NOT_FOUND", "There is no such team here.", "teamId")
UNKNOWN_PLACE = error("NOT_FOUND", "There is nobody like that in a team here.", "memberId")

Problem = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A team and who is in it, as they stand while nobody else can change them.

    `action` is what the viewer does: as staff of the team's location, or as its administrator
    """

    id: int
    row: TeamRow
    places: list[PlaceRow]
    action: str

    @property
    def by_staff(self) -> bool:
        """Whether the viewer acts as staff."""
        return self.action == EDIT_TEAM

    def place(self, place: int) -> PlaceRow | None:
        """Return a role by its id, if it still holds."""
        return next((each for each in self.places if each.id == place), None)


async def hold_visible_team(
    work: Work, asked: object, *, staff_only: bool = False
) -> Held | Problem:
    """Find the team that a global id names and take turns for it; or say what is wrong.

    A team that the viewer does not see and one that there is not are the same.
    """
    team = await find_visible(work, TEAM, asked)
    if team is None:
        return UNKNOWN_TEAM
    return await _hold(work, team, staff_only=staff_only)


async def hold_team_of_place(work: Work, asked: object) -> tuple[Held, PlaceRow] | Problem:
    """Find the role that a global id names likewise, with its team."""
    found = await find_visible(work, TEAM_MEMBER, asked)
    if found is None:
        return UNKNOWN_PLACE
    team = await team_of_place(work.connection, work.tree.root(work.portal), found)
    held = await _hold(work, team)
    if not isinstance(held, Held):
        return held
    place = held.place(found)
    return UNKNOWN_PLACE if place is None else (held, place)


async def _hold(work: Work, team: int, *, staff_only: bool = False) -> Held | Problem:
    """Take turns for the team; its administrators are asked for when nobody else changes them."""
    network = work.tree.root(work.portal)
    await hold_team(work.connection, network, team)
    row = await read_team(work.connection, network, team)
    places = await read_places(work, team)
    decision = work.policies.decide(EDIT_TEAM, work.viewer, row.location_id, work.now)
    if decision:
        return Held(team, row, places, EDIT_TEAM)
    looks_after = any(
        each.role == ADMINISTRATOR and each.customer_id == work.viewer.customer for each in places
    )
    if staff_only or not looks_after:
        return not_allowed(decision)
    decision = work.decide(LOOK_AFTER_TEAM)
    return Held(team, row, places, LOOK_AFTER_TEAM) if decision else not_allowed(decision)
