"""Why content differs between two portals, as an operator reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from access.contrasts import Answer, Contrast, Records, contrasts, records_contrasts
from access.lines import line_of
from access.phrases import moment_in_words, together
from access.policy_set import PolicySet
from access.questions import Kind
from gateway.commands.explanation_screen import in_words
from resolvers.persons import Person


def contrast_screen(
    policies: PolicySet, person: Person, here: str, there: str, now: dt.datetime
) -> str:
    """Write all that two portals answer *person* differently."""
    places = [policies.tree[name] for name in (here, there)]
    moment = moment_in_words(now, places[0])
    lines = [
        f"What {places[0].name} and {places[1].name} show {person.name} differently, {moment}",
        *_answers(policies, person, here, there, now),
        "",
        "Whose records they show",
    ]
    found: dict[tuple[str, str], list[str]] = {}
    for each in records_contrasts(policies, person.viewer, here, there, now):
        both = (_records(each.here), _records(each.there))
        found.setdefault(both, []).append(each.type_name)
    for (one, other), types in found.items():
        lines += [f"  {together(types)}", f"    {here}: {one}", f"    {there}: {other}"]
    if not found:
        lines.append("  of every type the same locations' records")
    return "\n".join(lines)


def _answers(
    policies: PolicySet, person: Person, here: str, there: str, now: dt.datetime
) -> Iterator[str]:
    found = list(contrasts(policies, person.viewer, here, there, now))
    titles = {Kind.SECTION: "Sections", Kind.FIELD: "Fields", Kind.ACTION: "Actions"}
    for kind, each in groupby(found, key=lambda contrast: contrast.question.kind):
        yield ""
        yield titles[kind]
        for (one, other), alike in groupby(each, key=_deciding):
            names = list(alike)
            yield f"  {together([contrast.question.name for contrast in names])}"
            yield f"    {here}: {_answer(kind, names[0].here, one)}"
            yield f"    {there}: {_answer(kind, names[0].there, other)}"
    if not found:
        yield ""
        yield "Every section, field and action is answered alike."


def _deciding(contrast: Contrast) -> tuple[str, str]:
    """Return the two reasons with the subject's own name taken out, so that like stands by like."""
    name = f"`{contrast.question.name}`"

    def said(answer: Answer) -> str:
        reason = answer.decision.reason.replace(f"section {name}", "it").replace(name, "it")
        return f"{reason}, {line_of(answer.decision.place)}"

    return said(contrast.here), said(contrast.there)


def _answer(kind: Kind, answer: Answer, reason: str) -> str:
    return f"{in_words(kind, answer.reach)}, for {reason}"


def _records(records: Records) -> str:
    where = together([f"`{name}`" for name in records.locations[:6]])
    more = len(records.locations) - 6
    named = f"{where} and {more} more" if more > 0 else where
    return f"{records.words} ({named or 'none'})"


def contrast_report(
    policies: PolicySet, person: Person, here: str, there: str, now: dt.datetime
) -> dict[str, Any]:
    """Return the same as plain data."""

    def answer(answered: Answer) -> dict[str, Any]:
        return {
            "answer": answered.reach.name.lower(),
            "code": answered.decision.code,
            "reason": answered.decision.reason,
            "line": line_of(answered.decision.place),
        }

    return {
        "viewer": person.name,
        "portals": [here, there],
        "moment": now.isoformat(),
        "answers": [
            {
                "question": {"kind": each.question.kind, "name": each.question.name},
                here: answer(each.here),
                there: answer(each.there),
            }
            for each in contrasts(policies, person.viewer, here, there, now)
        ],
        "records": [
            {
                "type": each.type_name,
                here: list(each.here.locations),
                there: list(each.there.locations),
            }
            for each in records_contrasts(policies, person.viewer, here, there, now)
        ],
    }
