"""Reading what a location changes, from its file: each a change of something that exists."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from access.audiences import NOBODY
from access.changes import Changes
from access.frozen import freeze
from access.naming import Holds, Names
from access.periods import Dated, Period, Timeline
from access.rules import Access, FieldKey, Rules, scopes_of
from access.sections import read_door
from access.shape import GraphShape
from documents.document import Document
from documents.places import Problem
from documents.quoting import listed, on_one_line, quoted
from documents.standing import Keys
from documents.suggestions import closest, did_you_mean

T = TypeVar("T")

NOBODY_HERE = "`nobody`"


def read_changes(
    document: Document, rules: Rules, shape: GraphShape, names: Names, problems: list[Problem]
) -> Changes:
    """Read the changes of one location's file, each a change of something that exists."""
    reader = _ChangeReader(document, rules, shape, names, problems)
    for index in range(len(document.data.get("changes", ()))):
        reader.read(index)
    return reader.changes


class _ChangeReader:
    """Reads one location's changes in turn."""

    def __init__(
        self,
        document: Document,
        rules: Rules,
        shape: GraphShape,
        names: Names,
        problems: list[Problem],
    ) -> None:
        self.document = document
        self.rules = rules
        self.shape = shape
        self.names = names
        self.problems = problems
        self.changes = Changes()
        self.keys: Keys = ()
        self.period = Period()
        self.because = ""

    def read(self, index: int) -> None:
        written: dict[str, Any] = self.document.data["changes"][index]
        self.keys = ("changes", index)
        self.because = on_one_line(written["because"])
        self.period = self.read_period(written)
        match written:
            case {"section": str(section)}:
                self.section(section)
            case {"feature": str(section), "set": state}:
                self.set(self.changes.features, section, state == "on", ("set",), "feature")
            case {"hide": str(name)}:
                self.hide(name, everywhere=written.get("everywhere", False))
            case {"open": str(name)}:
                self.open(name)
            case {"scope": str(name), "use": list(scopes)}:
                if self.is_type(("scope",), name):
                    self.set(self.changes.scopes, name, scopes_of(scopes), ("use",), "scope")
            case {"action": str(action)}:
                self.action(action)
            case {"switch": str(name), "value": value}:
                self.set(self.changes.switches, name, freeze(value), ("value",), "switch")
            case {"locations-may": {"section": str(section)}}:
                self.shorten_section(section)
            case {"locations-may": {"type": str(name)} as leash}:
                self.shorten_type(name, leash)

    def set(self, timeline: Timeline[Any, T], key: Any, value: T, at: Keys, about: str) -> None:
        """Note a change; of one thing there is one change at a time."""
        place = self.document.place((*self.keys, *at))
        earlier = timeline.add(key, Dated(value, self.period, place, self.because))
        if earlier is not None:
            name = ".".join(key) if isinstance(key, tuple) else key
            self.complain(
                (),
                f"this changes {about} `{name}` on days on which line {earlier.place.line} "
                "changes it too",
                "let one end before the other begins, with `from` and `until`, or join them",
            )

    def complain(self, at: Keys, message: str, advice: str | None) -> None:
        self.problems.append(self.document.problem((*self.keys, *at), message, advice))

    def access(self, at: Keys, holds: Holds) -> Access:
        return self.names.read(self.document, (*self.keys, *at), holds, self.problems)

    def door(self, at: Keys, section: str) -> Access:
        return read_door(self.document, (*self.keys, *at), section, self.names, self.problems)

    def section(self, section: str) -> None:
        access = self.door(("access",), section)
        self.set(self.changes.access, section, access, ("access",), "section")

    def hide(self, name: str, *, everywhere: bool) -> None:
        if (key := self.field(("hide",), name)) is None:
            return
        place = self.document.place((*self.keys, "hide"))
        self.set(self.changes.fields, key, Access(NOBODY, NOBODY_HERE, place), ("hide",), "field")
        if not everywhere:
            return
        if self.shape.types[key[0]].location:
            self.changes.hidden.add(key, Dated(None, self.period, place, self.because))
        else:
            self.complain(
                ("everywhere",),
                f"records of `{key[0]}` have no location, so none of them is this location's",
                "take `everywhere` out",
            )

    def open(self, name: str) -> None:
        if (key := self.field(("open",), name)) is not None:
            access = self.access(("to",), Holds.OPENING)
            self.set(self.changes.fields, key, access, ("to",), "field")

    def action(self, action: str) -> None:
        if action not in self.rules.actions:
            guess = did_you_mean(action, self.rules.actions)
            message = f"{quoted(action)} is not an action of policies/actions.yaml"
            self.complain(("action",), message, guess or "list it there, for whom it is allowed to")
            return
        access = self.access(("allow",), Holds.ACTION)
        self.set(self.changes.actions, action, access, ("allow",), "action")

    def shorten_section(self, section: str) -> None:
        at: Keys = ("locations-may", "open-to")
        access = self.door(at, section)
        self.set(self.changes.may_access, section, access, at, "the leash of section")

    def shorten_type(self, name: str, leash: dict[str, Any]) -> None:
        if not self.is_type(("locations-may", "type"), name):
            return
        for field_name in leash.get("open", ()):
            at: Keys = ("locations-may", "open", field_name)
            if (key := self.field(at, f"{name}.{field_name}")) is not None:
                access = self.access(at, Holds.OPENING)
                self.set(self.changes.may_fields, key, access, at, "the leash of field")
        if "scope" in leash:
            at = ("locations-may", "scope")
            scopes = scopes_of(leash["scope"])
            self.set(self.changes.may_scopes, name, scopes, at, "the leash of type")

    def is_type(self, at: Keys, name: str) -> bool:
        if name in self.rules.types:
            return True
        self.complain(
            at,
            f"{quoted(name)} is not a type that a file in policies/ lists",
            did_you_mean(name, self.rules.types) or "list it there, or take this change out",
        )
        return False

    def field(self, at: Keys, name: str) -> FieldKey | None:
        """Read `Type.field`; complain if policy decides about no such field."""
        type_name, field_name = name.split(".")
        if not self.is_type(at, type_name):
            return None
        shape = self.shape.types[type_name]
        if field_name in shape.listable:
            return (type_name, field_name)
        if field_name in ("id", *shape.non_null):
            message = f"`{field_name}` goes with every `{type_name}` that is seen"
            self.complain(at, f"{message}, no policy hides it", "take this change out")
        else:
            # under `hide` and `open` stands the field with its type, in a leash the field alone
            dotted = f"{type_name}." if at in (("hide",), ("open",)) else ""
            known = closest(field_name, shape.listable)
            self.complain(
                at,
                f"{quoted(field_name)} is not a field of `{type_name}`",
                f"did you mean `{dotted}{known}`?"
                if known
                else f"write {listed(dotted + each for each in sorted(shape.listable))}",
            )
        return None

    def read_period(self, written: dict[str, Any]) -> Period:
        start = _day(written.get("from"))
        end = _day(written.get("until"))
        if start is not None and end is not None and not start < end:
            self.complain(
                ("until",),
                f"`until: {end}` is not after `from: {start}`, so this is never in force",
                "`until` is the first day on which the change is no longer in force",
            )
        return Period(start, end)


def _day(written: str | None) -> dt.date | None:
    return None if written is None else dt.date.fromisoformat(written)
