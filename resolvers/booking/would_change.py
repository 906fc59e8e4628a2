"""What would let a booking through that is refused: the least change of person, place or time.

Every candidate is tried: the nine rules are asked again, and only what they answer counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from access.person_flips import changes_of
from access.place_flips import others_of
from access.questions import Kind, Question
from access.viewer import LiveContract, Viewer
from planning.askers import Asker
from planning.ids import record_key
from planning.mutations import Work
from resolvers.booking.foretelling import Foretold, foretell
from resolvers.booking.nine_rules import ask_rules
from resolvers.booking.reading import asking_of, read_situation
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Step
from resolvers.booking.wish import Wish
from resolvers.own_rights import with_right
from resolvers.resources import RESOURCE
from store.contracts import plans
from store.portable import Portable
from store.sql import NETWORK, OneOf

AT_MOST = 3
NEAREST = 6
HALF_AN_HOUR = dt.timedelta(minutes=30)
DAY = dt.timedelta(days=1)
AROUND = 24
"""Half hours that are tried before and after; beyond them the same time of the next days."""
DAYS = 14
OF_TIME = {
    Code.HARD_LIMIT_WEEK, Code.HARD_LIMIT_MONTH, Code.EXCEPTION, Code.EVENT_CONFLICT,
    Code.NOT_AVAILABLE, Code.INVALID_INTERVAL, Code.BOOKING_CONFLICT, Code.NO_RETURN_POLICY,
    Code.NO_PAST_BOOKINGS, Code.START_TIME_TOO_EARLY, Code.START_TIME_TOO_LATE,
}  # fmt: skip
"""What another time may help against."""


@dataclass(frozen=True, slots=True)
class WouldChange:
    """Changes each of which would let the booking through, the least first.

    `steps`   those that refuse; where there are several, often no single change helps
    `person`  in words, of the customer or of what they ask for
    `places`  portals at which it would be made
    `start`   the nearest time for it, as long as it is

    What a plan allows that is only tried is not looked at: it may have limits of its own.
    """

    steps: tuple[Step, ...] = ()
    person: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    start: dt.datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, but for the time."""
        return {
            "steps": [int(step) for step in self.steps],
            "person": list(self.person),
            "places": list(self.places),
        }


MayName = Callable[[int], Awaitable[bool]]
"""Whether whoever asks may be told of the plan of this id."""


async def everything(_: int) -> bool:
    """Say yes: whoever asks may be told of every plan."""
    return True


async def would_change(
    work: Work, resource: str, wish: Wish, foretold: Foretold, may_name: MayName = everything
) -> WouldChange | None:
    """Try what would let the booking of *resource* through; None where nothing refuses it.

    A plan that *may_name* does not admit is told of without its name.
    """
    refusal, situation = foretold.refusal, foretold.situation
    key = record_key(resource, RESOURCE.name)
    if refusal is None or key is None:
        return None
    if situation is None and work.viewer.customer is not None:  # the door is closed before it
        situation = await read_situation(work, key, wish)
    person: list[str] = []
    steps: tuple[Step, ...] = ()
    if situation is not None:
        steps = tuple(step for step, refused in ask_rules(situation).trace if refused is not None)
        person += await _of_person(work, wish.action, situation, may_name)
        person += [words async for words in _of_wish(work, resource, wish, situation)]
    places: list[str] = []
    if refusal.step <= Step.ENTITLEMENTS:
        places = [each async for each in _places(work, resource, wish)]
    start = await _start(work, resource, wish) if refusal.code in OF_TIME else None
    return WouldChange(steps, tuple(person[:AT_MOST]), tuple(places), start)


