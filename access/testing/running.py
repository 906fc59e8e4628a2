"""Running tests of policies: what is expected beside what is answered, with the explanation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from access.decision import Decision
from access.explanations import Explanation, explain
from access.layer import Layer, said
from access.policy_set import PolicySet
from access.questions import Kind, Question
from access.testing.answers import Asked, Shown
from access.testing.cases import About, Case, Expectation, PolicyTests, Record, Refused, Set
from access.viewer import Viewer
from documents.places import Place

KINDS = {About.OPENS: Kind.SECTION, About.DOES: Kind.ACTION, About.SEES: Kind.FIELD}


@dataclass(frozen=True, slots=True)
class Story:
    """Why one person has, or has not, what a test says otherwise of.

    `record` are the grants that were looked at on the record that is meant, each with its verdict.
    """

    person: str
    decision: Decision | None
    explanation: Explanation | None
    record: tuple[Layer, ...] = ()


@dataclass(frozen=True, slots=True)
class WrongPeople:
    """A list of people that is not the one that policies come to."""

    case: Case
    expectation: Expectation
    holders: frozenset[str]
    stories: tuple[Story, ...]

    @property
    def place(self) -> Place:
        """Where the subject stands."""
        return self.expectation.place

    @property
    def wrong(self) -> list[str]:
        """Who has it and should not, or should have it and has not, in the file's order."""
        differing = self.holders ^ self.expectation.people
        return [name for name in self.case.people if name in differing]


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A switch that is set otherwise."""

    case: Case
    switch: Set
    value: object

    @property
    def place(self) -> Place:
        """Where the switch stands."""
        return self.switch.place


@dataclass(frozen=True, slots=True)
class NotRefused:
    """A change that the place could make, and should not."""

    case: Case
    refused: Refused

    @property
    def place(self) -> Place:
        """Where the change stands."""
        return self.refused.place


Failure: TypeAlias = WrongPeople | WrongValue | NotRefused


@dataclass(frozen=True, slots=True)
class Results:
    """What running came to. `answers` counts people asked; the rest counts expectations."""

    cases: int
    expectations: int
    answers: int
    failures: tuple[Failure, ...]


def run_tests(tests: PolicyTests, policies: PolicySet) -> Results:
    """Run all *tests* against *policies*."""
    failures = [failure for case in tests.cases for failure in failures_of(case, policies)]
    return Results(
        cases=len(tests.cases),
        expectations=sum(
            len(case.expectations) + len(case.switches) + len(case.refused) for case in tests.cases
        ),
        answers=sum(len(case.expectations) * len(case.people) for case in tests.cases),
        failures=tuple(sorted(failures, key=lambda failure: failure.place)),
    )


def failures_of(case: Case, policies: PolicySet) -> Iterator[Failure]:
    """Yield everything that is otherwise than one test says."""
    asked = Asked(policies, case)
    for expectation in case.expectations:
        holders = asked.holders(expectation)
        if holders != expectation.people:
            stories = tuple(_stories(asked, expectation, holders))
            yield WrongPeople(case, expectation, holders, stories)
    for switch in case.switches:
        if (value := asked.value(switch)) != switch.value:
            yield WrongValue(case, switch, value)
    for refused in case.refused:
        if not any(True for _ in asked.objections(refused)):
            yield NotRefused(case, refused)


def is_noticed(
    policies: PolicySet, concerned: Iterable[tuple[Case, Expectation | Set | Refused]]
) -> bool:
    """Tell whether one of the expectations does not hold under *policies*; the first is enough."""
    asked: dict[int, Asked] = {}
    for case, each in concerned:
        known = asked.setdefault(id(case), Asked(policies, case))
        if isinstance(each, Expectation):
            wrong = any(
                known.has(each, viewer) is not (name in each.people)
                for name, viewer in case.people.items()
            )
        elif isinstance(each, Set):
            wrong = known.value(each) != each.value
        else:
            wrong = not any(True for _ in known.objections(each))
        if wrong:
            return True
    return False


def _stories(
    asked: Asked, expectation: Expectation, holders: frozenset[str]
) -> Iterator[Story]:
    """Tell of each person who is not answered as the test says."""
    case = asked.case
    for name, viewer in case.people.items():
        if (name in holders) is not (name in expectation.people):
            yield _story(asked, expectation, name, viewer)


def _story(asked: Asked, expectation: Expectation, name: str, viewer: Viewer) -> Story:
    case, policies = asked.case, asked.policies
    if expectation.about is About.USES:
        return Story(name, asked.decision(expectation, viewer), None)
    if expectation.field is None and expectation.about is About.SEES:
        return Story(name, None, None, tuple(_grants(asked, expectation, viewer)))
    written = ".".join(expectation.field) if expectation.field else str(expectation.name)
    question = Question(KINDS[expectation.about], written)
    explanation = explain(question, policies, viewer, case.portal, case.now)
    record = tuple(_grants(asked, expectation, viewer)) if expectation.record else ()
    return Story(name, explanation.decision, explanation, record)


def _grants(asked: Asked, expectation: Expectation, viewer: Viewer) -> Iterator[Layer]:
    """Yield the grants that there are on the record, each of them once."""
    record = expectation.record
    assert isinstance(record, Record)
    type_name, names = asked.fields(expectation)
    if type_name not in asked.rules.types:
        return
    maker = asked.maker(type_name, viewer)
    shown = Shown(asked, record, viewer, maker)
    seen: set[Any] = set()
    for cell in (maker.cell(name) for name in names):
        for grant, holds, why in shown.grants(cell):
            if (grant, holds) not in seen:
                seen.add((grant, holds))
                yield Layer(grant, said(holds), why)
    if not seen:
        yield Layer("grants", said(False), "nothing of such a record is shown to the viewer")
