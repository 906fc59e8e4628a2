"""Mutants: the files of a root with one rule loosened by one step, rule after rule.

A mutant is an edit that an operator could make by mistake. It is made in the data of one file and
then compiled like any other edit, so nothing here knows what a rule means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from access.audiences import is_within
from access.levels import AT
from access.locations import location_of
from access.naming import Names
from access.rules import Rules
from access.shape import GraphShape
from access.standing import FreezeRules
from access.switches import SWITCHES
from access.testing import rules as named
from access.testing.loosening import looser_value, wider_audience, wider_scope
from documents.document import Document
from documents.places import Place
from documents.quoting import flow, listed
from documents.standing import Keys

GONE = object()
"""Written in place of a value that is taken out."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One loosened rule: its name, what became of it, where it stands, and the file with it.

    `touches` are the rules whose answers may change, None where any may. `answers` is False where
    no decision shows the difference: what locations may write, and switches that count in the rows.
    """

    rule: str
    step: str
    place: Place
    document: Document
    touches: frozenset[str] | None
    answers: bool = True

    def __str__(self) -> str:
        return f"{self.rule}: {self.step}"


def mutants(
    documents: Sequence[Document], rules: Rules, names: Names, shape: GraphShape
) -> Iterator[Mutant]:
    """Yield every mutant of *documents*, file by file."""
    for document in documents:
        maker = _Maker(document, rules, names, shape)
        match document.kind:
            case "portal":
                yield from maker.sections()
                yield from maker.switches()
            case "types":
                for name in document.data["types"]:
                    yield from maker.type(name)
            case "actions":
                yield from maker.actions()
            case "audiences":
                yield from maker.audiences()
            case "staff":
                yield from maker.roles()
            case "location":
                for index in range(len(document.data.get("changes", ()))):
                    yield from maker.change(index)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the mutants of one file."""

    document: Document
    rules: Rules
    names: Names
    shape: GraphShape

    def mutant(
        self,
        rule: str,
        step: str,
        keys: Keys,
        value: Any,
        *touches: str,
        answers: bool = True,
        at: Keys | None = None,
    ) -> Mutant:
        """Make the mutant in which *value* stands at *keys*; it touches its own rule at least."""
        data = with_value(self.document.data, keys, value)
        place = self.document.place(at if at is not None else keys)
        touched = frozenset({rule, *touches})
        return Mutant(rule, step, place, replace(self.document, data=data), touched, answers)

    def everywhere(self, rule: str, step: str, keys: Keys, value: Any) -> Mutant:
        """Make a mutant that may change any answer."""
        return replace(self.mutant(rule, step, keys, value), touches=None)

    def wider(
        self, rule: str, keys: Keys, verb: str, *touches: str, answers: bool = True
    ) -> Iterator[Mutant]:
        """Widen the audience at *keys*."""
        written = value_at(self.document.data, keys)
        words = list(written) if isinstance(written, list) else [written]
        word = wider_audience(words, self.names)
        if word is not None:
            kept = [each for each in words if each != "nobody"]
            step = f"{verb} `{word}`, too"
            yield self.mutant(rule, step, keys, [*kept, word], *touches, answers=answers)

    def wider_scope(
        self, rule: str, keys: Keys, verb: str, *touches: str, answers: bool = True
    ) -> Iterator[Mutant]:
        """Widen the scope at *keys*."""
        written = value_at(self.document.data, keys)
        scope = wider_scope(written)
        if scope is not None:
            step = f"{verb} `{scope}`, too"
            value = [*written, scope.value]
            yield self.mutant(rule, step, keys, value, *touches, answers=answers)

    # ------------------------------------------------------------ portal.yaml

    def sections(self) -> Iterator[Mutant]:
        for name, written in self.document.data["sections"].items():
            rule, keys = named.section(name), ("sections", name)
            yield from self.wider(rule, (*keys, "access"), "opened to")
            if written.get("feature") == "off":
                yield self.mutant(rule, "switched on", (*keys, "feature"), "on")
            leash = written.get("locations-may", {})
            at = (*keys, "locations-may")
            if "open-to" in leash:
                name_of_leash = named.leash(rule)
                yield from self.wider(
                    name_of_leash, (*at, "open-to"), "locations may open it to", answers=False
                )
            if leash.get("keep"):
                step = "locations may close it"
                yield self.mutant(named.keep(rule), step, (*at, "keep"), GONE, answers=False)

    def switches(self) -> Iterator[Mutant]:
        written = self.document.data.get("switches", {})
        for name, switch in SWITCHES.items():
            value = written.get(name, switch.default)
            looser = looser_value(name, value)
            if looser is not None:
                step = f"set to `{flow(looser)}`"
                made = self.everywhere(named.switch(name), step, ("switches", name), looser)
                yield replace(made, answers=False)

    # ------------------------------------------------------------ types

    def type(self, name: str) -> Iterator[Mutant]:
        if name not in self.shape.types:
            return
        keys: Keys = ("types", name)
        yield from self.fields(name, keys)
        yield from self.rows(name, keys)
        written = self.document.data["types"][name].get("locations-may", {})
        at: Keys = (*keys, "locations-may")
        for index, field in enumerate(written.get("keep", ())):
            others = [each for each in written["keep"] if each != field]
            rule = named.keep(named.field(name, field))
            yield self.mutant(
                rule, "locations may hide it", (*at, "keep"), others or GONE,
                answers=False, at=(*at, "keep", index),
            )  # fmt: skip
        for field in written.get("open", ()):
            rule = named.leash(named.field(name, field))
            place: Keys = (*at, "open", field)
            yield from self.wider(rule, place, "locations may open it to", answers=False)
        if "scope" in written:
            rule = named.leash(named.rows(name))
            verb = "locations may show those of"
            yield from self.wider_scope(rule, (*at, "scope"), verb, answers=False)

    def fields(self, name: str, keys: Keys) -> Iterator[Mutant]:
        see: dict[str, list[str]] = self.document.data["types"][name]["see"]
        shape = self.shape.types[name]
        for key, fields in see.items():
            words = [word.strip() for word in key.split(",")]
            word = wider_audience(words, self.names, own=shape.owner, team=shape.team)
            if word is None:
                continue
            wider = ", ".join([*(each for each in words if each != "nobody"), word])
            for index, field in enumerate(fields):
                moved = moved_field(see, field, wider)
                yield self.mutant(
                    named.field(name, field), f"shown to `{word}`, too", (*keys, "see"), moved,
                    at=(*keys, "see", key, index),
                )  # fmt: skip

    def rows(self, name: str, keys: Keys) -> Iterator[Mutant]:
        rule, at = named.rows(name), (*keys, "rows")
        written = self.document.data["types"][name].get("rows", {})
        shape = self.shape.types[name]
        if "scope" in written and shape.location:
            yield from self.wider_scope(rule, (*at, "scope"), "showing those of")
        if not (shape.audience or shape.plans):
            return
        if written.get("audience", "from-record") == "from-record":
            step = "a record's own audience does not count"
            loose = {key: each for key, each in written.items() if key != "restricted"}
            yield self.mutant(rule, step, at, {**loose, "audience": "any"})
        if written.get("restricted", "hide") == "hide":
            step = "records for others are shown, too"
            yield self.mutant(rule, step, at, {**written, "restricted": "lock"})

    # ------------------------------------------------------------ actions, audiences, staff

    def actions(self) -> Iterator[Mutant]:
        for name, written in self.document.data["actions"].items():
            rule, keys = named.action(name), ("actions", name)
            yield from self.wider(rule, (*keys, "allow"), "allowed to")
            if written.get("suspended", "deny") == "deny":
                yield self.mutant(rule, "allowed while suspended", (*keys, "suspended"), "allow")

    def audiences(self) -> Iterator[Mutant]:
        for name, written in self.document.data.get("audiences", {}).items():
            rule, keys = f"audience {name}", ("audiences", name)
            if "plans" in written:
                step = f"of any plan, not {listed(written['plans'])} alone"
                yield self.everywhere(rule, step, (*keys, "plans"), GONE)
            if "at" in written and (scope := wider_scope(written["at"], AT)) is not None:
                wider = [*written["at"], scope.value]
                yield self.everywhere(rule, f"at `{scope}`, too", (*keys, "at"), wider)
            if "role" in written:
                step = f"of any role, not `{written['role']}` alone"
                yield self.everywhere(rule, step, (*keys, "role"), GONE)

    def roles(self) -> Iterator[Mutant]:
        permissions = self.document.data.get("permissions", {})
        for role, held in self.document.data.get("roles", {}).items():
            for permission in permissions:
                if permission not in held:
                    yield self.everywhere(
                        f"role {role}", f"given `{permission}`",
                        ("roles", role), [*held, permission],
                    )  # fmt: skip

    # ------------------------------------------------------------ changes of locations

    def change(self, index: int) -> Iterator[Mutant]:
        """Loosen one change: what it opens further and longer, what it closes not at all."""
        written: dict[str, Any] = self.document.data["changes"][index]
        keys: Keys = ("changes", index)
        match written:
            case {"section": str(name)}:
                rule, tightens = named.section(name), self.closes(name, written["access"])
                yield from self.of_change(rule, index, tightens=tightens)
                yield from self.wider_change(rule, (*keys, "access"), "opened to")
            case {"feature": str(name)}:
                tightens = written["set"] == "off"
                yield from self.of_change(named.section(name), index, tightens=tightens)
            case {"hide": str(name)}:
                yield from self.of_change(name, index, tightens=True)
                if written.get("everywhere"):
                    step, at = "hidden at this portal alone", (*keys, "everywhere")
                    yield self.at_location(self.mutant(name, step, at, GONE, at=keys))
            case {"open": str(name)}:
                yield from self.of_change(name, index, tightens=False)
                yield from self.wider_change(name, (*keys, "to"), "shown to")
            case {"scope": str(name)}:
                yield from self.of_change(named.rows(name), index, tightens=True)
                for each in self.wider_scope(named.rows(name), (*keys, "use"), "showing those of"):
                    yield self.at_location(each)
            case {"action": str(name)}:
                yield from self.of_change(named.action(name), index, tightens=True)
                yield from self.wider_change(named.action(name), (*keys, "allow"), "allowed to")
            case {"switch": str(name)}:
                looser = looser_value(name, written["value"])
                if looser is not None:
                    step = f"set to `{flow(looser)}`"
                    switch = named.switch(name)
                    made = self.everywhere(switch, step, (*keys, "value"), looser)
                    yield self.at_location(replace(made, answers=False))
            case {"locations-may": leash}:
                yield from self.leash(index, leash)

    def leash(self, index: int, written: Mapping[str, Any]) -> Iterator[Mutant]:
        keys: Keys = ("changes", index, "locations-may")
        if "section" in written:
            rules = [named.leash(named.section(written["section"]))]
        else:
            name = written["type"]
            rules = [named.leash(named.field(name, field)) for field in written.get("open", ())]
            rules += [named.leash(named.rows(name))] if "scope" in written else []
        for made in self.of_change(rules[0], index, tightens=True):
            yield replace(made, touches=frozenset(rules), answers=False)
        if "section" in written:
            at: Keys = (*keys, "open-to")
            verb = "locations below may open it to"
            yield from map(self.at_location, self.wider(rules[0], at, verb, answers=False))

    def of_change(self, rule: str, index: int, *, tightens: bool) -> Iterator[Mutant]:
        """Drop a change that tightens; let one that opens begin earlier, and never end."""
        changes: list[Any] = self.document.data["changes"]
        written, at = changes[index], ("changes", index)
        if tightens:
            others = [*changes[:index], *changes[index + 1 :]]
            made = self.mutant(rule, "taken out", ("changes",), others or GONE, at=at)
            yield self.at_location(made)
            return
        for key, step in (("from", "from ever on"), ("until", "without end")):
            if key in written:
                yield self.at_location(self.mutant(rule, step, (*at, key), GONE))

    def wider_change(self, rule: str, keys: Keys, verb: str) -> Iterator[Mutant]:
        yield from map(self.at_location, self.wider(rule, keys, verb))

    def at_location(self, mutant: Mutant) -> Mutant:
        """Name the location in front of the rule that it changes."""
        return replace(mutant, rule=f"{location_of(self.document)}: {mutant.rule}")

    def closes(self, section: str, access: Any) -> bool:
        """Tell whether a change of a section leaves somebody out whom the network lets in."""
        network = self.rules.sections[section].access.audience
        words = access if isinstance(access, list) else [access]
        return not is_within(network, self.names.union(words), [FreezeRules()])


# ---------------------------------------------------------------- edits of plain data


def value_at(data: Any, keys: Keys) -> Any:
    """Return what stands at *keys*."""
    for key in keys:
        data = data[key]
    return data


def with_value(data: Any, keys: Keys, value: Any) -> Any:
    """Return a copy of *data* with *value* at *keys*, or without what stands there."""
    if not keys:
        return value
    first, rest = keys[0], keys[1:]
    if isinstance(data, list):
        assert isinstance(first, int)
        return [*data[:first], with_value(data[first], rest, value), *data[first + 1 :]]
    if not rest and value is GONE:
        return {key: each for key, each in data.items() if key != first}
    return {**data, first: with_value(data.get(first, {}), rest, value)}


def moved_field(
    see: Mapping[str, Sequence[str]], field: str, audience: str
) -> dict[str, list[str]]:
    """Return the lists of a type with *field* under *audience*, and nowhere else."""
    moved = {key: [each for each in fields if each != field] for key, fields in see.items()}
    moved.setdefault(audience, []).append(field)
    return {key: fields for key, fields in moved.items() if fields}
