"""Who sees something, as an operator reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from access.counting import Count
from access.explanations import explain
from access.phrases import audience_in_words, counted, moment_in_words, together
from access.policy_set import PolicySet
from access.questions import Kind, Question, Reach
from access.viewer import ANONYMOUS
from gateway.commands.explanation_screen import in_words, line_of, links_of

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
        *words_of(found, policies),
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


def words_of(found: Audience, policies: PolicySet) -> Iterator[str]:
    """Say in words whom the rules admit; each line is a condition, and all of them have to hold."""
    rules = policies.rules_at(found.portal, found.now)
    viewer = ANONYMOUS(policies.tree.root(found.portal))
    for layer in explain(found.question, policies, viewer, found.portal, found.now).layers[1:]:
        if layer.name in ("own record", "own team", "staff", "suspension"):
            continue
        yield f"  {layer.name}: {layer.sentence}"
        yield from (f"      {link}" for link in links_of(layer))
    if found.question.kind is not Kind.FIELD:
        return
    name, field = found.question.field
    network = policies.layers.rules.types[name].fields.get(field) if name in rules.types else None
    if network is None or network.audience.is_of_levels:
        return
    beside = audience_in_words(replace(network.audience, levels=frozenset()))
    yield f"  whatever the portal shows, also: {beside}; {line_of(network.place)}"


def who_report(found: Audience, policies: PolicySet) -> dict[str, Any]:
    """Return it as plain data."""
    outside = ANONYMOUS(policies.tree.root(found.portal))
    reach = found.question.reach(policies, outside, found.portal, found.now)
    return {
        "question": {"kind": found.question.kind, "name": found.question.name},
        "portal": found.portal,
        "moment": found.now.isoformat(),
        "words": [line.strip() for line in words_of(found, policies)],
        "people": found.people,
        "counts": {
            reach.name.lower(): {"people": count.people, "samples": list(count.samples)}
            for reach, count in found.counts.items()
        },
        "not-signed-in": reach.name.lower(),
    }
