"""Leaving a team by oneself, and who cannot: whoever pays, and its last administrator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import LEAVE_TEAM
from resolvers.audit import audit
from resolvers.community.texts import MOST_TITLE, problems_in
from resolvers.locks import hold_team
from resolvers.refusals import error, not_allowed, refused
from resolvers.teaming.finding import UNKNOWN_TEAM
from resolvers.teaming.team_rows import (
    ADMINISTRATOR,
    PAYING,
    PLACES,
    PlaceRow,
    read_places,
    read_team,
)
from resolvers.teams import TEAM
from store.audit_trail import Change

NOT_IN_TEAM = error("INVALID_VALUE", "You are not in this team.", "teamId")
PAYS = error(
    "PAYS_FOR_TEAM", "You pay for this team. Please ask the house to let somebody else do so first."
)
LAST_ADMINISTRATOR = error(
    "LAST_ADMINISTRATOR",
    "Nobody else looks after this team. Please make somebody else administrator.",
)
BY_ONESELF = "left by themselves"

Problem = dict[str, Any]


async def leave_team(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let every role of the viewer's in a team end, and with them at once what they permit.

    What is booked for the team stays the team's.
    """
    given = arguments["input"]
    decision = work.decide(LEAVE_TEAM)
    if not decision:
        return refused([not_allowed(decision)])
    team = await find_visible(work, TEAM, given["teamId"])
    if team is None:
        return refused([UNKNOWN_TEAM])
    if given.get("why") is not None and (problems := list(problems_in(given, {"why": MOST_TITLE}))):
        return refused(problems)
    network = work.tree.root(work.portal)
    await hold_team(work.connection, network, team)
    places = await read_places(work, team)
    mine = [each for each in places if each.customer_id == work.viewer.customer]
    if not mine:
        return refused([NOT_IN_TEAM])
    if problem := why_not_without(places, mine):
        return refused([problem])

    location = (await read_team(work.connection, network, team)).location_id
    why = BY_ONESELF if given.get("why") is None else given["why"].strip()
    for place in mine:
        this = {"team_id": team, "customer_id": place.customer_id, "role": place.role}
        await PLACES.end(work, **this)
        after = {"role": None, "why": why}
        await audit(work, Change(LEAVE_TEAM, location, "TeamMember", place.id, this, after))
    return Outcome(values={"errors": []}, records={"team": team})


def why_not_without(
    places: Iterable[PlaceRow], ending: Iterable[PlaceRow]
) -> Problem | None:
    """Say why a team cannot be without these places, unless staff say so; None where it can."""
    gone = {each.id: each.role for each in ending}
    if PAYING in gone.values():
        return PAYS
    left = {each.role for each in places if each.id not in gone}
    if ADMINISTRATOR in gone.values() and ADMINISTRATOR not in left:
        return LAST_ADMINISTRATOR
    return None


LEAVE_A_TEAM = Mutation(leave_team, records={"team": "Team"})
