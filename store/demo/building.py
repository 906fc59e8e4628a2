"""The demo put together, part by part, in an order that never changes."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

from store.customers import customers
from store.demo import harbour, plenum
from store.demo.benefits import add_benefits
from store.demo.booked import add_booked
from store.demo.bookings import add_bookings
from store.demo.community import add_board, add_followed, add_ticket
from store.demo.content import add_content, add_event
from store.demo.crowd import strangers
from store.demo.days import Days
from store.demo.filed import Board, Booked, Bought, File, Followed, Series, Teaching, Ticket
from store.demo.files import add_file, add_groups
from store.demo.invoices import add_invoices
from store.demo.money import add_means_of_payment, add_purchases, add_series
from store.demo.people import add_person, add_staff
from store.demo.persons import Person, Staff
from store.demo.places import PLACES, below
from store.demo.plans import add_plans
from store.demo.resources import add_resources
from store.demo.rows import Rows
from store.demo.series import add_activity, add_bought, add_teacher
from store.demo.stage import Someone, Stage
from store.demo.teams import add_team_people, add_teams
from store.demo.written import Content, Event

CONTENTS: tuple[Content, ...] = (*harbour.CONTENTS, *plenum.CONTENTS)
PEOPLE: tuple[Person, ...] = (*harbour.PEOPLE, *plenum.PEOPLE)
FILES: tuple[File, ...] = plenum.FILES
TEACHERS: tuple[Teaching, ...] = plenum.TEACHERS
BOUGHT: tuple[Bought, ...] = plenum.BOUGHT
BOOKED: tuple[Booked, ...] = plenum.BOOKED
SERIES: tuple[Series, ...] = plenum.SERIES
BOARDS: tuple[Board, ...] = plenum.BOARDS
TICKETS: tuple[Ticket, ...] = plenum.TICKETS
FOLLOWED: tuple[Followed, ...] = plenum.FOLLOWED
STAFF: tuple[Staff, ...] = (*harbour.STAFF, *plenum.STAFF)

_LAST_NAMED_ID = 1000


def build(today: dt.date, scale: int = 1) -> Iterator[Rows]:
    """Yield the demo in *scale* parts, each to be written before the next is asked for.

    The first holds everything that is written by hand, which is the same at every scale.
    """
    stage = Stage(Days(today))
    _set(stage)
    _add_crowd(stage, wave=0)
    for content in CONTENTS:
        add_team_people(stage, content)
    _add_events(stage)
    _let_live(stage, [*stage.named.values(), *_crowd(stage)], wave=0)
    _add_files(stage)
    if scale == 1:
        add_series(stage)
    yield stage.rows
    for wave in range(1, scale):
        stage.people.clear()
        _add_crowd(stage, wave=wave)
        _add_more_events(stage, wave=wave)
        _let_live(stage, _crowd(stage), wave=wave)
        if wave == scale - 1:
            add_series(stage)
        yield stage.rows


def _set(stage: Stage) -> None:
    """Put up what is written by hand: it comes first, so that its ids never change."""
    for content in CONTENTS:
        add_plans(stage, content)
        add_teams(stage, content)
        add_groups(stage, content)
    for person in PEOPLE:
        someone = add_person(stage, person)
        stage.named[someone.home.network, person.key] = someone
    for staff in STAFF:
        add_staff(stage, staff)
    for content in CONTENTS:
        add_content(stage, content)
        add_resources(stage, content)
        add_benefits(stage, content)
    stage.rows.count_from(customers, _LAST_NAMED_ID)


def _add_crowd(stage: Stage, *, wave: int) -> None:
    for content in CONTENTS:
        place = PLACES[content.place]
        for person in strangers(stage, place, content.customers, wave=wave):
            stage.people[place.id].append(add_person(stage, person))


def _crowd(stage: Stage) -> list[Someone]:
    return [someone for people in stage.people.values() for someone in people]


def _add_events(stage: Stage) -> None:
    for content in CONTENTS:
        for event in content.events:
            dice = random.Random(f"guests {content.place} {event.title}")
            add_event(stage, PLACES[content.place], event, _guests(stage, content, event, dice))


def _add_more_events(stage: Stage, *, wave: int) -> None:
    """Repeat the events on other days: what happens once a month has happened before."""
    for content in CONTENTS:
        for event in content.events:
            dice = random.Random(f"guests {content.place} {event.title} {wave}")
            repeated = replace(
                event,
                title=f"{event.title} ({wave + 1})",
                day=dice.choice((-1, 1)) * dice.randint(1, 250),
                host=None,
                coming=(),
                published=-400,
                unpublished=None,
            )
            guests = _guests(stage, content, event, dice)
            add_event(stage, PLACES[content.place], repeated, guests)


def _add_files(stage: Stage) -> None:
    for file in FILES:
        add_file(stage, file)
    for teaching in TEACHERS:
        add_teacher(stage, teaching)
    for bought in BOUGHT:
        add_bought(stage, bought)
    for booked in BOOKED:
        add_booked(stage, booked)
    for series in SERIES:
        add_activity(stage, series)
    for board in BOARDS:
        add_board(stage, board)
    for ticket in TICKETS:
        add_ticket(stage, ticket)
    for followed in FOLLOWED:
        add_followed(stage, followed)


def _guests(stage: Stage, content: Content, event: Event, dice: random.Random) -> list[Someone]:
    """Draw strangers who live near and whom the event is for."""
    near = [
        someone
        for name in below(content.place)
        for someone in stage.people[name]
        if event.audience not in ("contact", "member")
        or someone.is_member == (event.audience == "member")
    ]
    return dice.sample(near, min(event.guests, len(near)))


def _let_live(stage: Stage, people: list[Someone], *, wave: int) -> None:
    """Send people their invoices, and let them book."""
    for someone in people:
        add_means_of_payment(stage, someone)
        add_invoices(stage, someone)
        add_purchases(stage, someone)
    add_bookings(stage, people, wave=wave)
