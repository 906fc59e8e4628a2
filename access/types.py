"""Types: which rows a portal shows, and who sees which field (`policies/<group>.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from access.levels import Scope
from access.naming import Holds, Names, audiences_in
from access.rules import Access, Scopes, TypeRule, scopes_of
from access.shape import GraphShape, TypeShape
from documents.document import Document
from documents.places import Place, Problem
from documents.quoting import listed, quoted
from documents.standing import Keys
from documents.suggestions import did_you_mean


def read_types(
    documents: Iterable[Document], shape: GraphShape, names: Names, problems: list[Problem]
) -> dict[str, TypeRule]:
    """Read the types of all files; each stands once, and is a type of the graph."""
    rules: dict[str, TypeRule] = {}
    for document in documents:
        for name in document.data["types"]:
            place = document.place(("types", name), at_key=True)
            if name not in shape.types:
                guess = did_you_mean(name, shape.types) or "take it out"
                problems.append(Problem(place, f"{quoted(name)} is not a type", guess))
            elif name in rules:
                earlier = rules[name].place
                problems.append(
                    Problem(place, f"type `{name}` stands in {earlier} too", "join the two")
                )
            else:
                reader = _TypeReader(document, ("types", name), shape.types[name], names, problems)
                rules[name] = reader.read()
    return rules


@dataclass(frozen=True, slots=True)
class _TypeReader:
    """Reads one type; whatever is wrong goes to *problems*."""

    document: Document
    keys: Keys
    shape: TypeShape
    names: Names
    problems: list[Problem]

    def read(self) -> TypeRule:
        written: dict[str, Any] = self.document.data["types"][self.shape.name]
        rows = written.get("rows", {})
        leash = written.get("locations-may", {})
        section = None if written["section"] == "none" else written["section"]
        scope_place = self.document.place((*self.keys, "rows", "scope"))
        unwritten = Scope.CURRENT if section else Scope.NETWORK
        scope = scopes_of(rows.get("scope", (unwritten,)))
        self.scope_has_places(scope, scope_place)
        self.records_have_audiences(rows)
        fields = self.fields(written["see"])
        return TypeRule(
            name=self.shape.name,
            section=section,
            scope=scope,
            scope_place=scope_place,
            from_record=rows.get("audience", "from-record") == "from-record",
            lock=rows.get("restricted", "hide") == "lock",
            rows_place=self.document.place((*self.keys, "rows"), at_key=True),
            fields=fields,
            filterable=self.picked("filter-by", written, self.shape.filterable, "filtered"),
            sortable=self.picked("sort-by", written, self.shape.sortable, "sorted"),
            keep=self.kept(leash.get("keep", ())),
            may_open=self.may_open(leash.get("open", {})),
            may_scope=scopes_of(leash.get("scope", ())),
            place=self.document.place(self.keys, at_key=True),
        )

    def complain(self, keys: Keys, message: str, advice: str | None, *, key: bool = False) -> None:
        problem = self.document.problem((*self.keys, *keys), message, advice, at_key=key)
        self.problems.append(problem)

    def fields(self, see: Mapping[str, list[str]]) -> dict[str, Access]:
        """Read who sees which field; every field stands in one list."""
        placed: dict[str, Access] = {}
        for key, fields in see.items():
            access = self.audience(key)
            for index, field in enumerate(fields):
                at: Keys = ("see", key, index)
                place = self.document.place((*self.keys, *at))
                if not self.is_field(at, field):
                    continue
                if field in placed:
                    earlier = placed[field]
                    self.complain(
                        at,
                        f"`{field}` stands under {access.words} and under {earlier.words} "
                        f"(line {earlier.place.line})",
                        "leave it under one; a key may name several audiences: `own, member`",
                    )
                else:
                    placed[field] = replace(access, place=place)
        return placed

    def audience(self, key: str) -> Access:
        """Read the audiences that a key of `see` names, separated by commas."""
        words = audiences_in(key)
        at: Keys = ("see", key)
        sound = not self.names.broken.intersection(words)
        for word in words:
            complaint = self.names.complaint(word, words, Holds.FIELD)
            if complaint is None and words.count(word) > 1:
                complaint = f"{quoted(word)} stands twice in {quoted(key)}", "leave it in once"
            complaint = complaint or self.unfitting(word)
            if complaint is not None and word not in self.names.broken:
                self.complain(at, *complaint, key=True)
                sound = False
        place = self.document.place((*self.keys, *at), at_key=True)
        return Access(self.names.union(words), listed(words, "and"), place, sound)

    def unfitting(self, word: str) -> tuple[str, str] | None:
        """Say why records of this type know nothing of *word*."""
        audience = self.names.union([word])
        name = self.shape.name
        if self.shape.staffs and audience.levels:
            message = f"`{name}` is staff's, and {quoted(word)} are not all of them staff"
            return message, "name audiences made with `staff:` alone, or `nobody`"
        if audience.own and not self.shape.owner:
            return f"records of `{name}` have no owner, so {quoted(word)} is nobody", "take it out"
        if audience.team_roles and not self.shape.team:
            return f"records of `{name}` have no team, so {quoted(word)} is nobody", "take it out"
        if audience.permissions and not self.shape.location:
            message = f"records of `{name}` have no location, so {quoted(word)} is nobody"
            return message, "take it out: staff see what is at their locations"
        return None

    def is_field(self, at: Keys, field: str) -> bool:
        """Tell whether policy decides about *field*; complain if it does not."""
        name = self.shape.name
        if field in self.shape.listable:
            return True
        if field in ("id", *self.shape.non_null):
            self.complain(
                at,
                f"`{field}` goes with every `{name}` that is seen, no policy hides it",
                "take it out of the list",
            )
        else:
            self.complain(
                at,
                f"{quoted(field)} is not a field of `{name}`",
                did_you_mean(field, self.shape.listable)
                or f"write {listed(sorted(self.shape.listable))}",
            )
        return False

    def picked(
        self, key: str, written: Mapping[str, Any], possible: frozenset[str], done: str
    ) -> frozenset[str]:
        """Read `filter-by` or `sort-by`."""
        fields = written.get(key, ())
        for index, field in enumerate(fields):
            if field not in possible:
                known = f"write {listed(sorted(possible))}" if possible else f"take `{key}` out"
                self.complain(
                    (key, index),
                    f"lists of `{self.shape.name}` cannot be {done} by {quoted(field)}",
                    did_you_mean(field, possible) or known,
                )
        return frozenset(fields)

    def kept(self, fields: Iterable[str]) -> dict[str, Place]:
        kept: dict[str, Place] = {}
        for index, field in enumerate(fields):
            at: Keys = ("locations-may", "keep", index)
            if self.is_field(at, field):
                kept[field] = self.document.place((*self.keys, *at))
        return kept

    def may_open(self, fields: Iterable[str]) -> dict[str, Access]:
        opened: dict[str, Access] = {}
        for field in fields:
            at: Keys = ("locations-may", "open", field)
            if self.shape.staffs:
                message = f"`{self.shape.name}` is staff's: no location opens it"
                self.complain(at, message, "take `open` out", key=True)
                continue
            if self.is_field(at, field):
                opened[field] = self.names.read(
                    self.document, (*self.keys, *at), Holds.OPENING, self.problems
                )
        return opened

    def scope_has_places(self, scope: Scopes, place: Place) -> None:
        if not self.shape.location and scope != (Scope.NETWORK,):
            self.problems.append(
                Problem(
                    place,
                    f"records of `{self.shape.name}` have no location to be in scope",
                    "write `scope: [network]`",
                )
            )

    def records_have_audiences(self, rows: Mapping[str, Any]) -> None:
        for key, value in (("audience", "from-record"), ("restricted", None)):
            if key in rows and value in (None, rows[key]) and not self.shape_restricts:
                self.complain(
                    ("rows", key),
                    f"records of `{self.shape.name}` name no audience and no plans",
                    f"take `{key}` out",
                )

    @property
    def shape_restricts(self) -> bool:
        return self.shape.audience or self.shape.plans
