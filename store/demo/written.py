"""The forms in which a place's content is written down by hand; days are counted from today."""

from __future__ import annotations

from dataclasses import dataclass

from store.demo.filed import Group


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a plan includes each cycle: minutes, passes or percent, for one *category* or for all.

    *until* and *since* count days from today: what was edited comes with the next renewal. Money
    may pay for cycles of plans, too.
    """

    name: str
    kind: str
    amount: int
    category: str | None = None
    since: int | None = None
    until: int | None = None
    pays_cycles: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a location offers; *price* in whole units of its currency."""

    key: str
    name: str
    price: int
    description: str
    group: str = "Memberships"
    every_months: int = 1
    every_weeks: int = 0
    week_minutes: int | None = None
    month_minutes: int | None = None
    can_be_paused: bool = True
    benefits: tuple[Benefit, ...] = ()
    visible: bool = True
    archived: bool = False
    terms: str = "One month's notice to the end of a billing cycle."


@dataclass(frozen=True, slots=True)
class Ticket:
    """A way to come to an event, for so many minor units; *most* is for one person."""

    name: str
    price: int
    audience: str = "public"
    allocation: int | None = None
    most: int | None = 2


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on the *day*-th working day from today at *start*, local time.

    *guests* strangers sign up, after the named people in *coming* (by the first part of their
    address); *published* and *unpublished* are counted in plain days.
    """

    title: str
    summary: str
    description: str
    category: str
    day: int
    start: str
    minutes: int
    venue: str
    capacity: int | None = None
    host: str | None = None
    audience: str = "public"
    plans: tuple[str, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    coming: tuple[str, ...] = ()
    guests: int = 5
    published: int = -45
    unpublished: int | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article; *published* and *unpublished* in days from today."""

    title: str
    summary: str
    body: str
    category: str
    language: str
    author: str
    published: int
    unpublished: int | None = None
    audience: str = "public"
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Perk:
    """What a partner gives, and the address at which it is claimed."""

    title: str
    summary: str
    description: str
    group: str
    partner: str
    claim: str
    audience: str = "logged-in"
    plans: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that comes again and again, with its answer."""

    question: str
    answer: str
    group: str
    audience: str = "public"
    plans: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Grant:
    """What a product gives to be used up: *units* times, for *days* days; None for no end."""

    kind: str
    units: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """Something the store sells; *price* in minor units."""

    name: str
    description: str
    group: str
    price: int
    available_as: str = "one-off"
    stock: int | None = None
    starred: bool = False
    visible: bool = True
    archived: bool = False
    audience: str = "public"
    plans: tuple[str, ...] = ()
    grants: Grant | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A price of a resource type, in minor units."""

    name: str
    price: int
    per: str = "hour"
    audience: str = "public"


@dataclass(frozen=True, slots=True)
class Closing:
    """A stretch of days on which a resource cannot be booked."""

    since: int
    until: int
    message: str
    every_year: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to book; *hours* are its slots on *weekdays*, none means always.

    *made_of* are resources of the place that are booked with it, written before it.
    """

    name: str
    kind: str
    description: str
    capacity: int | None = None
    group: str | None = None
    amenities: tuple[str, ...] = ()
    audience: str = "member"
    plans: tuple[str, ...] = ()
    team: str | None = None
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    hours: tuple[str, str] | None = ("08:00", "20:00")
    minutes: tuple[int, int, int] = (30, 240, 30)  # least, most, step
    buffer: int = 0
    advance_days: int | None = 60
    lead_minutes: int | None = None
    requires_confirmation: bool = False
    requires_credit: bool = False
    late_hours: int | None = None  # from how long before on a cancelled booking keeps its credit
    home_only: bool = False
    visible: bool = True
    archived: bool = False
    closings: tuple[Closing, ...] = ()
    made_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of resource with its rates, and what there is of it."""

    name: str
    rates: tuple[Rate, ...]
    resources: tuple[Resource, ...]
    paid_with: tuple[str, ...] = ()  # products of the place; a booking takes a unit of one


@dataclass(frozen=True, slots=True)
class Rule:
    """A booking rule of a place, for one resource by its name or for all there and below."""

    order: int
    resource: str | None = None
    audience: str | None = None
    plans: tuple[str, ...] = ()
    stop: bool = False
    most_minutes: int | None = None
    advance_days: int | None = None
    lead_minutes: int | None = None
    message: str | None = None
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its roles: the first part of a person's address, and what they are in it.

    *strangers* says how many of the crowd at the place belong to it as well.
    """

    key: str
    name: str
    summary: str
    roles: tuple[tuple[str, str], ...] = ()
    strangers: int = 0
    published: bool = True
    shares_credits: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """All that is written for one location."""

    place: str
    plans: tuple[Plan, ...] = ()
    teams: tuple[Team, ...] = ()
    kinds: tuple[Kind, ...] = ()
    rules: tuple[Rule, ...] = ()
    events: tuple[Event, ...] = ()
    articles: tuple[Article, ...] = ()
    perks: tuple[Perk, ...] = ()
    faqs: tuple[Faq, ...] = ()
    products: tuple[Product, ...] = ()
    groups: tuple[Group, ...] = ()
    customers: int = 0  # how many of the crowd call it home
