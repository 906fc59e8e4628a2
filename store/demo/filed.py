"""The forms in which files, series of events and what people bought are written down by hand."""

from __future__ import annotations

from dataclasses import dataclass

from store.demo.persons import Span


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a place's customers; *key* is what persons call it."""

    key: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call in an emergency; those to be called first are written first."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class File:
    """What a front desk keeps about *person*; *lost* is a barcode that no longer counts."""

    person: str
    network: str
    barcode: str
    lost: str | None = None
    checks: tuple[str, ...] = ("allowed-entry", "signature-on-file", "identity-verified")
    consents: tuple[str, ...] = ("data-protection",)
    calls: tuple[Call, ...] = ()
    health: tuple[tuple[str, str], ...] = ()  # kind, text
    auto_pay: Span | None = None
    auto_pay_rests: Span | None = None


@dataclass(frozen=True, slots=True)
class Bought:
    """What *person* bought at *at*, valid from day *since* until day *until*; *price* in units."""

    key: str
    person: str
    at: str
    name: str
    kind: str
    since: int
    until: int | None
    units: int | None
    price: int
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """What *person* booked at *at*, *day* working days from today, with a unit of what they bought.

    Where they *gave_up* the booking was cancelled the day before, and the unit came back.
    """

    person: str
    at: str
    resource: str
    day: int
    start: str
    minutes: int
    uses: str
    gave_up: bool = False


@dataclass(frozen=True, slots=True)
class Joining:
    """Who comes to a series on which of its days, and what they use for it."""

    person: str
    days: tuple[int, ...]
    uses: str | None = None
    by_staff: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A course, class or activity of *at*, with an event on each of *days*, today being 0."""

    at: str
    title: str
    kind: str
    summary: str
    description: str
    start: str
    minutes: int
    venue: str
    days: tuple[int, ...]
    teacher: str | None = None
    capacity: int | None = None
    audience: str = "public"
    category: str = "Class"
    joining: tuple[Joining, ...] = ()
    taken_with: tuple[str, ...] = ()  # products of the place; a place at the series takes one
    late_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Teaching:
    """Somebody who teaches at a place, and what is said of them."""

    person: str
    at: str
    summary: str


@dataclass(frozen=True, slots=True)
class Post:
    """Something posted on day *day*; *removed* says why staff took it away."""

    by: str
    day: int
    title: str
    body: str
    comments: tuple[tuple[str, str], ...] = ()  # author, text
    removed: str | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A discussion board of *at*."""

    at: str
    name: str
    description: str
    order: int
    audience: str = "member"
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket of the help desk; messages by `customer` or `staff`, or a `note` among staff."""

    at: str
    by: str
    day: int
    subject: str
    department: str
    status: str
    messages: tuple[tuple[str, str], ...]
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Followed:
    """A board on which staff follow customers: each stage's key, name and people."""

    at: str
    name: str
    stages: tuple[tuple[str, str, tuple[str, ...]], ...]
