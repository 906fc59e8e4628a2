"""Billing cycles: calendar arithmetic, always from the first day, so that no day is ever lost."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Cycle:
    """How long a cycle is: so many months, or else so many weeks. Neither: there is one, for good.

    A contract of the 31st has cycles that begin on the last day of shorter months, and on the 31st
    again where there is one.
    """

    months: int = 1
    weeks: int = 0

    def start(self, first: dt.date, number: int) -> dt.date:
        """Return the first day of the cycle *number*, the one of *first* being 0."""
        if self.months:
            return months_after(first, number * self.months)
        return first + number * self.weeks * WEEK

    @property
    def recurs(self) -> bool:
        """Whether one cycle follows another."""
        return bool(self.months or self.weeks)

    def after(self, first: dt.date, day: dt.date) -> dt.date:
        """Return the first day of the first cycle that begins after *day*."""
        number = self._number(first, day)
        while self.start(first, number) <= day:
            number += 1
        return self.start(first, number)

    def latest(self, first: dt.date, day: dt.date) -> dt.date | None:
        """Return the first day of the cycle around *day*; None before the first one."""
        if day < first or not self.recurs:
            return None if day < first else first
        number = self._number(first, day)
        while self.start(first, number + 1) <= day:
            number += 1
        return self.start(first, number)

    def between(
        self, first: dt.date, since: dt.date, until: dt.date
    ) -> Iterator[tuple[dt.date, dt.date]]:
        """Yield the cycles that begin from *since* to *until*, both included, as half-open days."""
        number = self._number(first, since)
        while (begins := self.start(first, number)) <= until:
            number += 1
            if begins >= since:
                yield begins, self.start(first, number)

    def _number(self, first: dt.date, day: dt.date) -> int:
        """Return the number of a cycle that begins on *day* or before it, and not long before."""
        if day <= first:
            return 0
        if self.months:
            months = (day.year - first.year) * 12 + day.month - first.month
            return max(months // self.months - 1, 0)
        return (day - first).days // (self.weeks * 7)


MONTH = Cycle(months=1)
"""How long what is bought every month lasts."""


def share(amount: int, part: int, whole: int) -> int:
    """Return *part* of *whole* of an amount in minor units, a half of one rounded up."""
    return (2 * amount * part + whole) // (2 * whole)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last day of a month that is too short."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
