"""Mutants of a type: its fields, its rows, and how far locations may go with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from access.naming import audiences_in
from access.testing import rules as named
from access.testing.loosening import wider_audience
from access.testing.mutant import Maker, Mutant
from access.testing.plain_data import GONE
from documents.standing import Keys


class TypeMutants(Maker):
    """Makes the mutants of a file with types."""

    def types(self) -> Iterator[Mutant]:
        """Yield those of every type that the file lists."""
        for name in self.document.data["types"]:
            yield from self.type(name)

    def type(self, name: str) -> Iterator[Mutant]:
        """Loosen one type; one that the graph has not is left alone."""
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
        """Show each field to one audience more."""
        see: dict[str, list[str]] = self.document.data["types"][name]["see"]
        shape = self.shape.types[name]
        for key, fields in see.items():
            words = audiences_in(key)
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
        """Show records of more places, and records that are for others."""
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


def moved_field(
    see: Mapping[str, Sequence[str]], field: str, audience: str
) -> dict[str, list[str]]:
    """Return the lists of a type with *field* under *audience*, and nowhere else."""
    moved = {key: [each for each in fields if each != field] for key, fields in see.items()}
    moved.setdefault(audience, []).append(field)
    return {key: fields for key, fields in moved.items() if fields}
