"""An explanation as an operator reads it, and as a machine does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from access.layer import Layer, Verdict
from access.lines import line_of, links_of
from access.phrases import counted, moment_in_words, together
from access.policy_set import PolicySet
from access.questions import Kind, Reach
from access.time_flips import TimeFlip
from planning.record_layers import RecordExplanation
from resolvers.telling import Told

NEAREST = 3
RECENT = 4


def in_words(kind: Kind, reach: Reach) -> str:
    """Write an answer in one word or two."""
    if reach is Reach.SOME:
        return "on some records only"
    if reach is Reach.NOTHING:
        return {Kind.FIELD: "not shown", Kind.SECTION: "closed", Kind.ACTION: "refused"}[kind]
    return {Kind.FIELD: "shown", Kind.SECTION: "open", Kind.ACTION: "allowed"}[kind]


def told_screen(
    told: Told, policies: PolicySet, *, first: str = "", more: Iterable[str] = ()
) -> str:
    """Write it for a terminal; *first* is told before the answer, *more* behind the layers."""
    lines = [
        *_head(told, policies, first),
        "",
        "What is known of the viewer",
        *(f"  {fact}" for fact in told.explanation.facts),
        "",
        "Layer by layer",
        *layer_lines(told.layers),
    ]
    if told.record is not None:
        lines += ["", *_record(told.record)]
    behind = list(more)
    lines += ["", *behind] if behind else []
    lines += ["", "What would change the answer", *_flips(told, policies)]
    past = [flip for flip in told.of_time if flip.moment <= told.explanation.moment][-RECENT:]
    if past:
        lines += ["", "How it came about"]
        lines += [_turn(flip, told, policies) for flip in past]
    return "\n".join(line.rstrip() for line in lines)


def _head(told: Told, policies: PolicySet, first: str) -> Iterator[str]:
    explanation, decision = told.explanation, told.explanation.decision
    portal = policies.tree[explanation.portal]
    yield f"{explanation.question.name} at {portal.name}, {_moment(told, policies)}"
    yield f"asked as {told.person.name}"
    yield ""
    if told.person.refused:
        yield f"Nothing at all: no credential of theirs works ({told.person.refused})."
        yield "What follows is what they would be answered if one did."
        yield ""
    if told.record is not None:
        state = "shown" if told.record.visible else "not shown"
        first = f"On this record: {state}, see below"
    if first:
        yield f"{first}. In general:"
    code = f" ({decision.code})" if decision.code is not None else ""
    answer = in_words(explanation.question.kind, explanation.reach)
    yield f"{answer[0].upper()}{answer[1:]}{code}: {decision.reason}."
    yield f"  {line_of(decision.place)}"
    if decision.else_say:
        yield f"  They read: “{decision.else_say}”"


def _moment(told: Told, policies: PolicySet) -> str:
    explanation = told.explanation
    return moment_in_words(explanation.moment, policies.tree[explanation.portal])


def layer_lines(layers: tuple[Layer, ...]) -> Iterator[str]:
    """Write layers one below the other, each with the lines behind it."""
    width = max(len(layer.name) for layer in layers)
    for layer in layers:
        yield f"  {layer.verdict:6} {layer.name:{width}}  {layer.sentence}"
        yield from (f"  {'':6} {'':{width}}  {line}" for line in links_of(layer))


def _record(record: RecordExplanation) -> Iterator[str]:
    state = "shows it to the viewer" if record.visible else "does not show it to the viewer"
    yield f"The record, of `{record.location}`, {state}"
    yield from record_lines(record)


def record_lines(record: RecordExplanation) -> Iterator[str]:
    """Write what was asked of a row, one below the other."""
    width = max((len(layer.name) for layer in record.layers), default=0)
    for layer in record.layers:
        word = {True: Verdict.YES, False: Verdict.NO, None: Verdict.UNASKED}[layer.holds]
        yield f"  {word:6} {layer.name:{width}}  {layer.sentence}"


def _flips(told: Told, policies: PolicySet) -> Iterator[str]:
    explanation = told.explanation
    kind, now = explanation.question.kind, explanation.moment
    coming = [flip for flip in told.of_time if flip.moment > now]
    if told.person.refused:
        yield "  person  first of all a credential that works"
        if coming:
            yield f"  time    {_turn(coming[0], told, policies).strip()}"
        return
    for number, flip in enumerate(told.of_person):
        yield f"  {'' if number else 'person':6}  {flip.words}: then {in_words(kind, flip.reach)}"
    if not told.of_person:
        yield "  person  no change of contracts, suspension, team or role"
    yield from _places(told)
    if coming:
        yield f"  time    {_turn(coming[0], told, policies).strip()}"
    else:
        yield "  time    no date that is known of"


def _places(told: Told) -> Iterator[str]:
    kind = told.explanation.question.kind
    flips = told.of_place
    if not flips:
        yield "  place   no other portal of the network answers otherwise"
        return
    near = [f"{flip.portal} ({in_words(kind, flip.reach)})" for flip in flips[:NEAREST]]
    more = len(flips) - NEAREST
    if more > 0:
        near.append(counted(more, "more portal"))
    yield f"  place   at {together(near)}"


def _turn(flip: TimeFlip, told: Told, policies: PolicySet) -> str:
    kind = told.explanation.question.kind
    when = moment_in_words(flip.moment, policies.tree[told.explanation.portal])
    causes = f": {'; '.join(flip.causes)}" if flip.causes else ""
    return f"  {when}  {in_words(kind, flip.before)} → {in_words(kind, flip.after)}{causes}"


# ---------------------------------------------------------------- for machines


def told_report(told: Told) -> dict[str, Any]:
    """Return it as plain data."""
    explanation, decision = told.explanation, told.explanation.decision
    return {
        "question": {"kind": explanation.question.kind, "name": explanation.question.name},
        "portal": explanation.portal,
        "moment": explanation.moment.isoformat(),
        "viewer": told.person.name,
        "credential": told.person.refused or "works",
        "answer": told.reach.name.lower(),
        "would-be-answer": explanation.reach.name.lower(),
        "code": decision.code,
        "reason": decision.reason,
        "line": line_of(decision.place),
        "facts": list(explanation.facts),
        "layers": [_layer_report(layer) for layer in told.layers],
        "record": _record_report(told.record),
        "would-change": {
            "person": [
                {"change": flip.words, "answer": flip.reach.name.lower()}
                for flip in told.of_person
            ],
            "place": [
                {"portal": flip.portal, "answer": flip.reach.name.lower()}
                for flip in told.of_place
            ],
            "time": [_time_report(flip, explanation.moment) for flip in told.of_time],
        },
    }


def _layer_report(layer: Layer) -> dict[str, Any]:
    return {
        "layer": layer.name,
        "verdict": "not asked" if layer.verdict is Verdict.UNASKED else layer.verdict,
        "sentence": layer.sentence,
        "line": line_of(layer.place),
        "chain": [
            {
                "location": link.location,
                "says": link.words,
                "line": line_of(link.place),
                "because": link.because,
                "from": link.period.start,
                "until": link.period.end,
            }
            for link in layer.chain
        ],
    }


def _record_report(record: RecordExplanation | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "visible": record.visible,
        "location": record.location,
        "layers": [
            {"layer": layer.name, "holds": layer.holds, "sentence": layer.sentence}
            for layer in record.layers
        ],
    }


def _time_report(flip: TimeFlip, now: dt.datetime) -> dict[str, Any]:
    return {
        "moment": flip.moment.isoformat(),
        "past": flip.moment <= now,
        "before": flip.before.name.lower(),
        "after": flip.after.name.lower(),
        "causes": list(flip.causes),
    }
