"""Bookings that could all have been made: by people who may, when the resource is free."""

from __future__ import annotations

import datetime as dt
import random
from collections import deque
from collections.abc import Iterable

from store.demo.days import moment
from store.demo.resources import minute_of
from store.demo.stage import Bookable, Someone, Stage
from store.resources import bookings

DAYS_A_WAVE = 20  # working days: around today in the first wave, ever longer ago in others
_NO_HOURS = ("09:00", "18:00")
_LONGEST = 480
_NOTES = (
    None,
    None,
    None,
    "Two of us join on screen.",
    "Bitte Stühle im Kreis.",
    "Coffee for everyone, please.",
    "Wij brengen eigen lunch mee.",
    "Precisamos de uma extensão elétrica.",
)


def add_bookings(stage: Stage, people: list[Someone], *, wave: int) -> None:
    """Book every resource by turns of those among *people* who may, on the days of the wave.

    What is made of others is left to those who are named: it would need all of them free.
    """
    days = _working_days(stage, wave)
    for bookable in stage.bookables:
        near = [someone for someone in people if _belongs(stage, someone, bookable)]
        if near and not bookable.written.archived and not bookable.written.made_of:
            dice = random.Random(f"bookings {bookable.id} {wave}")
            dice.shuffle(near)
            _book(stage, bookable, deque(near), days, dice)


def _book(
    stage: Stage,
    bookable: Bookable,
    turns: deque[Someone],
    days: Iterable[dt.date],
    dice: random.Random,
) -> None:
    written = bookable.written
    opens, closes = (minute_of(clock) for clock in written.hours or _NO_HOURS)
    least, most, step = written.minutes
    for day in days:
        minute = opens + dice.randrange(5) * step
        for _ in range(2):
            minutes = min(least + dice.randrange(3) * step, most, _LONGEST)
            luck = dice.random()
            if minute + minutes > closes:
                break
            if luck < 0.7 and bookable.is_open(stage.days, day):
                someone = _next(turns, bookable, (day - stage.days.today).days)
                if someone is not None:
                    _add(stage, bookable, someone, day, minute, minutes, luck)
            minute += minutes + max(written.buffer, step) + dice.randrange(3) * step


def _add(
    stage: Stage,
    bookable: Bookable,
    someone: Someone,
    day: dt.date,
    minute: int,
    minutes: int,
    luck: float,
) -> None:
    written, place, today = bookable.written, bookable.place, stage.days.today
    starts_at = moment(place, day, f"{minute // 60:02}:{minute % 60:02}")
    asked = moment(place, min(day, today) - dt.timedelta(days=1 + int(luck * 9)), "11:05")
    waiting = written.requires_confirmation and day > today and luck > 0.25
    cancelled = luck < 0.06
    team = next((found.team for found in someone.agreements if found.team), None)
    stage.rows.add(
        bookings,
        network_id=place.network,
        resource_id=bookable.id,
        location_id=place.id,
        customer_id=someone.id,
        team_id=bookable.team_id or team,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        attendees=max(1, int((written.capacity or 1) * luck)),
        status="cancelled" if cancelled else "tentative" if waiting else "confirmed",
        online=luck < 0.5,
        notes=_NOTES[int(luck * 1000) % len(_NOTES)],
        created_at=asked,
    )


def _belongs(stage: Stage, someone: Someone, bookable: Bookable) -> bool:
    """Whether *someone* belongs to the house, and to the team that the resource is kept for."""
    house = bookable.place.id
    near = someone.home.id == house or any(
        agreement.place.id == house for agreement in someone.agreements
    )
    team = bookable.team_id
    return near and someone.may_book and (team is None or someone.id in stage.team_people[team])


def _may_book(someone: Someone, bookable: Bookable, day: int) -> bool:
    """Whether the resource is for *someone* as they were, or will be, *day* days from today."""
    written = bookable.written
    if someone.is_suspended(day) or day <= someone.registered:
        return False
    plans = someone.usable_plans(day)
    if written.plans:
        return not plans.isdisjoint(written.plans)
    if bookable.team_id is not None:
        return True
    if written.audience == "member":
        return bool(plans)
    return written.audience != "contact" or not someone.is_member


def _next(turns: deque[Someone], bookable: Bookable, day: int) -> Someone | None:
    """Return whose turn it is of those who may, and put them last; None where nobody may."""
    for _ in range(len(turns)):
        someone = turns[0]
        turns.rotate(-1)
        if _may_book(someone, bookable, day):
            return someone
    return None


def _working_days(stage: Stage, wave: int) -> list[dt.date]:
    first = DAYS_A_WAVE * wave
    counts = [-count for count in range(first + 1, first + DAYS_A_WAVE + 1)]
    if not wave:
        counts += range(1, DAYS_A_WAVE + 1)
    return [stage.days.working_day(count) for count in counts]
