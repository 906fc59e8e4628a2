"""Every kind of viewer that two policy sets could tell apart at a portal.

A kind is told by where its contracts' locations stand, seen from the portal, and not by their
names: so it is the same kind at every portal with the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from access.in_force import InForce
from access.levels import ANY_ROLE, TEAM_ROLES
from access.proving.states import ANY_PLAN, GONE, issuer, relations_at
from access.tree import Tree
from access.viewer import ANONYMOUS, LiveContract, Viewer

Stand: TypeAlias = tuple[int, int]
"""Where a location stands, seen from a portal, in the tree before and in the tree after."""

Sum: TypeAlias = tuple[int, int, int]
"""What contracts come to: relations of active ones, of frozen ones, tests passed by their plans."""

Sums: TypeAlias = tuple[Sum, Sum]

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

    def sum(self, held: Held, relation: int) -> Sum:
        """Return what a contract adds: its relation where it is active, or frozen; its plan's."""
        if held.frozen:
            return 0, relation, 0
        return relation, 0, self.rules.levels.of_plans.get((held.plan, relation), 0)

    def passed(self, total: Sum) -> list[bool]:
        """Say which of the tests contracts of that sum pass."""
        active, frozen, by_plan = total
        truth = self.rules.levels.of_customer(active, frozen, self.rules.freeze) | by_plan
        return [bool(truth & test) for test in self.tests]


def contract_sets(sides: tuple[Told, Told], stands: Iterable[Stand]) -> list[tuple[Held, ...]]:
    """Return every single contract, and of more than one a set of each kind that is told apart.

    Two sets of contracts are of one kind if both policy sets let them pass the same tests, and
    both have, or both lack, an active contract and a frozen one. What a contract adds does not
    depend on the others, so that adding one at a time finds all kinds.
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
        return (bool(before[0]), bool(before[1]), *passed)

    single: dict[tuple[bool, ...], tuple[Held, Sums]] = {}
    for held in all_held:
        single.setdefault(kind(sums(held)), (held, sums(held)))
    nothing: Sums = ((0, 0, 0), (0, 0, 0))
    several: dict[tuple[bool, ...], tuple[Held, ...]] = {}
    newest: list[tuple[tuple[Held, ...], Sums]] = [((), nothing)]
    known = {kind(nothing), *single}
    newest += [((held,), total) for held, total in single.values()]
    while newest:
        grown = []
        for contracts, total in newest:
            for held, more in single.values():
                both = _together(total[0], more[0]), _together(total[1], more[1])
                if (added := kind(both)) not in known:
                    known.add(added)
                    several[added] = (*contracts, held)
                    grown.append((several[added], both))
        newest = grown
    return [(), *((held,) for held in all_held), *several.values()]


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


def _together(one: Sum, other: Sum) -> Sum:
    return one[0] | other[0], one[1] | other[1], one[2] | other[2]
