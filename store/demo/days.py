"""The demo's calendar: every date is told from today, so that the network never grows stale."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from store.demo.places import Place
from store.moments import start_of_day

_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Days:
    """Counts from one day; two calendars of the same day tell the same dates."""

    today: dt.date

    def day(self, count: int) -> dt.date:
        """Return the day *count* days from today, weekends included."""
        return self.today + dt.timedelta(days=count)

    def start(self, place: Place, count: int) -> dt.datetime:
        """Return the first moment of the day *count* days from today, as *place* counts days."""
        return start_of_day(self.day(count), place.zone)

    def at(self, place: Place, count: int, clock: str) -> dt.datetime:
        """Return the moment when *place* reads *clock*, *count* days from today."""
        return moment(place, self.day(count), clock)

    def working_day(self, count: int) -> dt.date:
        """Return the *count*-th weekday after today, or before it where *count* is negative.

        Whatever day today is, a greater count is a later day: so the order of what happens is the
        same every day. Raises ValueError for 0, since today may be a Sunday.
        """
        if not count:
            raise ValueError("today may not be a working day")
        step = 1 if count > 0 else -1
        anchor = self.today
        while anchor.weekday() > _FRIDAY:  # from a weekend, count from its near side
            anchor -= dt.timedelta(days=step)
        weeks, days = divmod(abs(count), 5)
        found = anchor + dt.timedelta(weeks=weeks * step)
        for _ in range(days):
            found += dt.timedelta(days=step)
            while found.weekday() > _FRIDAY:
                found += dt.timedelta(days=step)
        return found


def moment(place: Place, day: dt.date, clock: str) -> dt.datetime:
    """Return the moment in UTC when the clocks of *place* read *clock* on *day*."""
    local = dt.datetime.combine(day, dt.time.fromisoformat(clock), place.zone)
    return local.astimezone(dt.UTC)
