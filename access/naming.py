"""Audiences by name: those built in, and those that `policies/audiences.yaml` declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from access.audiences import NOBODY, Audience, LevelTest, union
from access.levels import ANY_ROLE, ANYWHERE, AT, BUILT_IN, Level, Relation
from access.rules import Access, StaffRules
from documents.document import Document
from documents.places import Problem
from documents.quoting import listed, quoted
from documents.standing import Keys, value_at
from documents.suggestions import did_you_mean

DEEPEST = 50


class Holds(Enum):
    """What an audience is named for, which decides the conditions that make sense there."""

    SECTION = "a section opens"
    OPENING = "a location opens a field"
    ACTION = "an action is allowed"
    FIELD = "a field is shown"


_BUILT_IN: dict[str, Audience] = {
    **{level.value: Audience(levels=frozenset({LevelTest(level)})) for level in Level},
    "nobody": NOBODY,
    "own": Audience(own=True),
    "own-team": Audience(team_roles=frozenset({ANY_ROLE})),
}


@dataclass(frozen=True, slots=True)
class Names:
    """Every audience that a file may name."""

    named: Mapping[str, Audience] = field(default_factory=lambda: dict(_BUILT_IN))
    broken: frozenset[str] = frozenset()  # declared wrongly, and reported where that stands

    def read(self, document: Document, keys: Keys, holds: Holds, problems: list[Problem]) -> Access:
        """Read a level, a named audience, or a list of them, at *keys*."""
        value = value_at(document.data, keys)
        listing = isinstance(value, list)
        words = list(value) if listing else [value]
        sound = not self.broken.intersection(words)
        for index, word in enumerate(words):
            complaint = self.complaint(word, words, holds)
            if complaint is not None and word not in self.broken:
                at = (*keys, index) if listing else keys
                problems.append(document.problem(at, *complaint))
                sound = False
        return Access(self.union(words), listed(words), document.place(keys), sound)

    def union(self, words: Iterable[str]) -> Audience:
        """Unite the audiences of these names; one that is unknown adds nobody."""
        return union(self.named.get(word, NOBODY) for word in words)

    def complaint(
        self, word: str, words: Iterable[str], holds: Holds
    ) -> tuple[str, str | None] | None:
        """Say what is wrong with naming *word* among *words*: a message, and help."""
        if word not in self.named:
            return _unknown(word, self.named)
        words = list(words)
        if word == "nobody" and len(words) > 1:
            return "`nobody` stands beside other audiences", "leave it out, or let it stand alone"
        audience = self.named[word]
        if holds is Holds.ACTION and (audience.own or audience.team_roles):
            return (
                f"{quoted(word)} speaks of records, and an action has none",
                "allow it to levels, to audiences made of levels, or to staff",
            )
        if holds in (Holds.SECTION, Holds.OPENING) and not audience.is_of_levels:
            return (
                f"{quoted(word)} is not made of levels alone, and {holds.value} to nothing else",
                "write levels, or audiences made of levels",
            )
        return None


def audiences_in(key: str) -> list[str]:
    """Return the audiences that a key of `see` names, with commas between them."""
    return [word.strip() for word in key.split(",")]


def declared_plans(audiences: Document | None) -> tuple[str, ...]:
    """Return the keys of the plans that rules and records may name, in the file's order."""
    return () if audiences is None else tuple(audiences.data.get("plans") or ())


def not_a_plan(plan: str, plans: Iterable[str]) -> tuple[str, str]:
    """Say that *plan* is none of the declared *plans*: a message, and help."""
    advice = did_you_mean(plan, plans) or "name one of `plans` in policies/audiences.yaml"
    return f"{quoted(plan)} is not a plan", advice


def read_names(document: Document | None, staff: StaffRules, problems: list[Problem]) -> Names:
    """Read the declared audiences; whatever is wrong with one is reported, and it is nobody."""
    if document is None:
        return Names()
    return _Reader(document, staff, problems).read()


