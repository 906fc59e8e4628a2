"""Who asks: the facts about one viewer that decisions may use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class LiveContract:
    """A contract that is active or frozen now; *location* issued it."""

    id: int
    location: str
    plan: str
    plan_id: int
    frozen: bool


@dataclass(frozen=True, slots=True)
class Viewer:
    """One customer profile, a member of staff, both, or nobody known, in one network.

    `customer`   the profile signed in as; None for anonymous and for staff without a profile
    `contracts`  live ones only
    `teams`      (team id, role) pairs
    `staff`      (role, location) pairs in force both at sign-in and now
    """

    network: str
    customer: int | None
    suspended: bool = False
    home: str | None = None
    contracts: tuple[LiveContract, ...] = ()
    teams: tuple[tuple[int, str], ...] = ()
    staff: frozenset[tuple[str, str]] = frozenset()
    rights: frozenset[str] = frozenset()
    login: int | None = None

    def __hash__(self) -> int:
        """Hash who it is; the states that one person may be in are told apart by comparing."""
        return hash((self.network, self.customer, self.login))


@cache
def ANONYMOUS(network: str) -> Viewer:  # noqa: N802
    """Return the viewer of whom nothing is known."""
    return Viewer(network=network, customer=None)
