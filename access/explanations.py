"""Explanations: every layer that an answer passes through, in order, with the line that decides.

Nothing is decided here. Each layer repeats one test of the compiled policies in words; the answer
is the policy set's own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from access.action_layers import action_layers
from access.decision import Decision
from access.door_layers import Asking
from access.field_layers import field_layers
from access.in_force import InForce
from access.layer import Layer
from access.phrases import facts_in_words
from access.policy_set import PolicySet
from access.questions import Kind, Question, Reach
from access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with everything that it depends on."""

    question: Question
    portal: str
    moment: dt.datetime
    decision: Decision
    reach: Reach
    layers: tuple[Layer, ...]
    facts: tuple[str, ...]


def explain(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
) -> Explanation:
    """Explain what *policies* answer *viewer* at *portal* at the moment *now*."""
    rules = policies.rules_at(portal, now)
    asking = Asking(policies, viewer, portal, now, rules, rules.project(viewer))
    match question.kind:
        case Kind.SECTION:
            layers = [asking.credential(), *asking.doors(question.name)]
        case Kind.ACTION:
            layers = [asking.credential(), *action_layers(asking, question)]
        case Kind.FIELD:
            layers = [asking.credential(), *field_layers(asking, question)]
    return Explanation(
        question,
        portal,
        now,
        question.decide(policies, viewer, portal, now),
        question.reach(policies, viewer, portal, now),
        tuple(layers),
        tuple(facts_of(question, viewer, rules)),
    )


def facts_of(question: Question, viewer: Viewer, rules: InForce) -> list[str]:
    """List what *question* is decided by of all that is known of *viewer*, each in a sentence."""
    facts = facts_in_words(viewer, rules)
    if question.is_lacked_by(viewer):
        facts.append(f"without the right `{question.right}`")
    return facts
