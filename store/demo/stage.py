"""What the parts of the demo tell each other while they are built."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.demo.days import Days
from store.demo.places import PLACES, Place, above, below
from store.demo.rows import Rows
from store.demo.written import Resource


@dataclass(frozen=True, slots=True)
class Sold:
    """A plan as contracts need it."""

    id: int
    key: str
    name: str
    place: Place
    price_minor: int
    every_months: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """A contract as invoices, bookings and teams need it; days are counted from today."""

    id: int
    plan: Sold
    place: Place
    since: int
    until: int | None
    frozen: tuple[tuple[int, int], ...]
    valid: bool  # neither removed nor waiting
    counts: bool  # valid today, frozen or not
    team: int | None
    price_minor: int

    def is_usable(self, day: int) -> bool:
        """Whether the contract runs *day* days from today, and is not frozen then."""
        return (
            self.valid
            and self.since <= day
            and (self.until is None or day < self.until)
            and not any(since <= day < until for since, until in self.frozen)
        )


@dataclass(frozen=True, slots=True)
class Someone:
    """A customer as everything else needs them."""

    id: int
    name: str
    home: Place
    registered: int
    agreements: tuple[Agreement, ...]
    suspended_since: int | None
    may_book: bool

    @property
    def is_member(self) -> bool:
        return any(agreement.counts for agreement in self.agreements)

    def usable_plans(self, day: int) -> frozenset[str]:
        """Return the plans whose benefits they have, *day* days from today."""
        return frozenset(found.plan.key for found in self.agreements if found.is_usable(day))

    def is_suspended(self, day: int) -> bool:
        return self.suspended_since is not None and self.suspended_since <= day


@dataclass(frozen=True, slots=True)
class Bookable:
    """A resource that stands in the database."""

    id: int
    place: Place
    written: Resource
    team_id: int | None

    def is_open(self, days: Days, day: dt.date) -> bool:
        """Whether the resource has slots on *day* and no closing."""
        count = (day - days.today).days
        return day.isoweekday() in self.written.weekdays and not any(
            closing.since <= count < closing.until for closing in self.written.closings
        )


@dataclass(frozen=True, slots=True)
class Good:
    """A product that anybody may buy, once or every month."""

    id: int
    name: str
    price_minor: int
    recurs: bool


@dataclass(slots=True)
class Stage:
    """Everything that is already there, by the names that written content calls it."""

    days: Days
    rows: Rows = field(default_factory=Rows)
    plans: dict[tuple[str, str], Sold] = field(default_factory=dict)
    teams: dict[tuple[str, str], int] = field(default_factory=dict)
    logins: dict[tuple[str, str], int] = field(default_factory=dict)
    groups: dict[tuple[str, str], int] = field(default_factory=dict)
    teachers: dict[tuple[str, str], int] = field(default_factory=dict)
    products: dict[tuple[str, str], int] = field(default_factory=dict)
    resources: dict[tuple[str, str], int] = field(default_factory=dict)
    bought: dict[tuple[str, str], int] = field(default_factory=dict)
    named: dict[tuple[str, str], Someone] = field(default_factory=dict)
    people: defaultdict[str, list[Someone]] = field(default_factory=lambda: defaultdict(list))
    team_people: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[tuple[str, str], int] = field(default_factory=dict)
    bookables: list[Bookable] = field(default_factory=list)
    addresses: Counter[str] = field(default_factory=Counter)
    invoice_numbers: Counter[str] = field(default_factory=Counter)
    goods: defaultdict[str, list[Good]] = field(default_factory=lambda: defaultdict(list))
    methods: dict[int, int] = field(default_factory=dict)

    def plan_ids(self, place: str, keys: Iterable[str]) -> list[int]:
        """Return the plans of these keys that *place* and the places below and above it sell."""
        near = [*below(place), *above(place)]
        return [
            self.plans[name, key].id for key in keys for name in near if (name, key) in self.plans
        ]

    def sold_at(self, place: str) -> list[Sold]:
        """Return the plans on sale at *place*, as written."""
        return [plan for (name, _), plan in self.plans.items() if name == place]

    def person(self, place: str, key: str | None) -> int | None:
        """Return the id of the named person whom content of *place* calls *key*."""
        return None if key is None else self.named[PLACES[place].network, key].id
