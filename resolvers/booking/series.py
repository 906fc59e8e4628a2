"""Booking a resource again and again: the nine rules are asked of each time by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from planning.ids import global_id
from planning.lookups import is_closed, read_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.book import book_one, nothing_to_book
from resolvers.booking.locks import take_turn
from resolvers.booking.outcomes import UNKNOWN_RESOURCE
from resolvers.booking.party import Party, find_party, key_of_record
from resolvers.booking.repeats import occurrences
from resolvers.booking.situation import Interval
from resolvers.booking.verdict import Code, Refusal, Step, refuse
from resolvers.booking.wish import Wish, problems_in
from resolvers.bookings import BOOKING
from resolvers.keys import came_to, keep_key, key_of
from resolvers.refusals import error, refused
from resolvers.resources import RESOURCE
from store.moments import kept_moment
from store.portable import Portable
from store.resources import bookings
from store.sql import NETWORK, instant_text

SERIES = f"{CREATE_BOOKING}-series"
NONE_POSSIBLE = error("BOOKING_REFUSED", "It can be booked at none of these times.")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series: its booking, or why there is none."""

    time: Interval
    booking: int | None
    refusal: Refusal | None

    def to_json(self) -> dict[str, Any]:
        """Return it as clients read it."""
        made = None if self.booking is None else global_id(BOOKING.name, self.booking)
        return {
            "startsAt": instant_text(self.time[0]),
            "endsAt": instant_text(self.time[1]),
            "bookingId": made,
            "refusal": None if self.refusal is None else self.refusal.to_json(),
        }


async def book_series(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Look the resource up, take turns once, and book each time of the series.

    Where one is refused, nothing is booked, unless those that are refused are to be left out.
    """
    given = arguments["input"]
    if is_closed(work, RESOURCE):
        return _without_record(await nothing_to_book(work, given))
    first = given["startsAt"], given["endsAt"]
    if problems := list(problems_in(given, *first, work.now)):
        return refused(problems)
    seen = await read_visible(work, RESOURCE, given["resourceId"], ["location_id"])
    if seen is None:
        return refused([UNKNOWN_RESOURCE])
    resource, place = seen
    if work.viewer.customer is None and given.get("forCustomerId") is None:
        return _without_record(await nothing_to_book(work, given))
    party = await find_party(work, given, place)
    if not isinstance(party, Party):
        return refused([party])
    times = occurrences(given, given["every"].value, work.tree[place].timezone)
    if isinstance(times, dict):
        return refused([times])
    team = None if given.get("teamId") is None else key_of_record(given["teamId"], "Team")
    people, network = {party.booker, party.customer}, work.tree.root(work.portal)
    await take_turn(work.connection, network, resource, people, team=team)

    key = key_of(party.booker, SERIES, given)
    before = await came_to(work, key)
    if before is not None:
        if not isinstance(before, int):
            return refused([before])
        return _booked(await _as_before(work, before, times))
    wish = Wish(
        CREATE_BOOKING,
        *first,
        customer=party.customer,
        attendees=given.get("attendees"),
        team=team,
        pool=team,
        place=place,
    )
    found = [
        await _book(work, party, resource, replace(wish, start=start, end=end), given.get("notes"))
        for start, end in times
    ]
    made = [each.booking for each in found if each.booking is not None]
    if not made or not (given.get("skipRefused") or len(made) == len(found)):
        return _refused(found, problem=_problem(found) if made else NONE_POSSIBLE)
    await keep_key(work, key, made[0])
    return _booked(found)


async def _book(
    work: Work, party: Party, resource: int, wish: Wish, notes: str | None
) -> Occurrence:
    time = (wish.start, wish.end)
    if wish.end <= wish.start:  # clocks skip all of it
        return Occurrence(time, None, refuse(Step.CONSTRAINTS, Code.TOO_SHORT))
    booked = await book_one(work, party, resource, wish, notes)
    if booked is None:
        return Occurrence(time, None, refuse(Step.CONFIGURATION, Code.RESOURCE_HIDDEN))
    booking, verdict = booked
    return Occurrence(time, booking, verdict.refusal)


async def _as_before(work: Work, first: int, times: list[Interval]) -> list[Occurrence]:
    """Return what an earlier request with this key came to; why it left some out is not kept."""
    rows = await _OF_SERIES.fetch(
        work.connection, network=work.tree.root(work.portal), booking=first
    )
    made = {kept_moment(start): booking for booking, start in rows}
    return [Occurrence(time, made.get(time[0]), None) for time in times]


def _problem(found: list[Occurrence]) -> dict[str, Any]:
    refusal = next(each.refusal for each in found if each.refusal is not None)
    return error("BOOKING_REFUSED", refusal.message)


def _booked(found: list[Occurrence]) -> Outcome:
    return Outcome(values={"errors": [], "occurrences": [each.to_json() for each in found]})


def _refused(found: list[Occurrence], problem: dict[str, Any]) -> Outcome:
    """Answer why nothing was booked: at each time what a rule says, and no booking."""
    without = [replace(each, booking=None) for each in found]
    return refused([problem], occurrences=[each.to_json() for each in without])


def _without_record(outcome: Outcome) -> Outcome:
    return Outcome(values={"errors": outcome.values["errors"]})


def _of_series(_: sa.Dialect) -> sa.Select[Any]:
    first, other = bookings.alias("f"), bookings.alias("o")
    same = (other.c[name] == first.c[name] for name in _SHARED)
    return (
        sa.select(other.c.id, other.c.starts_at)
        .select_from(first.join(other, sa.and_(*same)))
        .where(
            first.c.network_id == NETWORK,
            first.c.id == sa.bindparam("booking", type_=sa.BigInteger()),
        )
    )


_SHARED = ("network_id", "resource_id", "customer_id", "created_at")
_OF_SERIES = Portable(_of_series)
"""Bookings of one series were made at one moment, for one person, of one resource."""

BOOK_A_SERIES = Mutation(book_series, leaves_viewer=True)