async def _of_person(
    work: Work, action: str, situation: Situation, may_name: MayName
) -> list[str]:
    """Return what would have to be true of the customer."""
    found: dict[str, str] = {}
    question = with_right(Question(Kind.ACTION, action))
    customer = situation.customer
    for way, words, changed, parts in changes_of(question, work.policies, customer, work.portal):
        passes = way not in found and _passes(work, action, situation, changed)
        if passes and not any(_passes(work, action, situation, part) for part in parts):
            found[way] = words
    if "contract" not in found:
        async for words, changed in _with_plans(work, situation, may_name):
            if _passes(work, action, situation, changed):
                found["contract"] = words
                break
    teams = situation.resource.teams
    for team in sorted(teams)[:1]:
        changed = replace(customer, teams=(*customer.teams, (team, "member")))
        if "team" not in found and _passes(work, action, situation, changed):
            found["team"] = "a place in a team that the resource is kept for"
    return list(found.values())


async def _with_plans(
    work: Work, situation: Situation, may_name: MayName
) -> AsyncIterator[tuple[str, Viewer]]:
    """Yield the customer with a contract of each plan that the resource is kept for."""
    customer, wanted = situation.customer, situation.resource.plans
    if not wanted:
        return
    network = work.tree.root(work.portal)
    rows = await _PLANS.fetch(work.connection, network=network, asked=sorted(wanted))
    for plan, key, location in sorted(rows, key=lambda row: (row[2] != work.portal, row[0])):
        held = LiveContract(0, location, key, plan, frozen=False)
        words = "an active contract for a plan that it is kept for"
        if await may_name(plan):
            words = f"an active contract for `{key}` of `{location}`"
        yield words, replace(customer, contracts=(*customer.contracts, held))


def _passes(work: Work, action: str, situation: Situation, customer: Viewer) -> bool:
    """Whether the nine rules let *customer* book, all else being as it is."""
    asking, resource = asking_of(work, action), situation.resource
    before = asking.standings(customer, customer, customer, resource)
    tried = replace(situation, booker=customer, customer=customer, before=before)
    return ask_rules(tried).refusal is None


async def _of_wish(
    work: Work, resource: str, wish: Wish, situation: Situation
) -> AsyncIterator[str]:
    """Yield what they would have to ask for instead, at the time that they want."""
    for words, changed in _other_wishes(wish, situation):
        if await _is_made(work, resource, changed):
            yield words


def _other_wishes(wish: Wish, situation: Situation) -> Iterator[tuple[str, Wish]]:
    room = situation.resource
    if room.capacity is not None and (wish.attendees or 0) > room.capacity:
        yield f"{room.capacity} people at the most", replace(wish, attendees=room.capacity)
    for minutes, words in (
        (room.minimum_minutes, "a booking of {} minutes or more"),
        (room.maximum_minutes, "a booking of {} minutes or less"),
    ):
        if minutes is not None:
            changed = replace(wish, end=wish.start + dt.timedelta(minutes=minutes))
            yield words.format(minutes), changed


async def _places(work: Work, resource: str, wish: Wish) -> AsyncIterator[str]:
    """Yield the portals nearby at which the booking would be made."""
    for portal in others_of(work.tree, work.portal)[:NEAREST]:
        asker = Asker(work.policies, work.viewer, portal, work.now)
        if await _is_made(asker.work(work.connection, None), resource, wish):
            yield portal


async def _start(work: Work, resource: str, wish: Wish) -> dt.datetime | None:
    """Return the nearest time that would do, at full and half hours; None where none is near."""
    minute = wish.start.minute % 30
    even = wish.start.replace(second=0, microsecond=0) - dt.timedelta(minutes=minute)
    nearby = sorted(
        (even + HALF_AN_HOUR * number for number in range(-AROUND, AROUND + 1)),
        key=lambda each: (abs(each - wish.start), each),
    )
    for start in (*nearby, *(even + DAY * number for number in range(1, DAYS + 1))):
        moved = replace(wish, start=start, end=start + (wish.end - wish.start))
        if start > work.now and start != wish.start and await _is_made(work, resource, moved):
            return start
    return None


async def _is_made(work: Work, resource: str, wish: Wish) -> bool:
    foretold = await foretell(work, resource, wish)
    return foretold.verdict is not None and foretold.refusal is None


_PLANS = Portable(
    lambda _: sa.select(plans.c.id, plans.c.key, plans.c.location_id).where(
        plans.c.network_id == NETWORK, OneOf(plans.c.id, "asked")
    )
)
