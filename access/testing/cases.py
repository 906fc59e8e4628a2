"""Tests of policies as they are meant: who stands where, and the complete list of who has what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from access.changes import Changes
from access.rules import Setting
from access.viewer import Viewer
from documents.places import Place


class About(StrEnum):
    """What an expectation is about, by the key under which it stands."""

    OPENS = "opens"
    SEES = "sees"
    DOES = "does"
    USES = "uses"


@dataclass(frozen=True, slots=True)
class Record:
    """One published record of a test, with all that rules look at; `plans` holds ids."""

    name: str
    type: str
    location: str
    owner: int | None = None
    team: int | None = None
    level: str | None = None
    plans: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Expectation:
    """A subject, and the complete list of the people who have it; everybody else has not.

    `name` is a section, an action, or a field with its type; with a *record* it is the record's
    field, or None where seeing the record at all, or using it, is meant.
    """

    about: About
    name: str | None
    record: Record | None
    people: frozenset[str]
    place: Place

    @property
    def field(self) -> tuple[str, str] | None:
        """The type and the field, where one is meant."""
        if self.about is not About.SEES or self.name is None:
            return None
        if self.record is not None:
            return self.record.type, self.name
        type_name, _, field = self.name.partition(".")
        return type_name, field

    @property
    def written(self) -> str:
        """The subject as the file writes it."""
        return ".".join(filter(None, [self.record.name if self.record else None, self.name]))


@dataclass(frozen=True, slots=True)
class Set:
    """A switch, and the value that is in force."""

    name: str
    value: Setting
    place: Place


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that the place must not be able to make, in the form in which a file makes it."""

    words: str
    changes: Changes
    subjects: frozenset[str]
    because: str
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """One test at one place and moment. `people` are all of the file, as this portal knows them."""

    about: str | None
    place: Place
    portal: str
    now: dt.datetime
    people: Mapping[str, Viewer]
    expectations: tuple[Expectation, ...] = ()
    switches: tuple[Set, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A rule that may be loosened unnoticed, in any way or in the one that it names, and why."""

    rule: str
    because: str
    place: Place


Cases: TypeAlias = tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class PolicyTests:
    """All that stands in `policies/tests/`."""

    cases: Cases = ()
    survivors: tuple[Acknowledged, ...] = ()


NO_TESTS = PolicyTests()
