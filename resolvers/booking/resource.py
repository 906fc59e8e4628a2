"""A resource as the rules read it: its own settings, opening times, closings and booking rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """When it can be booked: minutes of the local day, Monday 1 to Sunday 7."""

    weekday: int
    from_minute: int
    to_minute: int


@dataclass(frozen=True, slots=True)
class Closing:
    """When it cannot, and what is said then; each year again at the same local time if so set."""

    from_at: dt.datetime
    until_at: dt.datetime
    message: str | None = None
    every_year: bool = False


@dataclass(frozen=True, slots=True)
class BookingRule:
    """Limits for some, in place of the resource's own; without any, a refusal.

    `applies` says whether the rule is about this customer: its audience and plans admit them.
    """

    order: int
    applies: bool = True
    stop: bool = False
    minimum_minutes: int | None = None
    maximum_minutes: int | None = None
    advance_minutes: int | None = None
    lead_minutes: int | None = None
    reject_message: str | None = None

    @property
    def sets_no_limit(self) -> bool:
        """Whether the rule only refuses."""
        limits = (self.minimum_minutes, self.maximum_minutes)
        return all(each is None for each in (*limits, self.advance_minutes, self.lead_minutes))


@dataclass(frozen=True, slots=True)
class Resource:
    """A bookable resource; no slots mean that it can always be booked.

    What is linked with it is booked with it, so `buffer_minutes` is the longest of them all, and
    the closings of each are closings of it. `plans` and `teams` are ids, empty where it is not
    kept for any; `rules` stand in the order in which they are asked.
    """

    id: int = 0
    name: str = ""
    category: int = 0
    location: str = ""
    audience: str = "public"
    visible: bool = True
    archived: bool = False
    home_only: bool = False
    capacity: int | None = None
    requires_confirmation: bool = False
    requires_credit: bool = False
    minimum_minutes: int | None = None
    maximum_minutes: int | None = None
    step_minutes: int | None = None
    buffer_minutes: int | None = None
    no_return_minutes: int | None = None
    no_return_of: str | None = None
    advance_minutes: int | None = None
    lead_minutes: int | None = None
    plans: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    slots: tuple[Slot, ...] = ()
    closings: tuple[Closing, ...] = ()
    events: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    rules: tuple[BookingRule, ...] = ()
