"""Mutants of a location's changes: what opens goes further and longer, what closes is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from access.audiences import is_within
from access.locations import location_of
from access.standing import FreezeRules
from access.testing import rules as named
from access.testing.loosening import looser_value
from access.testing.mutant import Maker, Mutant
from access.testing.plain_data import GONE
from documents.quoting import flow
from documents.standing import Keys


class LocationMutants(Maker):
    """Makes the mutants of a location's file."""

    def changes(self) -> Iterator[Mutant]:
        """Yield those of every change."""
        for index in range(len(self.document.data.get("changes", ()))):
            yield from self.change(index)

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
        """Drop a shorter leash, or lengthen it."""
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
        """Widen the audience that a change names."""
        yield from map(self.at_location, self.wider(rule, keys, verb))

    def at_location(self, mutant: Mutant) -> Mutant:
        """Name the location in front of the rule that it changes."""
        return replace(mutant, rule=f"{location_of(self.document)}: {mutant.rule}")

    def closes(self, section: str, access: Any) -> bool:
        """Tell whether a change of a section leaves somebody out whom the network lets in."""
        network = self.rules.sections[section].access.audience
        words = access if isinstance(access, list) else [access]
        return not is_within(network, self.names.union(words), [FreezeRules()])
