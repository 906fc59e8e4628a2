"""What policies mean, once read: the written form stays in `documents`, this is what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from access.audiences import Audience
from access.levels import Scope
from documents.places import Place

FieldKey: TypeAlias = tuple[str, str]
"""A type's name and one of its fields."""

Scopes: TypeAlias = tuple[Scope, ...]
"""A union of scopes, in the order in which they are always written."""

Setting: TypeAlias = bool | str | tuple[object, ...]
"""The value of a switch."""


@dataclass(frozen=True, slots=True)
class Access:
    """An audience as a file names it: whom it admits, the words, and where they stand.

    `sound` is False where a word is wrong, which is reported and not to be judged any further.
    """

    audience: Audience
    words: str
    place: Place
    sound: bool = True


@dataclass(frozen=True, slots=True)
class SectionRule:
    """The door of one section.

    `may_open`  what locations may open it to at most, besides its own access
    `keep`      where it says that locations must keep showing it
    """

    access: Access
    feature: bool
    feature_place: Place
    may_open: Access | None = None
    keep: Place | None = None


@dataclass(frozen=True, slots=True)
class TypeRule:
    """One type: its section, which rows a portal shows, who sees which field.

    `from_record`  records may name a level or plans of their own
    `lock`         such records are shown all the same, and only their actions are refused
    """

    name: str
    section: str | None
    scope: Scopes
    scope_place: Place
    from_record: bool
    lock: bool
    rows_place: Place
    fields: Mapping[str, Access]
    filterable: frozenset[str]
    sortable: frozenset[str]
    keep: Mapping[str, Place]
    may_open: Mapping[str, Access]
    may_scope: Scopes
    place: Place


@dataclass(frozen=True, slots=True)
class ActionRule:
    """Who may do something, whether being suspended prevents it, and what to tell the refused."""

    allow: Access
    while_suspended: bool
    suspended_place: Place
    else_say: str | None = None


@dataclass(frozen=True, slots=True)
class SwitchRule:
    """A switch as the network sets it."""

    value: Setting
    place: Place


@dataclass(frozen=True, slots=True)
class StaffRules:
    """Permissions, and the roles that bundle them."""

    permissions: Mapping[str, str]
    roles: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rules:
    """The network's own policy, before any location changes it.

    `plans` are the keys that are declared, in the file's order.
    """

    plans: tuple[str, ...]
    staff: StaffRules
    sections: Mapping[str, SectionRule]
    types: Mapping[str, TypeRule]
    actions: Mapping[str, ActionRule]
    switches: Mapping[str, SwitchRule]
    actions_place: Place


def scopes_of(written: Iterable[str]) -> Scopes:
    """Read scopes as a file names them."""
    return tuple(sorted((Scope(word) for word in written), key=list(Scope).index))
