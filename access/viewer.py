"""Who asks: the facts about one viewer that decisions may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

Grant = tuple[str, str]
"""A role, and the location at which and below which it is held."""


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
    `regranted`  two such pairs each, one in force at sign-in alone, one now alone: what both give
                 is held where both do, see `access.staff_grants`
    """

    network: str
    customer: int | None
    suspended: bool = False
    home: str | None = None
    contracts: tuple[LiveContract, ...] = ()
    teams: tuple[tuple[int, str], ...] = ()
    staff: frozenset[Grant] = frozenset()
    rights: frozenset[str] = frozenset()
    login: int | None = None
    regranted: frozenset[tuple[Grant, Grant]] = frozenset()
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Hash all of it once: a viewer is looked up several times a request."""
        whole = (
            self.network, self.customer, self.suspended, self.home, self.contracts, self.teams,
            self.staff, self.rights, self.login, self.regranted,
        )  # fmt: skip
        object.__setattr__(self, "_hash", hash(whole))

    def __hash__(self) -> int:
        """Return the hash of all fields."""
        return self._hash

    @property
    def all_frozen(self) -> bool:
        """Whether there are contracts, and every one of them is frozen."""
        return bool(self.contracts) and all(held.frozen for held in self.contracts)

    @property
    def is_staff(self) -> bool:
        """Whether staff roles may give them something."""
        return bool(self.staff or self.regranted)


@cache
def ANONYMOUS(network: str) -> Viewer:  # noqa: N802
    """Return the viewer of whom nothing is known."""
    return Viewer(network=network, customer=None)
