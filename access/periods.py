"""Stretches of local dates, and what is in force on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from documents.places import Place

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from *start* on and before *end*; None where a side is open."""

    start: dt.date | None = None
    end: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Tell whether some day lies in both."""
        return _before(self.start, other.end) and _before(other.start, self.end)

    def is_over(self, day: dt.date) -> bool:
        """Tell whether no day from *day* on lies in it."""
        return self.end is not None and self.end <= day

    @property
    def boundaries(self) -> Iterator[dt.date]:
        """The days on which something changes."""
        return (day for day in (self.start, self.end) if day is not None)


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that a location sets for a while, and why."""

    value: T
    period: Period
    place: Place
    because: str


class Timeline(Mapping[K, tuple[Dated[T], ...]], Generic[K, T]):
    """For each key what is set when; of one key at most one value is in force on a day."""

    def __init__(self) -> None:
        self._entries: dict[K, tuple[Dated[T], ...]] = {}

    def __getitem__(self, key: K) -> tuple[Dated[T], ...]:
        return self._entries[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, key: K, dated: Dated[T]) -> Dated[T] | None:
        """Add what is set for *key*; return an earlier entry that overlaps it, if there is one."""
        earlier = self._entries.get(key, ())
        self._entries[key] = (*earlier, dated)
        return next((other for other in earlier if other.period.overlaps(dated.period)), None)

    def at(self, key: K, day: dt.date) -> Dated[T] | None:
        """Return what is in force for *key* on *day*."""
        for dated in self._entries.get(key, ()):
            if day in dated.period:
                return dated
        return None

    def in_force(self, day: dt.date) -> Iterator[tuple[K, Dated[T]]]:
        """Yield everything that is in force on *day*."""
        for key, entries in self._entries.items():
            for dated in entries:
                if day in dated.period:
                    yield key, dated

    def all(self) -> Iterator[tuple[K, Dated[T]]]:
        """Yield everything, whenever it is in force."""
        for key, entries in self._entries.items():
            for dated in entries:
                yield key, dated


def stretches(periods: Iterable[Period]) -> list[dt.date]:
    """Return the first day of each stretch within which the same of *periods* are in force.

    The first stretch begins at the beginning of time.
    """
    return stretches_between(day for period in periods for day in period.boundaries)


def stretches_between(days: Iterable[dt.date]) -> list[dt.date]:
    """Return the first day of each stretch that *days* part from the one before."""
    return sorted({dt.date.min, *days})


def _before(start: dt.date | None, end: dt.date | None) -> bool:
    return start is None or end is None or start < end
