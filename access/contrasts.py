"""Why two portals show the same viewer different things."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from access.decision import Decision
from access.phrases import scope_in_words
from access.policy_set import PolicySet
from access.questions import Kind, Question, Reach, questions_of
from access.rules import Scopes
from access.viewer import Viewer
from documents.places import Place


@dataclass(frozen=True, slots=True)
class Answer:
    """What one portal answers."""

    reach: Reach
    decision: Decision


@dataclass(frozen=True, slots=True)
class Contrast:
    """A question that two portals answer differently."""

    question: Question
    here: Answer
    there: Answer


@dataclass(frozen=True, slots=True)
class Records:
    """Whose records of one type a portal shows; *place* is the line that says so."""

    words: str
    locations: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class RecordsContrast:
    """A type of which two portals show the records of different locations."""

    type_name: str
    here: Records
    there: Records


def contrasts(
    policies: PolicySet, viewer: Viewer, here: str, there: str, now: dt.datetime
) -> Iterator[Contrast]:
    """Yield every section, field and action that *viewer* is answered differently about."""
    for kind in (Kind.SECTION, Kind.FIELD, Kind.ACTION):
        for question in questions_of(policies, kind):
            answers = [
                Answer(
                    question.reach(policies, viewer, portal, now),
                    question.decide(policies, viewer, portal, now),
                )
                for portal in (here, there)
            ]
            if answers[0].reach is not answers[1].reach:
                yield Contrast(question, *answers)


def records_contrasts(
    policies: PolicySet, viewer: Viewer, here: str, there: str, now: dt.datetime
) -> Iterator[RecordsContrast]:
    """Yield every type of which the two portals show *viewer* different locations' records."""
    for name in sorted(policies.layers.rules.types):
        both = [_records(policies, viewer, name, portal, now) for portal in (here, there)]
        if both[0] is not None and both[1] is not None and both[0].locations != both[1].locations:
            yield RecordsContrast(name, both[0], both[1])


def _records(
    policies: PolicySet, viewer: Viewer, name: str, portal: str, now: dt.datetime
) -> Records | None:
    mask = policies.mask(viewer, portal, now)
    if not any(cell.portal for cell in mask.shape.types[name].cells.values()):
        return None
    rule = policies.rules_at(portal, now).types[name]
    scope: Scopes = rule.scope
    return Records(scope_in_words(scope), tuple(sorted(mask.locations[name])), rule.scope_place)
