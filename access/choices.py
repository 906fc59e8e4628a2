"""Every choice that there is for one rule: what would come of it, or what forbids it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from access.changes import NO_CHANGES
from access.comparing import Lasting, differences
from access.edits import Tried
from access.granted import Moment
from access.leashes import Leashes
from access.levels import Scope
from access.location_edits import is_about
from access.naming import audiences_in, read_names
from access.policy_set import PolicySet
from access.questions import Question, UnknownSubject, kind_of
from access.staff import read_staff
from access.wishes import NOBODY, Part, Wish
from documents.document import Document
from documents.places import Problem
from documents.schemas import flat_schema_of
from documents.suggestions import did_you_mean, with_hint

TRIED = "tried out"
"""The reason of a change that is only tried."""

_SCOPES = (
    (Scope.CURRENT,),
    (Scope.CURRENT, Scope.CHILD),
    (Scope.CURRENT, Scope.PARENT),
    (Scope.CURRENT, Scope.CHILD, Scope.PARENT),
    (Scope.NETWORK,),
)
_OF_FIELDS = (Part.FIELD, Part.FIELD_LEASH, Part.KEEP)
_LONGEST = (Scope.CURRENT, Scope.CHILD, Scope.PARENT, Scope.NETWORK)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value, with what it would change today at one portal, or what stands against it.

    `is_now` says that it is in force there already.
    """

    wish: Wish
    is_now: bool = False
    found: tuple[Lasting, ...] = ()
    problems: Sequence[Problem] = ()


def choices(
    wishes: Iterable[Wish],
    attempt: Callable[[Wish], Tried],
    policies: PolicySet,
    portal: str,
    now: dt.datetime,
) -> Iterator[Choice]:
    """Try *wishes* with *attempt*, and compare each with *policies* at *portal* as of *now*."""
    for wish in wishes:
        if wish.takes_out and not in_force(wish, Moment(policies, now), portal):
            yield Choice(wish, is_now=True)
            continue
        tried = attempt(wish)
        if tried.problems or tried.compiled is None or tried.compiled.policies is None:
            yield Choice(wish, problems=tried.problems)
        else:
            before, after = Moment(policies, now), Moment(tried.compiled.policies, now)
            values = [in_force(wish, each, portal) for each in (before, after)]
            found = tuple(differences(before, after, portal))
            yield Choice(wish, is_now=values[0] == values[1], found=found)


def in_force(wish: Wish, at: Moment, portal: str) -> object:
    """Return what the rule that *wish* is about says at *portal*, whoever says it."""
    rules = at.policies.rules_at(portal, at.now)
    match wish.part:
        case Part.SECTION:
            return rules.sections[wish.name].access.audience
        case Part.FEATURE:
            return rules.sections[wish.name].feature
        case Part.SWITCH:
            return rules.switches[wish.name]
        case Part.ACTION:
            action = rules.actions.get(wish.name)
            return action.access.audience if action else None
        case Part.SCOPE:
            return rules.types[wish.name].scope
        case Part.FIELD:
            shown = rules.types[wish.type_name].fields.get(wish.field)
            return (shown.tests, shown.own, shown.team_roles, shown.permissions) if shown else None
        case Part.SECTION_LEASH | Part.FIELD_LEASH | Part.SCOPE_LEASH:
            return _leash_below(wish, at, portal)
        case Part.KEEP:
            return _is_kept(wish, at)


def _is_kept(wish: Wish, at: Moment) -> bool:
    """Whether locations have to keep a section, or a field."""
    rules = at.policies.layers.rules
    if wish.field:
        return wish.field in rules.types[wish.type_name].keep
    return rules.sections[wish.name].keep is not None


def _leash_below(wish: Wish, at: Moment, portal: str) -> object:
    """Return the leash that *portal* leaves the locations below it."""
    layers = at.policies.layers
    changes = [layers.changes.get(up, NO_CHANGES) for up in layers.tree.chain(portal)]
    day = layers.tree[portal].day(at.now)
    leashes = Leashes(layers.rules, changes)
    if wish.part is Part.SCOPE_LEASH:
        return leashes.scopes(wish.name, day)
    if wish.part is Part.SECTION_LEASH:
        leash = leashes.section(wish.name).leash_on(day)
    else:
        leash = leashes.field((wish.type_name, wish.field)).leash_on(day)
    return leash.audience if leash is not None else None


