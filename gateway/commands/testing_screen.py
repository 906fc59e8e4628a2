"""Results of tests of policies as an operator reads them, and as a machine does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from access.lines import line_of
from access.phrases import counted, moment_in_words, together
from access.policy_set import PolicySet
from access.testing.cases import About, Case, Expectation
from access.testing.coverage import Covered, Group
from access.testing.running import (
    Failure,
    NotRefused,
    Results,
    Story,
    WrongPeople,
    WrongValue,
)
from documents.places import Place
from documents.quoting import flow
from gateway.commands.explanation_screen import layer_lines

HAVE = {
    About.OPENS: "be open to",
    About.SEES: "be seen by",
    About.DOES: "be allowed to",
    About.USES: "be for",
}
HAS = {
    About.OPENS: "is open to",
    About.SEES: "is seen by",
    About.DOES: "is allowed to",
    About.USES: "is for",
}
IS_NOT = {about: words.replace("is ", "is not ", 1) for about, words in HAS.items()}
DONE = {
    About.OPENS: "let in",
    About.SEES: "shown it",
    About.DOES: "allowed to do it",
    About.USES: "admitted",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What running came to; *uncovered*: the rules that nobody looks at are listed."""

    policies: PolicySet
    results: Results
    covered: tuple[Covered, ...]
    uncovered: bool = False


def tests_screen(report: Report) -> str:
    """Write it for a terminal; what was told layer by layer once is not told so again."""
    lines: list[str] = []
    told: set[Place] = set()
    for failure in report.results.failures:
        lines += [*_failure(failure, report.policies, told), ""]
    lines += [_summary(report.results), "", *_coverage(report)]
    return "\n".join(line.rstrip() for line in lines)


def _summary(results: Results) -> str:
    if not results.cases:
        return "There are no tests: write some into policies/tests/."
    count = counted(results.expectations, "expectation")
    asked = f"{counted(results.cases, 'test')}, {count}, {counted(results.answers, 'answer')}"
    if not results.failures:
        return f"Everything holds: {asked}"
    wrong = len(results.failures)
    return f"{wrong} of {count} {'does' if wrong == 1 else 'do'} not hold: {asked}"


# ---------------------------------------------------------------- failures


def _failure(failure: Failure, policies: PolicySet, told: set[Place]) -> Iterator[str]:
    yield f"{failure.place}: {sentence(failure)}"
    yield f"  {_where(failure.case, policies)}"
    if isinstance(failure, WrongPeople):
        alike: dict[object, list[Story]] = {}
        for story in failure.stories:
            decided = story.decision and (story.decision.reason, story.decision.place)
            has = story.person in failure.holders
            alike.setdefault((has, decided, story.record), []).append(story)
        for stories in alike.values():
            yield from _story(failure, stories, told)
    elif isinstance(failure, NotRefused):
        yield f"  the test says why it must not: “{failure.refused.because}”"


def sentence(failure: Failure) -> str:
    """Say what a test expects, and what there is in its place."""
    match failure:
        case WrongPeople():
            return _sentence_of_people(failure)
        case WrongValue(_, switch, value):
            return (
                f"switch `{switch.name}` should be `{flow(switch.value)}`, and is `{flow(value)}`"
            )
        case NotRefused(case, refused):
            return f"`{refused.words}` should be refused, and `{case.portal}` could write it"


def _sentence_of_people(failure: WrongPeople) -> str:
    expectation, case = failure.expectation, failure.case
    about, wanted = expectation.about, expectation.people
    should = f"{_subject(expectation)} should {HAVE[about]} {_people(case, wanted)}"
    preposition = HAVE[about].rpartition(" ")[2]
    more, missing = failure.holders - wanted, wanted - failure.holders
    if not failure.holders:
        return f"{should}, and {HAS[about]} nobody"
    if not more:
        return f"{should}, and {IS_NOT[about]} {_people(case, missing)}"
    too = ", too" if wanted and not missing else ""
    but = f", but not {preposition} {_people(case, missing)}" if missing else ""
    return f"{should}, and {HAS[about]} {_people(case, more)}{too}{but}"


