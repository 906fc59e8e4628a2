"""Every kind of viewer that two policy sets could tell apart at a portal.

A kind is told by where its contracts' locations stand, seen from the portal, and not by their
names: so it is the same kind at every portal with the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from access.contract_kinds import ContractSum, smallest_sets
from access.in_force import InForce
from access.levels import ANY_ROLE, TEAM_ROLES
from access.proving.states import ANY_PLAN, GONE, issuer, relations_at
from access.tree import Tree
from access.viewer import ANONYMOUS, LiveContract, Viewer

Stand: TypeAlias = tuple[int, int]
"""Where a location stands, seen from a portal, in the tree before and in the tree after."""

Sums: TypeAlias = tuple[ContractSum, ContractSum]
"""What contracts come to, before and after."""

ALL_ROLES = tuple((number, role) for number, role in enumerate((*TEAM_ROLES, ANY_ROLE), 1))


class Held(NamedTuple):
    """A live contract, by what rules can tell of it."""

    stand: Stand
    plan: str = ANY_PLAN
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A kind of viewer; `contracts` is None for whoever is not signed in as a customer."""

    contracts: tuple[Held, ...] | None
    suspended: bool = False
    in_team: bool = False
    staff_role: str | None = None
    home: str | None = None

    @property
    def is_visitor(self) -> bool:
        """Whether nobody is signed in: people whom no database counts."""
        return self.contracts is None and self.staff_role is None

    def viewer(self, portal: str, network: str, places: Mapping[Stand, str]) -> Viewer:
        """Return somebody of this kind; *places* names a location for each stand."""
        if self.is_visitor:
            return ANONYMOUS(network)
        if self.contracts is None:
            assert self.staff_role is not None
            return Viewer(network, None, staff=frozenset({(self.staff_role, portal)}))
        return Viewer(
            network,
            1,
            suspended=self.suspended,
            home=self.home,
            contracts=tuple(
                LiveContract(1, places[held.stand], held.plan, 1, held.frozen)
                for held in self.contracts
            ),
            teams=ALL_ROLES if self.in_team else (),
        )


def stands_at(old: Tree, new: Tree, portal: str, *, alike: bool) -> dict[Stand, str]:
    """Return every way to stand to *portal*, and a location that stands so.

    *alike* says that the two trees have the same locations below the same parents.
    """
    if alike:
        return {
            (int(each), int(each)): issuer(new, portal, each) for each in relations_at(new, portal)
        }
    found: dict[Stand, str] = {}
    known = old.network(old.root(portal)) | new.network(new.root(portal))
    for name in (GONE, *sorted(known)):
        stand = (int(old.relation(name, portal)), int(new.relation(name, portal)))
        found.setdefault(stand, name)
    return found


class Told(NamedTuple):
    """What the rules at a portal tell contracts apart by, in one of the sets."""

    rules: InForce
    tests: tuple[int, ...]

    def plans(self) -> frozenset[str]:
        """Return the plans that some of the tests name."""
        asked = 0
        for test in self.tests:
            asked |= test
        named = (
            test.plans or frozenset()
            for number, test in enumerate(self.rules.levels.tests)
            if asked >> number & 1
        )
        return frozenset[str]().union(*named)

    def sum(self, held: Held, relation: int) -> ContractSum:
        """Return what a contract comes to that stands in this *relation*."""
        return ContractSum.of(self.rules.levels, relation, held.plan, frozen=held.frozen)

    def passed(self, total: ContractSum) -> list[bool]:
        """Say which of the tests contracts of that sum pass."""
        truth = total.truth(self.rules.levels, self.rules.freeze)
        return [bool(truth & test) for test in self.tests]


def contract_sets(sides: tuple[Told, Told], stands: Iterable[Stand]) -> list[tuple[Held, ...]]:
    """Return every single contract, and of more than one a set of each kind that is told apart.

    What a kind is stands in `access.contract_kinds`; here both policy sets tell contracts apart.
    """
    plans = (ANY_PLAN, *sorted(sides[0].plans() | sides[1].plans()))
    all_held = [
        Held(stand, plan, frozen)
        for frozen in (False, True)
        for plan in (plans if not frozen else (ANY_PLAN,))  # no test looks at a frozen plan
        for stand in sorted(stands)
    ]

    def sums(held: Held) -> Sums:
        return sides[0].sum(held, held.stand[0]), sides[1].sum(held, held.stand[1])

    def kind(total: Sums) -> tuple[bool, ...]:
        before, after = total
        passed = (*sides[0].passed(before), *sides[1].passed(after))
        return (bool(before.active), bool(before.frozen), *passed)

    single: dict[tuple[bool, ...], tuple[Held, Sums]] = {}
    for held in all_held:
        single.setdefault(kind(sums(held)), (held, sums(held)))
    sets = smallest_sets(
        list(single.values()), (ContractSum(), ContractSum()), together=_together, kind=kind
    )
    return [(), *((held,) for held in all_held), *(each for each in sets if len(each) > 1)]


def all_states(
    customers: Sequence[tuple[Held, ...]],
    *,
    suspended: bool,
    teams: bool,
    staff_roles: Iterable[str],
    homes: Sequence[str | None],
) -> Iterator[State]:
    """Yield every kind of viewer; each fact only where it makes a difference."""
    yield State(None)
    for role in staff_roles:
        yield State(None, staff_role=role)
    for contracts in customers:
        for home in homes:
            for is_suspended in (False, True) if suspended else (False,):
                state = State(contracts, suspended=is_suspended, home=home)
                yield state
                if teams:
                    yield replace(state, in_team=True)


def _together(one: Sums, other: Sums) -> Sums:
    return one[0].with_(other[0]), one[1].with_(other[1])