def _unknown(word: str, known: Iterable[str]) -> tuple[str, str]:
    guess = did_you_mean(word, known)
    return (
        f"{quoted(word)} is not an audience",
        guess
        or "declare it in policies/audiences.yaml, or write one that is built in: "
        f"{listed(BUILT_IN)}",
    )


class _Reader:
    """Reads `audiences.yaml` once; audiences may name each other in any order."""

    def __init__(self, document: Document, staff: StaffRules, problems: list[Problem]) -> None:
        self.document = document
        self.staff = staff
        self.problems = problems
        self.plans = frozenset(document.data.get("plans") or ())
        self.written: dict[str, dict[str, Any]] = document.data.get("audiences") or {}
        self.named = dict(_BUILT_IN)
        self.broken: set[str] = set()
        self.opened: list[str] = []  # the audiences being read, the outermost first

    def read(self) -> Names:
        for name in self.written:
            if name not in self.named:
                self.declare(name)
        return Names(dict(self.named), frozenset(self.broken))

    def complain(self, name: str, keys: Keys, message: str, advice: str | None) -> None:
        self.broken.add(name)
        self.problems.append(self.document.problem(("audiences", name, *keys), message, advice))

    def declare(self, name: str) -> Audience:
        written = self.written[name]
        self.opened.append(name)
        if "any-of" in written:
            audience = self.any_of(name, written["any-of"])
        elif "staff" in written:
            audience = self.of_staff(name, written["staff"])
        elif "own-team" in written:
            audience = Audience(team_roles=frozenset({written.get("role", ANY_ROLE)}))
        else:
            audience = self.of_level(name, written)
        self.opened.pop()
        self.named[name] = audience
        return audience

    def any_of(self, name: str, words: list[str]) -> Audience:
        found = []
        for index, word in enumerate(words):
            at: Keys = ("any-of", index)
            if word in self.opened:
                way = " → ".join([*self.opened[self.opened.index(word) :], word])
                self.complain(
                    name, at, f"audience `{word}` contains itself: {way}", "take one of them out"
                )
            elif word == "nobody":
                self.complain(name, at, "`nobody` adds nobody to an audience", "leave it out")
            elif word in self.named:
                found.append(self.named[word])
                if word in self.broken:
                    self.broken.add(name)
            elif word in self.written and len(self.opened) >= DEEPEST:
                self.complain(
                    name, at, f"audiences stand {DEEPEST} deep in each other", "name fewer in turn"
                )
            elif word in self.written:
                found.append(self.declare(word))
                if word in self.broken:
                    self.broken.add(name)
            else:
                self.complain(name, at, *_unknown(word, [*self.named, *self.written]))
        return union(found)

    def of_staff(self, name: str, permission: str) -> Audience:
        if permission not in self.staff.permissions:
            self.complain(
                name,
                ("staff",),
                f"{quoted(permission)} is not a permission",
                did_you_mean(permission, self.staff.permissions)
                or "declare it under `permissions` in policies/staff.yaml",
            )
            return NOBODY
        return Audience(permissions=frozenset({permission}))

    def of_level(self, name: str, written: dict[str, Any]) -> Audience:
        at = ANYWHERE
        if "at" in written:
            at = Relation(0)
            for scope in written["at"]:
                at |= AT[scope]
        plans = self.declared_plans(name, written.get("plans"))
        return Audience(levels=frozenset({LevelTest(Level(written["level"]), at, plans)}))

    def declared_plans(self, name: str, plans: list[str] | None) -> frozenset[str] | None:
        if plans is None:
            return None
        for index, plan in enumerate(plans):
            if plan not in self.plans:
                self.complain(
                    name,
                    ("plans", index),
                    f"{quoted(plan)} is not a plan",
                    did_you_mean(plan, self.plans)
                    or "declare it under `plans` at the top of this file",
                )
        return frozenset(plans)
