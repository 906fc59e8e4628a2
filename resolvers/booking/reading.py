"""Reading a situation: rows, facts at two moments, and what the policies say of both."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from access.explaining import BLOCKS_ALL
from access.viewer import Viewer
from planning.mutations import Work
from planning.viewers import viewer_from
from resolvers.booking.booking_rows import read_booked, read_taken
from resolvers.booking.credit_rows import read_included, read_pool, read_terms
from resolvers.booking.credits import usable_throughout
from resolvers.booking.people_rows import is_team_mate, read_allowances, read_prospects
from resolvers.booking.portal_access import CAN_BOOK_FOR_TEAM
from resolvers.booking.resource import Resource
from resolvers.booking.resource_rows import read_resource, read_rules
from resolvers.booking.situation import Interval, Prospects, Situation
from resolvers.booking.standing import Asking
from resolvers.booking.wish import Wish
from resolvers.clock import month_of, week_of
from resolvers.commerce.money_credit import is_in
from store.facts import Facts, read_customer_facts

ADMINISTRATOR = "administrator"
MINUTE = dt.timedelta(minutes=1)


async def read_door(work: Work, action: str) -> Situation:
    """Read what is known of the viewer alone, before there is a resource."""
    prospects = Prospects()
    network = work.tree.root(work.portal)
    if work.viewer.customer is not None:
        prospects = await read_prospects(
            work.connection, network, work.viewer.customer, work.now
        )
    return Situation(
        now=work.now,
        start=work.now,
        end=work.now,
        zone=work.tree[work.portal].timezone,
        resource=Resource(),
        booker=work.viewer,
        customer=work.viewer,
        before=(_asking(work, action).standing(work.viewer, None),),
        blocks_all_while_frozen=_blocks_all(work),
        prospects=prospects,
    )


async def read_situation(work: Work, resource_id: int, wish: Wish) -> Situation | None:
    """Read all that the ladder asks about; None where the resource is at no known place.

    It is called once turns are taken, so that nothing of it changes until the booking is written.
    """
    connection, network = work.connection, work.tree.root(work.portal)
    start, end = wish.start, wish.end
    resource = await read_resource(connection, network, resource_id, start, end)
    if resource is None or resource.location not in work.tree:
        return None
    zone = work.tree[resource.location].timezone
    asking = _asking(work, wish.action)

    people = {wish.customer, work.viewer.customer}
    facts = await read_customer_facts(connection, network, people, work.now)
    booker = _as_now(work.viewer, facts[work.viewer.customer])
    mates = await _are_mates(work, booker, wish)
    if not mates:
        # Nothing about people who are none of the booker's business goes into the answer.
        wish = replace(wish, customer=work.viewer.customer)
    then = (await read_customer_facts(connection, network, [wish.customer], start))[wish.customer]
    customer = booker if wish.customer == booker.customer else _other(facts[wish.customer], network)
    later = replace(customer, contracts=viewer_from(then, network).contracts)

    gap = (resource.buffer_minutes or 0) * MINUTE
    rules = await read_rules(
        connection,
        network,
        resource_id,
        work.tree.chain(resource.location),
        lambda level, plans: asking.admits(level, plans, later),
    )
    resource = replace(resource, rules=rules)
    usable = [held for held in later.contracts if not held.frozen]
    own = usable_throughout(customer, later)
    shared = await _shared(work, customer, wish)
    included = await read_included(connection, network, {*own, *shared}, without=wish.without)
    terms = await read_terms(connection, network, resource_id)
    resource = replace(resource, requires_credit=terms.requires_credit)
    return Situation(
        now=work.now,
        start=start,
        end=end,
        zone=zone,
        resource=resource,
        booker=booker,
        customer=customer,
        before=asking.standings(booker, customer, later, resource),
        attendees=wish.attendees,
        mates=mates,
        blocks_all_while_frozen=_blocks_all(work),
        allowances=await read_allowances(connection, network, [held.plan_id for held in usable]),
        credits=included.credits(work.tree, start),
        discount=included.discount(work.tree, start, resource.category, own),
        booked=await read_booked(
            connection,
            network,
            wish.customer,
            _periods_around(start, end, zone),
            without=wish.without,
        ),
        taken=await read_taken(
            connection, network, resource_id, (start - gap, end + gap), without=wish.without
        ),
        prospects=await read_prospects(connection, network, wish.customer, work.now),
    )


async def _shared(work: Work, customer: Viewer, wish: Wish) -> frozenset[int]:
    """Read the contracts that the customer's team shares, where it is booked for the team."""
    team = wish.pool
    if team is None or not is_in(customer, team):
        return frozenset()
    network = work.tree.root(work.portal)
    return frozenset(await read_pool(work.connection, network, team, work.now, wish.start))


async def _are_mates(work: Work, booker: Viewer, wish: Wish) -> bool:
    """Whether the booker may speak for the team and the customer.

    A booking of somebody else is changed by an administrator of the team that it was made for; a
    new one is made for whoever shares a team with the booker.
    """
    teams = {team for team, _ in booker.teams}
    if wish.team is None and wish.customer == booker.customer:
        return True
    if CAN_BOOK_FOR_TEAM not in booker.rights or (wish.team is not None and wish.team not in teams):
        return False
    if wish.customer == booker.customer:
        return True
    if wish.without is not None:
        return (wish.team, ADMINISTRATOR) in booker.teams
    shared = teams if wish.team is None else {wish.team}
    network = work.tree.root(work.portal)
    return await is_team_mate(work.connection, network, wish.customer, shared, work.now)


def _as_now(viewer: Viewer, facts: Facts) -> Viewer:
    """Return the viewer with what is true of them inside the transaction.

    Whoever is archived counts as suspended: staff may ask in their name.
    """
    now = viewer_from(facts, viewer.network)
    suspended = facts.suspended or facts.archived
    return replace(now, staff=viewer.staff, login=viewer.login, suspended=suspended)


def _other(facts: Facts, network: str) -> Viewer:
    """Return somebody who is booked for; whoever is archived counts as suspended."""
    return replace(
        viewer_from(facts, network),
        staff=frozenset(),
        suspended=facts.suspended or facts.archived,
    )


def _periods_around(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Interval:
    """Return the weeks and months that a booking touches, as one stretch of time."""
    periods = [
        period(moment, zone) for period in (week_of, month_of) for moment in (start, end)
    ]
    return min(since for since, _ in periods), max(until for _, until in periods)


def _asking(work: Work, action: str) -> Asking:
    return Asking(work.policies, work.portal, work.now, action)


def _blocks_all(work: Work) -> bool:
    return bool(work.policies.switches(work.portal, work.now)[BLOCKS_ALL])