def wishes_for(
    part: Part,
    name: str,
    at: str | None,
    documents: Sequence[Document],
    policies: PolicySet,
    day: dt.date,
) -> list[Wish]:
    """Return a wish for each value that the rule could have, the most open first.

    A location's change is wished for the days around *day* on which nothing else changes the rule.

    Raises:
        UnknownSubject: *policies* have no field, type or action of this name.
    """
    _check(part, name, policies)
    wish = Wish(part, name, None, at)
    if at is not None and part is not Part.KEEP:  # which the network alone says
        since, until = _days_around(wish, documents, day)
        wish = replace(wish, because=TRIED, since=since, until=until)
    return [replace(wish, value=value) for value in _values(part, at, documents, name)]


def _check(part: Part, name: str, policies: PolicySet) -> None:
    """See to it that there is something to choose for."""
    types = policies.layers.rules.types
    if part in (Part.SCOPE, Part.SCOPE_LEASH) and name not in types:
        hint = did_you_mean(name, types)
        raise UnknownSubject(with_hint(f"no file lists type `{name}`", hint))
    if part is Part.ACTION or (part in _OF_FIELDS and "." in name):
        Question(kind_of(name), name).check(policies)


def _values(part: Part, at: str | None, documents: Sequence[Document], name: str) -> Iterator[Any]:
    match part:
        case Part.FEATURE:
            yield from ("on", "off")
        case Part.SCOPE_LEASH:
            yield tuple(scope.value for scope in _LONGEST)
            yield from (tuple(scope.value for scope in scopes) for scopes in _SCOPES)
        case Part.SCOPE:
            yield from (tuple(scope.value for scope in scopes) for scopes in _SCOPES)
        case Part.KEEP:
            yield from (True, None)
        case Part.SWITCH:
            yield from _settings(name)
        case Part.FIELD if at is None:
            yield from _lists(documents, name)
        case _:
            yield from ((word,) for word in _audiences(documents))


def _audiences(documents: Sequence[Document]) -> list[str]:
    """Return the audiences that are made of levels, the built-in ones first; nobody last."""
    only = {document.kind: document for document in documents}
    names = read_names(only.get("audiences"), read_staff(only.get("staff"), []), [])
    of_levels = [word for word, audience in names.named.items() if audience.is_of_levels]
    return [word for word in of_levels if word not in NOBODY] + [*NOBODY]


def _lists(documents: Sequence[Document], name: str) -> list[tuple[str, ...]]:
    """Return what a field could stand under: each level with whom it is shown to besides.

    And whatever other fields of its type stand under.
    """
    type_name, _, field = name.partition(".")
    lists: dict[tuple[str, ...], list[str]] = {
        tuple(audiences_in(key)): fields
        for document in documents
        if document.kind == "types"
        for key, fields in document.data["types"].get(type_name, {}).get("see", {}).items()
    }
    now = next((words for words, fields in lists.items() if field in fields), ())
    of_levels = _audiences(documents)
    besides = tuple(word for word in now if word not in of_levels)
    with_levels = [(word, *besides) for word in of_levels if word not in NOBODY]
    return list(dict.fromkeys([*with_levels, *lists, *([besides] if besides else []), NOBODY]))


def _settings(name: str) -> list[Any]:
    """Return the values of a switch that stand in a closed list; sections are named by hand."""
    schema = flat_schema_of("portal")["properties"]["switches"]["properties"][name]
    if schema.get("type") == "boolean":
        return [True, False]
    values: list[Any] = schema.get("enum") or ["all"]
    return [["sign-up"], ["plan"], ["crm-stage"]] if name == "suspension.automatic" else values


def _days_around(
    wish: Wish, documents: Sequence[Document], day: dt.date
) -> tuple[str | None, str | None]:
    """Return the dates of the change that is in force on *day*, else of the gap around it."""
    path = f"locations/{wish.at}.yaml"
    entries = [
        entry
        for document in documents
        if document.path == path
        for entry in document.data.get("changes", ())
        if is_about(entry, wish)
    ]
    today = day.isoformat()
    for entry in entries:
        if entry.get("from", today) <= today < entry.get("until", "9999-12-31"):
            return entry.get("from"), entry.get("until")
    coming = sorted(entry["from"] for entry in entries if entry.get("from", today) > today)
    return (today if entries else None), (coming[0] if coming else None)