def _subject(expectation: Expectation) -> str:
    kind = "section " if expectation.about is About.OPENS else ""
    return f"{kind}`{expectation.written}`"


def _people(case: Case, people: Iterable[str]) -> str:
    chosen = {*people}
    if not chosen:
        return "nobody"
    if len(chosen) == len(case.people) > 1:
        return "everyone"
    return together([name for name in case.people if name in chosen])


def _where(case: Case, policies: PolicySet) -> str:
    place = policies.tree[case.portal]
    about = f": {case.about}" if case.about else ""
    return f"at {place.name}, {moment_in_words(case.now, place)}{about}"


def _story(failure: WrongPeople, stories: list[Story], told: set[Place]) -> Iterator[str]:
    """Tell why of people who are answered alike; layer by layer where that was not told yet."""
    story = stories[0]
    has = "" if story.person in failure.holders else "not "
    verb = "is" if len(stories) == 1 else "are"
    names = together([each.person for each in stories])
    yield f"  {names} {verb} {has}{DONE[failure.expectation.about]}"
    if story.record:
        yield from (f"    {line}" for line in layer_lines(story.record))
    if story.decision is None:
        return
    about = "in general: " if story.record else ""
    yield f"    {about}{story.decision.reason}, {line_of(story.decision.place)}"
    if story.explanation is not None and story.decision.place not in told:
        told.add(story.decision.place)
        yield f"    layer by layer, for {story.person}"
        yield from (f"    {line}" for line in layer_lines(story.explanation.layers))


# ---------------------------------------------------------------- coverage


def _coverage(report: Report) -> Iterator[str]:
    yield "Looked at by some test or promise"
    for group in Group:
        rules = [each for each in report.covered if each.group is group]
        if rules:
            seen = sum(map(bool, rules))
            by_tests = sum(each.by_tests for each in rules)
            yield f"  {group.value:22} {seen:4} of {len(rules):4}, {by_tests:4} by tests"
    missing = [each for each in report.covered if not each]
    if not missing:
        return
    if not report.uncovered:
        yield f"  {counted(len(missing), 'rule')} nobody looks at: portal test --uncovered"
        return
    yield ""
    yield "Looked at by nobody"
    for place, names in _by_line(missing):
        yield f"  {line_of(place)}  {', '.join(names)}"


def _by_line(rules: Iterable[Covered]) -> list[tuple[Place, list[str]]]:
    found: dict[Place, list[str]] = {}
    for each in rules:
        first_column = Place(each.place.path, each.place.line, 1)
        found.setdefault(first_column, []).append(each.rule)
    return sorted(found.items())


# ---------------------------------------------------------------- for machines


def tests_report(report: Report) -> dict[str, Any]:
    """Return it as plain data."""
    results = report.results
    return {
        "tests": results.cases,
        "expectations": results.expectations,
        "answers": results.answers,
        "failures": [_failure_report(each) for each in results.failures],
        "coverage": {
            group.name.lower(): _group_report([e for e in report.covered if e.group is group])
            for group in Group
        },
    }


def _failure_report(failure: Failure) -> dict[str, Any]:
    people = failure.stories if isinstance(failure, WrongPeople) else ()
    return {
        "path": failure.place.path,
        "line": failure.place.line,
        "column": failure.place.column,
        "message": sentence(failure),
        "about": failure.case.about,
        "portal": failure.case.portal,
        "moment": failure.case.now.isoformat(),
        "people": [_story_report(each) for each in people],
    }


def _story_report(story: Story) -> dict[str, Any]:
    decision = story.decision
    return {
        "person": story.person,
        "code": decision.code if decision is not None else None,
        "reason": decision.reason if decision is not None else None,
        "line": line_of(decision.place) if decision is not None else None,
        "record": [
            {"grant": layer.name, "verdict": layer.verdict, "sentence": layer.sentence}
            for layer in story.record
        ],
    }


def _group_report(rules: list[Covered]) -> dict[str, Any]:
    return {
        "rules": len(rules),
        "by-tests": sum(each.by_tests for each in rules),
        "by-promises": sum(each.by_promises for each in rules),
        "by-nobody": [
            {"rule": each.rule, "line": line_of(each.place)} for each in rules if not each
        ],
    }
