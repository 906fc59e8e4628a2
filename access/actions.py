"""Actions: what viewers may do (`policies/actions.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from access.naming import Holds, Names
from access.rules import ActionRule
from access.shape import GraphShape
from documents.document import Document
from documents.places import Problem
from documents.suggestions import did_you_mean


def read_actions(
    document: Document | None, names: Names, shape: GraphShape, problems: list[Problem]
) -> dict[str, ActionRule]:
    """Read the actions; *shape* says which the graph asks for, and which are staff's alone."""
    if document is None:
        return {}
    written = document.data.get("actions") or {}
    if shape.actions:
        problems += actions_are_known(document, written, shape.actions)
    rules: dict[str, ActionRule] = {}
    for action, rule in written.items():
        keys = ("actions", action)
        rules[action] = ActionRule(
            allow=names.read(document, (*keys, "allow"), Holds.ACTION, problems),
            while_suspended=rule.get("suspended", "deny") == "allow",
            suspended_place=document.place((*keys, "suspended"), at_key="suspended" not in rule),
            else_say=rule.get("else-say"),
        )
    problems += staffs_are_permitted(document, rules, shape.staffs)
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


def staffs_are_permitted(
    document: Document, rules: Mapping[str, ActionRule], staffs: frozenset[str]
) -> Iterable[Problem]:
    """What is staff's is allowed to holders of permissions, and to no kind of visitor."""
    for action, rule in rules.items():
        if action in staffs and rule.allow.sound and rule.allow.audience.levels:
            yield document.problem(
                ("actions", action, "allow"),
                f"`{action}` is staff's, and {rule.allow.words} are not all of them staff",
                "name audiences made with `staff:` alone, or `nobody`",
            )
