"""Promises as they are meant: who is concerned, and what they never or always have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from access.audiences import NOBODY, Audience
from access.rules import Scopes
from documents.places import Place


class Kind(StrEnum):
    """What is promised of a subject."""

    NEVER = "never"
    ALWAYS = "always"
    MONOTONE = "monotone"


class About(StrEnum):
    """What a subject is, by the key under which it stands."""

    FIELD = "sees"
    SECTION = "opens"
    ACTION = "does"
    RECORDS = "shows"


class When(StrEnum):
    """A state of a person, to which a promise may be narrowed."""

    ANONYMOUS = "anonymous"
    SUSPENDED = "suspended"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a promise is about: `Contract.price`, a section, an action or a type."""

    about: About
    name: str
    place: Place

    @property
    def type_name(self) -> str:
        """The type of a field, or of records."""
        return self.name.partition(".")[0]

    @property
    def field(self) -> str:
        """The field without its type."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    `audience`  who is outside of it (never), or inside (always)
    `when`      only people in this state; None: in any
    `scopes`    the locations beyond which no records are shown (never), or from which all are
    """

    kind: Kind
    subjects: tuple[Subject, ...]
    because: str
    place: Place
    audience: Audience = NOBODY
    when: When | None = None
    scopes: Scopes = ()
