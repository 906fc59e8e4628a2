"""Who sees something, as an operator reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from access.admitted import words_of
from access.counting import Count
from access.phrases import counted, moment_in_words, together
from access.policy_set import PolicySet
from access.questions import Kind, Question, Reach
from access.viewer import ANONYMOUS
from gateway.commands.diff_report import samples_report
from gateway.commands.explanation_screen import in_words

VERBS = {Kind.FIELD: "sees", Kind.SECTION: "enters", Kind.ACTION: "may do"}


@dataclass(frozen=True, slots=True)
class Audience:
    """A question, and how many people it is answered how far for."""

    question: Question
    portal: str
    now: dt.datetime
    counts: Mapping[Reach, Count]

    @property
    def people(self) -> int:
        """Everybody who was asked for."""
        return sum(count.people for count in self.counts.values())


def who_screen(found: Audience, policies: PolicySet) -> str:
    """Write it for a terminal."""
    portal = policies.tree[found.portal]
    moment = moment_in_words(found.now, portal)
    lines = [
        f"Who {VERBS[found.question.kind]} {found.question.name} at {portal.name}, {moment}",
        "",
        *words_of(found.question, policies, found.portal, found.now),
        "",
        "In numbers, signed in as they can be",
    ]
    for reach, count in found.counts.items():
        if reach is Reach.SOME and found.question.kind is not Kind.FIELD:
            continue
        samples = f"  such as {together([str(key) for key in count.samples])}"
        words = in_words(found.question.kind, reach)
        number = f"{count.people:7,} of {counted(found.people, 'person', 'people')}"
        lines.append(f"  {words:22} {number}{samples if count.samples else ''}")
    outside = ANONYMOUS(portal.root)
    reach = found.question.reach(policies, outside, found.portal, found.now)
    lines.append(f"  {'not signed in':22} {in_words(found.question.kind, reach)}")
    return "\n".join(lines)


def who_report(found: Audience, policies: PolicySet) -> dict[str, Any]:
    """Return it as plain data."""
    outside = ANONYMOUS(policies.tree.root(found.portal))
    reach = found.question.reach(policies, outside, found.portal, found.now)
    words = words_of(found.question, policies, found.portal, found.now)
    return {
        "question": {"kind": found.question.kind, "name": found.question.name},
        "portal": found.portal,
        "moment": found.now.isoformat(),
        "words": [line.strip() for line in words],
        "people": found.people,
        "counts": {
            reach.name.lower(): {"people": count.people, "samples": samples_report(count.samples)}
            for reach, count in found.counts.items()
        },
        "not-signed-in": reach.name.lower(),
    }
