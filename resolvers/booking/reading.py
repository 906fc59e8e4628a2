"""Reading a situation: rows, facts at two moments, and what the policies say of both."""

from __future__ import annotations

from dataclasses import replace

from access.switches import BLOCKS_ALL
from access.viewer import Viewer
from planning.mutations import Work
from planning.viewers import viewer_from
from resolvers.booking.assembling import Occasion, assemble
from resolvers.booking.credit_rows import read_included, read_pool
from resolvers.booking.included import Included
from resolvers.booking.party import NOBODY
from resolvers.booking.people_rows import is_team_mate, read_prospects
from resolvers.booking.portal_access import CAN_BOOK_FOR_TEAM
from resolvers.booking.resource import Resource
from resolvers.booking.situation import Prospects, Situation
from resolvers.booking.situation_rows import read_situation_rows
from resolvers.booking.standing import Asking
from resolvers.booking.wish import Wish
from resolvers.commerce.money_credit import is_in
from store.facts import Facts, read_customer_facts

ADMINISTRATOR = "administrator"


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
        before=(asking_of(work, action).standing(work.viewer, None),),
        blocks_all_while_frozen=_blocks_all(work),
        prospects=prospects,
    )


async def read_situation(work: Work, resource_id: int, wish: Wish) -> Situation | None:
    """Read all that the nine rules ask about; None where the resource is at no known place.

    It is called once turns are taken, so that nothing of it changes until the booking is written.
    """
    connection, network = work.connection, work.tree.root(work.portal)
    people = {wish.customer, work.customer}
    facts = await read_customer_facts(connection, network, people, work.now)
    booker = _as_now(work.viewer, facts[work.customer])
    mates = await _are_mates(work, booker, wish)
    if not mates:
        # Nothing about people who are none of the booker's business goes into the answer.
        wish = replace(wish, customer=work.customer)
    found = await read_situation_rows(connection, work.tree, network, resource_id, wish, work.now)
    if found is None:
        return None
    customer = booker if wish.customer == booker.customer else _other(facts[wish.customer], network)
    shared = await _shared(work, customer, wish)
    prospects = None
    if customer is not booker:
        prospects = await read_prospects(connection, network, booker.customer or NOBODY, work.now)
    occasion = Occasion(
        booker,
        customer,
        wish.start,
        wish.end,
        attendees=wish.attendees,
        mates=mates,
        blocks_all=_blocks_all(work),
        prospects=prospects,
        shared=await read_included(
            connection, work.tree, network, shared, wish.start, without=wish.without
        )
        if shared else Included(),
    )  # fmt: skip
    return assemble(found, asking_of(work, wish.action), work.tree, occasion)


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
    return replace(
        now,
        staff=viewer.staff, regranted=viewer.regranted, login=viewer.login, suspended=suspended,
    )


def _other(facts: Facts, network: str) -> Viewer:
    """Return somebody who is booked for; whoever is archived counts as suspended."""
    return replace(
        viewer_from(facts, network),
        staff=frozenset(),
        suspended=facts.suspended or facts.archived,
    )


def asking_of(work: Work, action: str) -> Asking:
    return Asking(work.policies, work.portal, work.now, action)


def _blocks_all(work: Work) -> bool:
    return bool(work.policies.switches(work.portal, work.now)[BLOCKS_ALL])
