"""Who is in a team, and as what: each role is a dated row, and what is taken away ends at once."""

from __future__ import annotations

from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.audit import audit
from resolvers.community.texts import MOST_TITLE, problems_in
from resolvers.customers import CUSTOMER
from resolvers.desk.archived import why_not_for
from resolvers.desk.finding import UNKNOWN_CUSTOMER
from resolvers.locks import hold_customer
from resolvers.refusals import error, refused
from resolvers.teaming.finding import Held, hold_team_of_place, hold_visible_team
from resolvers.teaming.leaving import why_not_without
from resolvers.teaming.team_rows import MEMBER, PAYING, PLACES, PlaceRow
from store.audit_trail import Change

PAID_ALREADY = error("INVALID_VALUE", "Somebody pays for this team already.", "role")
STAFFS = error("NOT_ALLOWED", "Who pays for a team is for staff to say.")


async def add_to_team(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Give a customer whom staff see a role in a team; one that they hold already goes on."""
    given = arguments["input"]
    held = await hold_visible_team(work, given["teamId"], staff_only=True)
    if not isinstance(held, Held):
        return refused([held])
    customer = await find_visible(work, CUSTOMER, given["customerId"])
    if customer is None:
        return refused([UNKNOWN_CUSTOMER])
    if problems := list(problems_in(given, {"why": MOST_TITLE})):
        return refused(problems)
    await hold_customer(work.connection, work.tree.root(work.portal), customer)
    if problem := await why_not_for(work, customer):
        return refused([problem])
    return await _give(work, held, customer, given)


async def change_team_role(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let somebody who is in a team have another role in it, in the place of the one named."""
    given = arguments["input"]
    found = await _hold(work, given)
    if isinstance(found, Outcome):
        return found
    held, place = found
    role = given["role"].value
    if not held.by_staff and PAYING in (place.role, role):
        return refused([STAFFS])
    if place.role == role:
        return _done(held, place.id)
    if not held.by_staff and (problem := why_not_without(held.places, [place])):
        return refused([problem])
    rest = [each for each in held.places if each.id != place.id]
    await _end(work, held, place, given["why"])
    return await _give(work, Held(held.id, held.row, rest, held.action), place.customer_id, given)


async def remove_from_team(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a role in a team end, and with it at once what it permits."""
    given = arguments["input"]
    found = await _hold(work, given)
    if isinstance(found, Outcome):
        return found
    held, place = found
    if not held.by_staff and place.role == PAYING:
        return refused([STAFFS])
    if not held.by_staff and (problem := why_not_without(held.places, [place])):
        return refused([problem])
    await _end(work, held, place, given["why"])
    return Outcome(values={"errors": []}, records={"team": held.id})


async def _hold(work: Work, given: dict[str, Any]) -> tuple[Held, PlaceRow] | Outcome:
    found = await hold_team_of_place(work, given["memberId"])
    if isinstance(found, dict):
        return refused([found])
    problems = list(problems_in(given, {"why": MOST_TITLE}))
    return refused(problems) if problems else found


async def _give(work: Work, held: Held, customer: int, given: dict[str, Any]) -> Outcome:
    """Begin a role. Whoever pays belongs to the team, and one pays: the two roles are one place."""
    role, why = given["role"].value, given["why"].strip()
    mine = {each.role: each for each in held.places if each.customer_id == customer}
    known = mine.get(role) or (mine.get(PAYING) if role == MEMBER else None)
    if known is not None:
        return _done(held, known.id)
    if role == PAYING:
        if any(each.role == PAYING for each in held.places):
            return refused([PAID_ALREADY])
        if MEMBER in mine:
            await _end(work, held, mine[MEMBER], why)
    place = await PLACES.begin(work, why, team_id=held.id, customer_id=customer, role=role)
    after = {"team_id": held.id, "customer_id": customer, "role": role, "why": why}
    await audit(
        work, Change(held.action, held.row.location_id, "TeamMember", place, None, after)
    )
    return _done(held, place)


async def _end(work: Work, held: Held, place: PlaceRow, why: str) -> None:
    this = {"team_id": held.id, "customer_id": place.customer_id, "role": place.role}
    await PLACES.end(work, **this)
    change = Change(
        held.action, held.row.location_id, "TeamMember", place.id, this,
        {"role": None, "why": why.strip()},
    )
    await audit(work, change)


def _done(held: Held, place: int) -> Outcome:
    return Outcome(values={"errors": []}, records={"member": place, "team": held.id})


_BOTH = {"member": "TeamMember", "team": "Team"}
ADD_TO_A_TEAM = Mutation(add_to_team, records=_BOTH)
CHANGE_A_TEAM_ROLE = Mutation(change_team_role, records=_BOTH)
REMOVE_FROM_A_TEAM = Mutation(remove_from_team, records={"team": "Team"})
