"""Actions: what viewers may do (`policies/actions.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable

from access.naming import Holds, Names
from access.rules import ActionRule
from documents.document import Document
from documents.places import Problem
from documents.suggestions import did_you_mean


def read_actions(
    document: Document | None, names: Names, known: frozenset[str], problems: list[Problem]
) -> dict[str, ActionRule]:
    """Read the actions; *known* are those that the graph asks for, empty where nobody knows."""
    if document is None:
        return {}
    written = document.data.get("actions") or {}
    if known:
        problems += actions_are_known(document, written, known)
    rules: dict[str, ActionRule] = {}
    for action, rule in written.items():
        keys = ("actions", action)
        rules[action] = ActionRule(
            allow=names.read(document, (*keys, "allow"), Holds.ACTION, problems),
            while_suspended=rule.get("suspended", "deny") == "allow",
            suspended_place=document.place((*keys, "suspended"), at_key="suspended" not in rule),
            else_say=rule.get("else-say"),
        )
    return rules


def actions_are_known(
    document: Document, written: Iterable[str], known: frozenset[str]
) -> Iterable[Problem]:
    """Every action is one that the graph asks for."""
    for action in written:
        if action not in known:
            yield document.problem(
                ("actions", action),
                f"`{action}` is not an action",
                did_you_mean(action, known) or "take it out",
                at_key=True,
            )
