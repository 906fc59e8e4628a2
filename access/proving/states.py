"""Viewer states: what of a person a question can depend on, the simplest of each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from access.levels import Relation
from access.tree import Tree
from access.viewer import LiveContract, Viewer

ANY_PLAN = ""
"""The plan of a contract where it makes no difference which plan it is: one that no rule names."""

GONE = ""
"""A location that has left the tree; contracts of it stand elsewhere, and nobody else's do."""


class Held(NamedTuple):
    """A live contract, by what rules can tell of it."""

    relation: Relation
    plan: str = ANY_PLAN
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A kind of person. `contracts` is None for whoever is not signed in as a customer.

    One role in a team and one as staff are enough: what several roles show, one of them shows.
    """

    contracts: tuple[Held, ...] | None
    suspended: bool = False
    team_role: str | None = None
    staff_role: str | None = None
    home: str | None = None

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing is known of the person at all."""
        return self.contracts is None and self.staff_role is None

    @property
    def is_frozen(self) -> bool:
        """Whether there are contracts, and all of them are frozen."""
        return bool(self.contracts) and all(held.frozen for held in self.contracts or ())

    def viewer(self, tree: Tree, portal: str) -> Viewer:
        """Return somebody in this state, as seen from *portal*."""
        staff = {(self.staff_role, portal)} if self.staff_role else set()
        return Viewer(
            network=tree.root(portal),
            customer=None if self.contracts is None else 1,
            suspended=self.suspended,
            home=self.home,
            contracts=tuple(
                LiveContract(number, issuer(tree, portal, held.relation), held.plan, 0, held.frozen)
                for number, held in enumerate(self.contracts or (), start=1)
            ),
            teams=((1, self.team_role),) if self.team_role else (),
            staff=frozenset(staff),
        )


def issuer(tree: Tree, portal: str, relation: Relation) -> str:
    """Return a location that stands in *relation*, seen from *portal*; the nearest there is."""
    parent = tree[portal].parent
    match relation:
        case Relation.SAME:
            return portal
        case Relation.BELOW:
            return min(tree.children(portal))
        case Relation.ABOVE:
            assert parent is not None
            return parent
    siblings = tree.children(parent) - {portal} if parent is not None else frozenset()
    others = siblings or (
        tree.network(tree.root(portal)) - tree.subtree(portal) - tree.ancestors(portal)
    )
    return min(others, default=GONE)


def relations_at(tree: Tree, portal: str) -> tuple[Relation, ...]:
    """Return the relations in which a contract can stand to *portal*."""
    found = [Relation.SAME]
    if tree.children(portal):
        found.append(Relation.BELOW)
    if tree[portal].parent is not None:
        found.append(Relation.ABOVE)
    return (*found, Relation.ELSEWHERE)


def all_states(
    customers: Iterable[tuple[Held, ...]],
    *,
    suspension: bool,
    team_roles: Sequence[str],
    staff_roles: Sequence[str],
    homes: Sequence[str | None],
) -> Iterator[State]:
    """Yield every state, the simplest first; each fact only where it makes a difference."""
    yield State(None)
    for role in staff_roles:
        yield State(None, staff_role=role)
    for contracts in customers:
        for home in homes:
            for suspended in (False, True) if suspension else (False,):
                state = State(contracts, suspended=suspended, home=home)
                yield state
                for role in team_roles:
                    yield replace(state, team_role=role)
                for role in staff_roles:
                    yield replace(state, staff_role=role)
