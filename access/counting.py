"""Head counts: a policy question put to each group of people who are in the same state."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from access.differences import Difference, Moment, Side, common_places
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


@dataclass(frozen=True, slots=True)
class Touched:
    """How many people gain by a difference, and how many lose."""

    gaining: Count
    losing: Count


@dataclass(frozen=True, slots=True)
class Crowd:
    """Groups that two moments at one portal cannot tell apart, put together."""

    places: frozenset[str]
    alike: tuple[tuple[Side, Side, tuple[Group, ...]], ...]


def crowd_at(before: Moment, after: Moment, portal: str, groups: Iterable[Group]) -> Crowd:
    """Put *groups* together that neither *before* nor *after* can tell apart at *portal*."""
    found: dict[Hashable, tuple[Side, Side, list[Group]]] = {}
    for group in groups:
        old, new = (Side.of(each, group.viewer, portal) for each in (before, after))
        found.setdefault((old.key, new.key), (old, new, []))[2].append(group)
    alike = tuple((old, new, tuple(some)) for old, new, some in found.values())
    return Crowd(common_places(before, after, portal), alike)


def touched_by(difference: Difference, crowd: Crowd) -> Touched:
    """Ask both policy sets for everybody in *crowd*."""
    gaining, losing = Count(), Count()
    for old, new, groups in crowd.alike:
        gains, loses = difference.subject.change(old, new, crowd.places)
        for group in groups if gains or loses else ():
            gaining = gaining + group if gains else gaining
            losing = losing + group if loses else losing
    return Touched(gaining, losing)


def reached(
    question: Question, at: Moment, portal: str, groups: Iterable[Group]
) -> dict[Reach, Count]:
    """Count people by how far the answer to *question* reaches for them."""
    counts = dict.fromkeys(sorted(Reach, reverse=True), Count())
    for group in groups:
        counts[question.reach(at.policies, group.viewer, portal, at.now)] += group
    return counts
