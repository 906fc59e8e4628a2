"""A location's policy on one page, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from access.audiences import Audience
from access.changes import NO_CHANGES, Changes
from access.holding import valued, written
from access.in_force import InForce
from access.levels import SECTIONS
from access.matrices import Matrix, matrix_of
from access.periods import Dated
from access.phrases import audience_in_words, scope_in_words
from access.policy_set import PolicySet


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with its sentences."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The page: what is written of a location, and who may enter what."""

    title: str
    chapters: tuple[Chapter, ...]
    matrix: Matrix


def card_of(policies: PolicySet, portal: str, now: dt.datetime) -> Card:
    """Write the page of *portal* as it is at the moment *now*."""
    rules = policies.rules_at(portal, now)
    day = rules.portal.day(now)
    chapters = [
        Chapter("Sections", tuple(_sections(rules))),
        Chapter("What differs here, and why", tuple(_changes(policies, portal, day))),
        Chapter("What may be done", tuple(_actions(rules))),
        *(Chapter(name, tuple(_type(name, rules))) for name in sorted(rules.types)),
    ]
    title = f"{rules.portal.name}, {day}"
    kept = tuple(chapter for chapter in chapters if chapter.sentences)
    return Card(title, kept, matrix_of(policies, portal, now))


def _sections(rules: InForce) -> Iterator[str]:
    closed, off = [], []
    alike: dict[str, list[str]] = {}
    for section in SECTIONS:
        door = rules.sections[section]
        if not door.feature:
            off.append(section)
        elif not door.tests:
            closed.append(section)
        else:
            alike.setdefault(audience_in_words(door.access.audience), []).append(section)
    for words, sections in alike.items():
        yield f"Open to {words}: {', '.join(sections)}."
    if off:
        yield f"Switched off: {', '.join(off)}."
    if closed:
        yield f"Closed to everybody: {', '.join(closed)}."


def _type(name: str, rules: InForce) -> Iterator[str]:
    rule = rules.types[name]
    section = rule.rule.section
    where = f"in section {section}" if section else "in no section"
    if any(shown.tests for shown in rule.fields.values()):
        yield f"Stands {where}; this portal shows the records of {scope_in_words(rule.scope)}."
    else:
        yield f"Stands {where}; nothing of it is shown merely for visiting this portal."
    alike: dict[Audience, list[str]] = {}
    for field, shown in sorted(rule.fields.items()):
        audience = Audience(
            shown.access.audience.levels, shown.own, shown.team_roles, shown.permissions
        )
        alike.setdefault(audience, []).append(field)
    for audience, fields in sorted(alike.items(), key=lambda item: item[1]):
        words = audience_in_words(audience)
        yield f"{words[0].upper()}{words[1:]}: {', '.join(fields)}."
    for field, hiding in sorted(rule.hidden.items()):
        yield f"{field} is hidden everywhere on records of {', '.join(sorted(hiding))}."


def _actions(rules: InForce) -> Iterator[str]:
    for name, action in sorted(rules.actions.items()):
        yield f"{name}: {_whom(action.access.audience, action.rule.while_suspended)}."


def _whom(audience: Audience, while_suspended: bool) -> str:
    """Say whom an action is allowed to; a suspension stops customers, and no permission."""
    customers = replace(audience, permissions=frozenset())
    if while_suspended or not customers:
        return audience_in_words(audience)
    words = f"{audience_in_words(customers)}, unless they are suspended"
    if not audience.permissions:
        return words
    staff = audience_in_words(Audience(permissions=audience.permissions))
    return f"{words}; and {staff}"


def _changes(policies: PolicySet, portal: str, day: dt.date) -> Iterator[str]:
    for location in reversed(policies.tree.chain(portal)):
        changes = policies.layers.changes.get(location, NO_CHANGES)
        for kind, key, said in valued(changes):
            if not said.period.is_over(day):
                yield _change(location, _deed(kind, key, said.value, changes), said)
        told: set[int] = set()
        for timeline in (changes.may_access, changes.may_fields, changes.may_scopes):
            for _, said in timeline.all():
                if not said.period.is_over(day) and said.place.line not in told:
                    told.add(said.place.line)
                    yield _change(location, "lets those below it open less", said)


def _deed(kind: str, key: Any, value: Any, changes: Changes) -> str:
    """Say what a change does."""
    match kind:
        case "access":
            return f"opens section `{key}` to {value.words}"
        case "features":
            return f"switches section `{key}` {'on' if value else 'off'}"
        case "fields" if not value.audience:
            where = " on its records, at every portal" if key in changes.hidden else ""
            return f"hides `{'.'.join(key)}`{where}"
        case "fields":
            return f"shows `{'.'.join(key)}` to {value.words}"
        case "scopes":
            return f"shows of `{key}` the records of {scope_in_words(value)}"
        case "actions":
            return f"allows `{key}` to {value.words}"
    return f"sets `{key}` to `{written(value)}`"


def _change(location: str, deed: str, said: Dated[Any]) -> str:
    start = f" from {said.period.start}" if said.period.start else ""
    end = f" until {said.period.end}" if said.period.end else ""
    return f"{location} {deed}{start}{end}: {said.because} ({said.place.in_file})."
