"""Reading `policies/promises.yaml`: everything that a promise names is something that exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from access.audiences import Audience
from access.levels import Level
from access.naming import Holds, Names
from access.proving.promise import About, Kind, Promise, Subject, When
from access.rules import Rules, scopes_of
from access.shape import GraphShape, TypeShape
from documents.document import Document
from documents.places import Problem
from documents.quoting import listed, on_one_line, quoted
from documents.standing import Keys
from documents.suggestions import closest, did_you_mean

HOLDS = {About.FIELD: Holds.FIELD, About.SECTION: Holds.SECTION, About.ACTION: Holds.ACTION}


def read_promises(
    document: Document | None,
    rules: Rules,
    names: Names,
    shape: GraphShape,
    problems: list[Problem],
) -> tuple[Promise, ...]:
    """Read all promises; one with something wrong in it is reported, and the load refused."""
    if document is None:
        return ()
    reader = _Reader(document, rules, names, shape, problems)
    return tuple(reader.read(index) for index in range(len(document.data["promises"])))


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    rules: Rules
    names: Names
    shape: GraphShape
    problems: list[Problem]

    def read(self, index: int) -> Promise:
        entry: dict[str, Any] = self.document.data["promises"][index]
        kind = next(kind for kind in Kind if kind in entry)
        written: dict[str, Any] = entry[kind]
        keys: Keys = ("promises", index, kind)
        about = next(about for about in About if about in written)
        scopes = written.get("beyond") or written.get("from") or ()
        return Promise(
            kind=kind,
            subjects=tuple(self.subjects(keys, about, written[about])),
            because=on_one_line(entry["because"]),
            place=self.document.place(keys, at_key=True),
            audience=self.audience(keys, kind, about, written),
            when=self.when(keys, about, written),
            scopes=scopes_of(scopes),
        )

    def complain(self, keys: Keys, message: str, advice: str | None, *, key: bool = False) -> None:
        self.problems.append(self.document.problem(keys, message, advice, at_key=key))

    def subjects(self, keys: Keys, about: About, written: Iterable[str]) -> Iterable[Subject]:
        for index, name in enumerate(written):
            at: Keys = (*keys, about.value, index)
            complaint = self.unknown(about, name)
            if complaint is not None:
                self.complain(at, *complaint)
            yield Subject(about, name, self.document.place(at))

    def unknown(self, about: About, name: str) -> tuple[str, str] | None:
        """Say what is wrong with the name of a subject; sections are the schema's to check."""
        if about is About.ACTION:
            known = {*self.rules.actions, *self.shape.actions}
            advice = did_you_mean(name, known) or f"write {listed(sorted(known))}"
            return None if name in known else (f"{quoted(name)} is not an action", advice)
        if about is About.SECTION:
            return None
        type_name, _, field = name.partition(".")
        if type_name not in self.shape.types:
            guess = did_you_mean(type_name, self.shape.types)
            return f"{quoted(type_name)} is not a type", guess or "write it as clients see it"
        return self.unknown_field(self.shape.types[type_name], field) if field else None

    def unknown_field(self, shape: TypeShape, field: str) -> tuple[str, str] | None:
        if field in shape.listable:
            return None
        if field in ("id", *shape.non_null):
            message = f"`{field}` goes with every `{shape.name}` that is seen, no policy hides it"
            return message, "promise it of the other fields of the record"
        known = closest(field, shape.listable)
        names = [known] if known else sorted(shape.listable)
        dotted = [f"{shape.name}.{each}" for each in names]
        advice = f"did you mean `{dotted[0]}`?" if known else f"write {listed(dotted)}"
        return f"{quoted(field)} is not a field of `{shape.name}`", advice

    def audience(
        self, keys: Keys, kind: Kind, about: About, written: dict[str, Any]
    ) -> Audience:
        key = "outside" if kind is Kind.NEVER else "inside"
        if key not in written:
            return Audience()
        at: Keys = (*keys, key)
        if about is About.RECORDS:
            message = f"`{key}` stands beside `shows`, which is about the portal, whoever looks"
            self.complain(at, message, f"take `{key}` out, or promise fields: `sees`", key=True)
            return Audience()
        access = self.names.read(self.document, at, HOLDS[about], self.problems)
        if access.sound:
            self.says_something(at, kind, about, access.audience, written)
        return access.audience

    def says_something(
        self, at: Keys, kind: Kind, about: About, audience: Audience, written: dict[str, Any]
    ) -> None:
        """Complain of a promise that nothing could break, or that no policy could keep."""
        everyone = any(test.level is Level.PUBLIC for test in audience.levels)
        if kind is Kind.NEVER and everyone:
            advice = "name those who may; `nobody`, if it concerns everyone"
            self.complain(at, "nobody is outside `public`, so this promises nothing", advice)
        if kind is Kind.ALWAYS and not audience:
            self.complain(at, "nobody is inside, so this promises nothing", "name somebody")
        if kind is Kind.NEVER or about is not About.FIELD:
            return
        for name in written["sees"]:
            shape = self.shape.types.get(name.partition(".")[0])
            if shape is not None and audience.own and not shape.owner:
                message = f"records of `{shape.name}` have no owner, so nobody sees them as `own`"
                self.complain(at, message, "promise it in an entry of its own, to a level")
            if shape is not None and audience.team_roles and not shape.team:
                message = f"records of `{shape.name}` have no team, so no team sees them as its own"
                self.complain(at, message, "promise it in an entry of its own, to a level")

    def when(self, keys: Keys, about: About, written: dict[str, Any]) -> When | None:
        if "when" not in written:
            return None
        if about is About.RECORDS:
            message = "`when` stands beside `shows`, which is about the portal, whoever looks"
            advice = "take `when` out, or promise fields: `sees`"
            self.complain((*keys, "when"), message, advice, key=True)
        return When(written["when"])
