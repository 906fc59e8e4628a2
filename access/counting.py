"""Head counts: a policy question put to each group of people who are in the same state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from access.granted import Moment
from access.questions import Question, Reach
from access.viewer import Viewer

MOST_SAMPLES = 3


class Sample(NamedTuple):
    """One of the people counted: a customer by id, or staff without a profile by their login's."""

    id: int
    is_login: bool = False

    def __str__(self) -> str:
        return f"login {self.id}" if self.is_login else str(self.id)


@dataclass(frozen=True, slots=True)
class Group:
    """People in one state: as whom to ask, how many they are, and a few of them."""

    viewer: Viewer
    count: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people, and a few of them."""

    people: int = 0
    samples: tuple[Sample, ...] = ()

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
