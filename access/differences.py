"""A difference between two policy sets: for whom one subject's answer is looser or stricter."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from access.matters import Matters, Seen
from access.shown_places import Facts
from access.standing import FreezeRules
from access.subjects import Subject
from access.viewer_states import Stand, State


class Direction(StrEnum):
    """Which way an answer has changed, over everybody who could ask."""

    LOOSER = "looser"
    STRICTER = "stricter"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What was asked about one subject, before and after, wherever the same rules are in force.

    `matters`  what answers depend on in both sets
    `facts`    what the places of records make of them, by the viewer's home; None: any other
    `known`    who gains and who loses, by what matters of them
    `freezes`  how frozen contracts are treated before and after
    """

    subject: Subject
    matters: tuple[Matters, Matters]
    facts: Mapping[str | None, Facts]
    known: dict[Hashable, tuple[bool, bool]]
    freezes: tuple[FreezeRules, FreezeRules]

    def tells_apart(self, other: Asked) -> bool:
        """Whether *other* tells people apart by the same, whatever it then answers them."""
        return (self.subject, self.freezes, self.facts) == (
            other.subject, other.freezes, other.facts
        ) and all(
            replace(one, rule=None) == replace(another, rule=None)
            for one, another in zip(self.matters, other.matters, strict=True)
        )  # fmt: skip

    def change(
        self, seen: tuple[Seen, Seen], home: str | None, ask: Callable[[], tuple[bool, bool]]
    ) -> tuple[bool, bool]:
        """Tell whether somebody gains, and whether they lose; *ask* if nobody alike was asked."""
        before, after = self.matters
        facts = self.facts.get(home, self.facts[None])
        key = facts, before.of(seen[0]), after.of(seen[1])
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = ask()
        return known


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """One subject whose answer changes, and the kinds of viewer who gain or lose by it.

    `stands` are the ways in which a contract's location can stand to the portal.
    """

    subject: Subject
    gains: tuple[State, ...]
    losses: tuple[State, ...]
    stands: frozenset[Stand]
    asked: Asked

    @property
    def direction(self) -> Direction:
        """Which way it goes."""
        if self.gains and self.losses:
            return Direction.MIXED
        return Direction.LOOSER if self.gains else Direction.STRICTER

    def says_what(self, other: Difference | None) -> bool:
        """Whether by *other* the same people gain, and the same people lose."""
        if other is None or self is other:
            return self is other
        return (self.gains, self.losses) == (other.gains, other.losses) and self.asked.tells_apart(
            other.asked
        )
