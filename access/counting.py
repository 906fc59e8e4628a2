"""Head counts: a policy question put to each group of people who are in the same state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from access.granted import Moment
from access.questions import Question, Reach
from access.viewer import Viewer

MOST_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """People in one state: as whom to ask, how many they are, and the ids of a few."""

    viewer: Viewer
    count: int
    samples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people, and the ids of a few of them."""

    people: int = 0
    samples: tuple[int, ...] = ()

    def __add__(self, group: Group) -> Count:
        samples = (*self.samples, *group.samples)[:MOST_SAMPLES]
        return Count(self.people + group.count, samples)


def reached(
    question: Question, at: Moment, portal: str, groups: Iterable[Group]
) -> dict[Reach, Count]:
    """Count people by how far the answer to *question* reaches for them."""
    counts = dict.fromkeys(sorted(Reach, reverse=True), Count())
    for group in groups:
        counts[question.reach(at.policies, group.viewer, portal, at.now)] += group
    return counts
