"""A booking that staff only ask about: what would come of it, and what would let it through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from access.policy_set import PolicySet
from access.questions import Kind, Question
from planning.askers import Asker
from planning.entities import Entity, TreeEntity
from planning.record_layers import RecordExplanation
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.foretelling import Foretold, foretell
from resolvers.booking.party import NOBODY
from resolvers.booking.wish import Wish, problems_in
from resolvers.booking.would_change import MayName, WouldChange, everything, would_change
from resolvers.persons import Person
from resolvers.telling import find_record
from store.databases import Connection

AN_HOUR = dt.timedelta(hours=1)
A_RESOURCE = Question(Kind.FIELD, "Resource.name")


@dataclass(frozen=True, slots=True)
class AskedBooking:
    """A booking that is only asked about, and what would come of it.

    `change`  what would let it through; None where nothing refuses it
    `hidden`  why the viewer does not see the resource, where it is there and they do not
    """

    resource: str
    wish: Wish
    foretold: Foretold
    change: WouldChange | None = None
    hidden: RecordExplanation | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what came of it as plain data, alike for the command and the graph."""
        refusal, verdict = self.foretold.refusal, self.foretold.verdict
        return {
            "visible": verdict is not None,
            "allowed": verdict is not None and refusal is None,
            "tentative": verdict is not None and verdict.tentative,
            "refusal": refusal.to_json() if refusal is not None else None,
        }


class NotAWish(Exception):
    """Nobody could ask for such a booking; the text says why, `field` what is wrong with it."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def wish_of(
    start: dt.datetime, end: dt.datetime | None, attendees: int | None, now: dt.datetime
) -> Wish:
    """Return the booking that is asked about, an hour long if no *end* is given; whose it is, is
    found out later.

    Raises:
        NotAWish: no booking could have these values.
    """
    end = start + AN_HOUR if end is None else end
    for problem in problems_in({"attendees": attendees}, start, end, now):
        raise NotAWish(problem["message"], problem["field"])
    return Wish(CREATE_BOOKING, start, end, customer=NOBODY, attendees=attendees)


async def ask_booking(
    connection: Connection,
    entities: Mapping[str, Entity | TreeEntity],
    policies: PolicySet,
    person: Person,
    portal: str,
    resource: str,
    wish: Wish,
    now: dt.datetime,
    may_name: MayName = everything,
) -> AskedBooking:
    """Go the way of a booking of *resource*, a global id, by *person*; nothing is written.

    The advice names the plans that *may_name* admits.

    Raises:
        NobodyFound: there is no such resource.
    """
    record = await find_record(
        connection, entities, policies, person, portal, A_RESOURCE, resource, now
    )
    wanted = replace(wish, customer=person.viewer.customer or NOBODY)
    work = Asker(policies, person.viewer, portal, now).work(connection, None)
    foretold = await foretell(work, resource, wanted)
    is_hidden = foretold.verdict is None and foretold.refusal is None
    change = await would_change(work, resource, wanted, foretold, may_name)
    return AskedBooking(resource, wanted, foretold, change, record if is_hidden else None)
