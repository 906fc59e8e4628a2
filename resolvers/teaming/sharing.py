"""Whether a team shares the credits of the contracts that its paying member has for it."""

from __future__ import annotations

from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.audit import audit
from resolvers.community.texts import MOST_TITLE, problems_in
from resolvers.dated import Dated
from resolvers.refusals import error, refused
from resolvers.teaming.finding import Held, hold_visible_team
from resolvers.teaming.team_rows import PAYING
from store.audit_trail import Change
from store.benefits import credit_pools

POOLS = Dated(credit_pools, "team_id")

NOBODY_PAYS = error(
    "INVALID_VALUE", "Nobody pays for this team, and only their credits are shared.", "shared"
)


async def share_team_credits(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a team share credits from now on, or keep them to who pays; what is so stays so.

    Bookings for the team wait for their turn with it, so each takes what there is on its side of
    the moment. What they took stays taken: credits are counted, wherever they are used from.
    """
    given = arguments["input"]
    held = await hold_visible_team(work, given["teamId"])
    if not isinstance(held, Held):
        return refused([held])
    if problems := list(problems_in(given, {"why": MOST_TITLE})):
        return refused(problems)
    shared, why = given["shared"], given["why"].strip()
    if shared != bool(await POOLS.holding(work, team_id=held.id)):
        if not shared:
            await POOLS.end(work, team_id=held.id)
        elif any(each.role == PAYING for each in held.places):
            await POOLS.begin(work, why, team_id=held.id)
        else:
            return refused([NOBODY_PAYS])
        before, after = {"shares_credits": not shared}, {"shares_credits": shared, "why": why}
        location = held.row.location_id
        await audit(work, Change(held.action, location, "Team", held.id, before, after))
    return Outcome(values={"errors": []}, records={"team": held.id})


SHARE_CREDITS = Mutation(share_team_credits, records={"team": "Team"})
