"""What would change an answer: another portal of the network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from access.decision import Decision
from access.policy_set import PolicySet
from access.questions import Question, Reach
from access.tree import Tree
from access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PlaceFlip:
    """Another portal of the network where the same viewer is answered otherwise."""

    portal: str
    decision: Decision
    reach: Reach


def place_flips(
    question: Question, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
) -> list[PlaceFlip]:
    """Return the portals of the network that answer otherwise, those nearest in the tree first."""
    reach = question.reach(policies, viewer, portal, now)
    found = []
    for other in others_of(policies.tree, portal):
        there = question.reach(policies, viewer, other, now)
        if there is not reach:
            decision = question.decide(policies, viewer, other, now)
            found.append(PlaceFlip(other, decision, there))
    return found


def others_of(tree: Tree, portal: str) -> list[str]:
    """Return the other portals of the network, those nearest in the tree first."""
    chain = tree.chain(portal)

    def distance(other: str) -> tuple[int, str]:
        shared = len(set(chain) & set(tree.chain(other)))
        return len(chain) + len(tree.chain(other)) - 2 * shared, other

    return sorted(tree.network(tree.root(portal)) - {portal}, key=distance)
