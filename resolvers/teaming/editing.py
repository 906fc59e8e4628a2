"""Making a team, and saying how it shows itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from access.tree import Location
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import EDIT_TEAM
from resolvers.audit import audit_row
from resolvers.desk.values import MOST_NOTES, name_complaint, text_complaint
from resolvers.given_place import find_place
from resolvers.refusals import error, refused
from resolvers.teaming.finding import Held, hold_visible_team
from resolvers.teaming.team_rows import TeamRow, insert_team, write_team


async def create_team(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Make a team that a location looks after; nobody is in it yet."""
    given = arguments["input"]
    place = find_place(work, given, EDIT_TEAM)
    if not isinstance(place, Location):
        return refused([place])
    if problems := list(_problems(given)):
        return refused(problems)
    row = _changed(TeamRow(place.id, ""), given)
    team = await insert_team(work.connection, place.root, row)
    await audit_row(work, EDIT_TEAM, "Team", team, None, row)
    return Outcome(values={"errors": []}, records={"team": team})


async def edit_team(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Change what was given of a team, and leave the rest as it is."""
    given = arguments["input"]
    held = await hold_visible_team(work, given["teamId"])
    if not isinstance(held, Held):
        return refused([held])
    if problems := list(_problems(given)):
        return refused(problems)
    row = _changed(held.row, given)
    if row != held.row:
        await write_team(work.connection, work.tree.root(work.portal), held.id, row)
        await audit_row(work, held.action, "Team", held.id, held.row, row)
    return Outcome(values={"errors": []}, records={"team": held.id})


def _problems(given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "name" in given and (complaint := name_complaint(given["name"])):
        yield error("INVALID_VALUE", complaint, "name")
    if complaint := text_complaint(given.get("summary"), MOST_NOTES):
        yield error("INVALID_VALUE", complaint, "summary")


def _changed(row: TeamRow, given: Mapping[str, Any]) -> TeamRow:
    if "name" in given:
        row = replace(row, name=given["name"].strip())
    if "summary" in given:
        row = replace(row, summary=given["summary"])
    if given.get("published") is not None:
        row = replace(row, published=given["published"])
    return row


CREATE_A_TEAM = Mutation(create_team, records={"team": "Team"})
EDIT_A_TEAM = Mutation(edit_team, records={"team": "Team"})
