"""What levels look at: one viewer's membership, related to the portal being visited."""

from __future__ import annotations

from dataclasses import dataclass

from access.levels import Relation

NOWHERE = Relation(0)


@dataclass(frozen=True, slots=True)
class FreezeRules:
    """What the switches say of frozen contracts.

    `counts`    a frozen contract makes a member (`freeze.counts-as-member`)
    `restrict`  tests of level `member` fail where all contracts they count are frozen
    """

    counts: bool = True
    restrict: bool = True

    @property
    def admits_frozen(self) -> bool:
        """Whether a frozen contract passes a test of level `member`."""
        return self.counts and not self.restrict

    def is_member(self, standing: Standing) -> bool:
        """Tell whether the viewer is called a member: whoever is one is no contact."""
        return bool(standing.active) or (self.counts and bool(standing.frozen))


@dataclass(frozen=True, slots=True)
class Standing:
    """The relations in which a viewer has active contracts, frozen ones, and usable plans."""

    profile: bool
    active: Relation = NOWHERE
    frozen: Relation = NOWHERE
    plans: frozenset[tuple[str, Relation]] = frozenset()
