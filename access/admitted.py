"""Whom the rules admit, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from access.explanations import explain
from access.lines import line_of, links_of
from access.phrases import audience_in_words
from access.policy_set import PolicySet
from access.questions import Kind, Question
from access.viewer import ANONYMOUS


def words_of(
    question: Question, policies: PolicySet, portal: str, now: dt.datetime
) -> Iterator[str]:
    """Say in words whom the rules admit; each line is a condition, and all of them have to hold."""
    rules = policies.rules_at(portal, now)
    viewer = ANONYMOUS(policies.tree.root(portal))
    for layer in explain(question, policies, viewer, portal, now).layers[1:]:
        if layer.name in ("own record", "own team", "staff", "suspension"):
            continue
        yield f"  {layer.name}: {layer.sentence}"
        yield from (f"      {link}" for link in links_of(layer))
    if question.kind is not Kind.FIELD:
        return
    name, field = question.field
    network = policies.layers.rules.types[name].fields.get(field) if name in rules.types else None
    if network is None or network.audience.is_of_levels:
        return
    beside = audience_in_words(replace(network.audience, levels=frozenset()))
    yield f"  whatever the portal shows, also: {beside}; {line_of(network.place)}"
