"""Reading `policies/tests/`: everything that a test names is something that exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from access.change_reader import read_changes
from access.changes import Changes
from access.frozen import freeze
from access.naming import Names, read_names
from access.policy_set import PolicySet
from access.questions import Kind, Question, UnknownSubject
from access.testing.cases import (
    About,
    Acknowledged,
    Case,
    Expectation,
    PolicyTests,
    Record,
    Refused,
    Set,
)
from access.testing.cast import EVERYONE, NOBODY, Cast
from access.testing.rules import changed_rules
from documents.document import Document
from documents.places import Problem
from documents.quoting import flow, on_one_line, quoted
from documents.standing import Keys
from documents.steps import in_steps
from documents.suggestions import did_you_mean

OTHERS = "*"
"""In place of a field: every listed one that stands nowhere else beside it."""

KINDS = {About.OPENS: Kind.SECTION, About.DOES: Kind.ACTION, About.SEES: Kind.FIELD}


def read_tests(
    documents: Iterable[Document], policies: PolicySet, problems: list[Problem]
) -> PolicyTests:
    """Read all tests, and what is acknowledged to survive; whatever is wrong is reported."""
    documents = sorted(documents, key=lambda document: document.path)
    audiences = next((each for each in documents if each.kind == "audiences"), None)
    names = read_names(audiences, policies.layers.rules.staff, [])
    cases: list[Case] = []
    survivors: list[Acknowledged] = []
    for document in documents:
        if document.kind == "tests":
            cast = Cast(document, policies, problems).read()
            cases += _Reader(document, policies, cast, names, problems).cases()
        elif document.kind == "survivors":
            survivors += _acknowledged(document)
    return PolicyTests(tuple(cases), tuple(survivors))


def _acknowledged(document: Document) -> Iterator[Acknowledged]:
    for number, entry in enumerate(document.data["survivors"]):
        for index, rule in enumerate(entry["rules"]):
            place = document.place(("survivors", number, "rules", index))
            yield Acknowledged(rule, on_one_line(entry["because"]), place)


class _Reader:
    """Reads the tests of one file."""

    def __init__(
        self,
        document: Document,
        policies: PolicySet,
        cast: Cast,
        names: Names,
        problems: list[Problem],
    ) -> None:
        self.document = document
        self.policies = policies
        self.cast = cast
        self.names = names
        self.problems = problems

    def complain(self, keys: Keys, message: str, advice: str | None, *, key: bool = False) -> None:
        self.problems.append(self.document.problem(keys, message, advice, at_key=key))

    def cases(self) -> Iterator[Case]:
        for index, written in enumerate(in_steps(self.document.data["tests"])):
            yield from self.case(("tests", index), written)

    def case(self, at: Keys, written: dict[str, Any]) -> Iterator[Case]:
        expectations = [
            each
            for about in About
            if about in written
            for each in self.expectations((*at, about.value), about, written[about])
        ]
        switches = [
            Set(name, freeze(value), self.document.place((*at, "switches", name)))
            for name, value in written.get("switches", {}).items()
        ]
        refused = list(self.refused((*at, "refuses"), written.get("refuses", ())))
        listing = isinstance(written["at"], list)
        for index, portal in enumerate(written["at"] if listing else [written["at"]]):
            if not self.cast.is_location((*at, "at", index) if listing else (*at, "at"), portal):
                continue
            now = self.moment(at, written, portal)
            if now is not None:
                yield Case(
                    written.get("about"),
                    self.document.place(at),
                    portal,
                    now,
                    self.cast.seen_from(portal),
                    tuple(expectations),
                    tuple(switches),
                    tuple(refused),
                )

    def moment(self, at: Keys, written: dict[str, Any], portal: str) -> dt.datetime | None:
        keys: Keys = (*at, "clock") if "clock" in written else ("clock",)
        text = written.get("clock", self.document.data["clock"])
        try:
            local = dt.datetime.fromisoformat(text)
        except ValueError:
            advice = "write year, month and day, and the hour behind a `T`"
            self.complain(keys, f"{quoted(text)} is no moment that there is", advice)
            return None
        return local.replace(tzinfo=self.policies.tree[portal].timezone).astimezone(dt.UTC)

    # ------------------------------------------------------------ complete lists

    def expectations(
        self, at: Keys, about: About, written: dict[str, list[str]]
    ) -> Iterator[Expectation]:
        lines: dict[str, int] = {}
        found: list[Expectation] = []
        for key, subjects in written.items():
            people = self.people((*at, key), key)
            for index, subject in enumerate(subjects):
                keys: Keys = (*at, key, index)
                place = self.document.place(keys)
                if subject in lines:
                    self.complain(
                        keys,
                        f"{quoted(subject)} stands in line {lines[subject]}, too",
                        "a list is complete: name everybody once, with commas between",
                    )
                    continue
                lines[subject] = place.line
                meant = self.subject(keys, about, subject)
                if meant is not None:
                    found.append(Expectation(about, *meant, people, place))
        for expectation in found:
            yield from self.spelled_out(expectation, found)

    def spelled_out(
        self, expectation: Expectation, beside: Sequence[Expectation]
    ) -> Iterator[Expectation]:
        """Yield an expectation; in place of all other fields those that nothing *beside* names."""
        field = expectation.field
        if field is None or field[1] != OTHERS:
            yield expectation
            return
        type_name, record = field[0], expectation.record
        rule = self.policies.layers.rules.types.get(type_name)
        taken = {each.field for each in beside if each.record == record}
        for name in rule.fields if rule is not None else ():
            if (type_name, name) not in taken:
                written = name if record is not None else f"{type_name}.{name}"
                yield replace(expectation, name=written)

    def people(self, at: Keys, key: str) -> frozenset[str]:
        words = [word.strip() for word in key.split(",")]
        if words == [EVERYONE]:
            return frozenset(self.cast.names)
        if words == [NOBODY]:
            return frozenset()
        for word in (EVERYONE, NOBODY):
            if word in words:
                message = f"{quoted(word)} stands beside others"
                self.complain(at, message, "let it stand alone", key=True)
                words = [each for each in words if each != word]
        return self.cast.named(at, words, key=True)

    def subject(
        self, at: Keys, about: About, written: str
    ) -> tuple[str | None, Record | None] | None:
        """Return what is expected of whom: a name, a record, or a field of a record."""
        if about is About.USES or (about is About.SEES and written[0].islower()):
            return self.of_record(at, written)
        type_name, _, field = written.partition(".")
        if about is About.SEES and field == OTHERS and type_name in self.policies.shape.types:
            return written, None
        try:
            Question(KINDS[about], written).check(self.policies)
        except UnknownSubject as unknown:
            message, _, advice = str(unknown).partition("; ")
            self.complain(at, message, advice or "write it as clients see it")
            return None
        return written, None

    def of_record(self, at: Keys, written: str) -> tuple[str | None, Record | None] | None:
        name, _, field = written.partition(".")
        record = self.cast.records.get(name)
        if record is None:
            if name not in self.document.data.get("records", {}):
                advice = did_you_mean(name, self.document.data.get("records", {}))
                message = f"{quoted(name)} is no record of this file"
                self.complain(at, message, advice or "add it under `records`")
            return None
        known = self.policies.shape.types[record.type].listable
        if field and field != OTHERS and field not in known:
            advice = did_you_mean(field, known) or f"write a field of `{record.type}`"
            self.complain(at, f"no policy decides about `{field}` of `{record.type}`", advice)
            return None
        return field or None, record

    # ------------------------------------------------------------ changes to be refused

    def refused(self, at: Keys, written: Sequence[dict[str, Any]]) -> Iterator[Refused]:
        for index, change in enumerate(written):
            keys: Keys = (*at, index)
            changes = self.changes(keys, change)
            words = flow({key: each for key, each in change.items() if key != "because"})
            subjects = frozenset(changed_rules(changes))
            because = on_one_line(change["because"])
            yield Refused(words, changes, subjects, because, self.document.place(keys))

    def changes(self, at: Keys, change: dict[str, Any]) -> Changes:
        """Read one change as if it stood in a location's file."""
        below = {
            ("changes", 0, *keys[len(at) :]): standing
            for keys, standing in self.document.standings.items()
            if keys[: len(at)] == at
        }
        path = self.document.path
        alone = Document("location", path, {"changes": [change]}, below)
        policies = self.policies
        rules, shape = policies.layers.rules, policies.shape
        return read_changes(alone, rules, shape, self.names, self.problems)
