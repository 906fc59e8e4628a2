"""The forms in which the demo's named people are written down; days are counted from today."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From one day until another, half-open; without *until*, still so."""

    since: int
    until: int | None = None
    why: str = ""
    by: str = "front desk"


@dataclass(frozen=True, slots=True)
class Held:
    """A contract: the plan *plan* of *at*, issued there."""

    plan: str
    at: str
    since: int = -300
    until: int | None = None
    freezes: tuple[Span, ...] = ()
    holds: tuple[Span, ...] = ()
    removed: int | None = None
    team: str | None = None
    price: int | None = None
    next_plan: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A profile in the directory; *open* shows the e-mail address and the phone number as well."""

    summary: str
    tags: tuple[str, ...] = ()
    nickname: str | None = None
    website: str | None = None
    open: bool = True
    published: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """A customer with a name; *key* is what contents call them, *shows* why they are here."""

    id: int | None
    key: str
    email: str
    name: str
    home: str
    shows: str
    held: tuple[Held, ...] = ()
    card: Card | None = None
    registered: int = -420
    kind: str = "individual"
    company: str | None = None
    position: str | None = None
    phone: str | None = None
    born: str | None = None
    language: str | None = None
    notes: str | None = None
    health_notes: str | None = None
    tax_id: str | None = None
    group: str | None = None
    suspended: tuple[Span, ...] = ()
    archived: tuple[Span, ...] = ()
    access: tuple[Span, ...] | None = None  # None: since they registered
    lost_rights: tuple[str, ...] = ()
    also_at: tuple[str, ...] = ()
    has_login: bool = True
    disabled: int | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A role that a login holds at a location and below it."""

    email: str
    role: str
    at: str
    span: Span
    shows: str
