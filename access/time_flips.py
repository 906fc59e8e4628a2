"""When an answer changes: by dates in the files, or by what becomes of the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from access.chains import Link
from access.decision import Decision
from access.explanations import explain, facts_of
from access.phrases import roles_in_words
from access.policy_set import PolicySet
from access.questions import Question, Reach
from access.viewer import Viewer

BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""From when on somebody is known of whom no dates are."""


@dataclass(frozen=True, slots=True)
class TimeFlip:
    """A moment at which the answer changes, and what changes then."""

    moment: dt.datetime
    before: Reach
    after: Reach
    decision: Decision
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What was, or will be, true of the viewer from *since* on.

    `viewer` is None where no credential of theirs works; `refused` says why not, if it is known.
    """

    since: dt.datetime
    viewer: Viewer | None
    refused: str | None = None


def time_flips(
    question: Question, policies: PolicySet, history: Iterable[Known], portal: str
) -> list[TimeFlip]:
    """Return when the answer changed and will change.

    *history* says what is true of the viewer from which moment on, in order. The days on which the
    files change something are added to it here.
    """
    known = sorted(history, key=lambda each: each.since)
    rules_change = policy_moments(policies, portal)
    moments = sorted({*(each.since for each in known[1:]), *rules_change})
    flips: list[TimeFlip] = []
    for moment in moments:
        just_before = moment - dt.timedelta(seconds=1)
        held = _at(known, moment)
        viewer_before, viewer = _at(known, just_before).viewer, held.viewer
        before = _reach(question, policies, viewer_before, portal, just_before)
        after = _reach(question, policies, viewer, portal, moment)
        if before is after:
            continue
        shown = viewer or viewer_before or known[0].viewer
        assert shown is not None
        by_files = _reach(question, policies, viewer_before, portal, moment) is not before
        by_person = _reach(question, policies, viewer, portal, just_before) is not before
        causes: list[str] = []
        if by_files or not by_person:
            causes += _causes_in_files(question, policies, shown, portal, just_before, moment)
        if by_person or not by_files:
            causes += _causes_in_person(
                question, policies, viewer_before, held, portal, just_before, moment
            )
        decision = question.decide(policies, shown, portal, moment)
        flips.append(TimeFlip(moment, before, after, decision, tuple(causes)))
    return flips


def policy_moments(policies: PolicySet, portal: str) -> list[dt.datetime]:
    """Return when something in the files changes by itself, as the clock at *portal* has it."""
    place = policies.tree[portal]
    return [place.start_of(day) for day in sorted(policies.layers.days_in(place.root))]


def _at(known: list[Known], moment: dt.datetime) -> Known:
    held = [each for each in known if each.since <= moment]
    return (held or known[:1])[-1]


def _reach(
    question: Question, policies: PolicySet, viewer: Viewer | None, portal: str, now: dt.datetime
) -> Reach:
    return Reach.NOTHING if viewer is None else question.reach(policies, viewer, portal, now)


def _causes_in_files(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, *moments: dt.datetime
) -> Iterator[str]:
    """Say which changes that the question is about begin or end between two moments."""
    before, after = (_said(question, policies, viewer, portal, moment) for moment in moments)
    for links, state in ((before - after, "ends"), (after - before, "begins")):
        for link in sorted(links, key=lambda link: link.place):
            if link.location is not None:
                yield f"a change of `{link.location}` {state} (“{link.because}”), {link.line}"
    if before == after and policies.rules_at(portal, moments[0]) is not policies.rules_at(
        portal, moments[1]
    ):
        yield "a switch changes"


def _said(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, moment: dt.datetime
) -> frozenset[Link]:
    found = explain(question, policies, viewer, portal, moment)
    return frozenset(link for layer in found.layers for link in layer.chain)


def _causes_in_person(
    question: Question,
    policies: PolicySet,
    before: Viewer | None,
    known: Known,
    portal: str,
    *moments: dt.datetime,
) -> Iterator[str]:
    after = known.viewer
    if after is None:
        if before is not None:
            yield "their credential ends" + (f" ({known.refused})" if known.refused else "")
        return
    if before is None:
        yield "their credential works"
        if after.customer is None:
            yield from (f"now {role}" for role in roles_in_words(after))
        return
    old = facts_of(question, before, policies.rules_at(portal, moments[0]))
    new = facts_of(question, after, policies.rules_at(portal, moments[1]))
    yield from (f"no longer {fact}" for fact in old if fact not in new)
    yield from (f"now {fact}" for fact in new if fact not in old)
