"""Every kind of viewer that two policy sets could tell apart at a portal.

An audience of members asks for *some* contract. What a viewer is shown passes three tests at most
(section `portal`, a section, a field), so three contracts are enough to pass them; whoever passes
them with more, passes them with those three. Being a contact is having none.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from access.in_force import InForce
from access.levels import ANY_ROLE, TEAM_ROLES, Relation
from access.policy_set import PolicySet
from access.viewer import ANONYMOUS, LiveContract, Viewer

MOST_CONTRACTS = 3


def viewer_states(
    sets: Sequence[tuple[PolicySet, dt.datetime]], portal: str
) -> list[Viewer]:
    """Return a viewer of each kind that one of *sets*, at its moment, could answer differently.

    All sets know *portal*.
    """
    rules = [policies.rules_at(portal, now) for policies, now in sets]
    found: dict[Hashable, Viewer] = {}
    for viewer in _viewers(sets, rules, portal):
        single = viewer.contracts if len(viewer.contracts) == 1 else ()  # told by name in reports
        stands = tuple(each.project(viewer)[:7] for each in rules)
        found.setdefault((single, viewer.suspended, stands), viewer)
    homes = _homes(rules)
    if homes == [None]:
        return list(found.values())
    return [
        replace(viewer, home=home) if viewer.customer is not None else viewer
        for viewer in found.values()
        for home in (homes if viewer.customer is not None else [None])
    ]


def _viewers(
    sets: Sequence[tuple[PolicySet, dt.datetime]], rules: Sequence[InForce], portal: str
) -> Iterator[Viewer]:
    network = rules[0].portal.root
    yield ANONYMOUS(network)
    roles = sorted(
        {(role, portal) for policies, _ in sets for role in policies.layers.rules.staff.roles}
    )
    for grant in roles:
        yield Viewer(network, None, staff=frozenset({grant}))
    teams = tuple((number, role) for number, role in enumerate((*TEAM_ROLES, ANY_ROLE), 1))
    for contracts in _contract_sets(rules):
        for suspended in (False, True):
            customer = Viewer(network, 1, suspended=suspended, contracts=contracts)
            yield customer
            yield replace(customer, teams=teams)


def _contract_sets(rules: Sequence[InForce]) -> list[tuple[LiveContract, ...]]:
    """Return sets of contracts, one for each combination of tests that three contracts pass."""
    single: dict[Hashable, LiveContract] = {}
    for held in _contracts(rules):
        single.setdefault(_kind(rules, (held,)), held)
    sets: dict[Hashable, tuple[LiveContract, ...]] = {_kind(rules, ()): ()}
    sets |= {held: (held,) for held in _contracts(rules)}
    for number in range(2, MOST_CONTRACTS + 1):
        for chosen in itertools.combinations(single.values(), number):
            sets.setdefault(_kind(rules, chosen), chosen)
    return list(sets.values())


def _kind(rules: Sequence[InForce], contracts: tuple[LiveContract, ...]) -> Hashable:
    viewer = Viewer(rules[0].portal.root, 1, contracts=contracts)
    frozen = any(held.frozen for held in contracts)
    active = any(not held.frozen for held in contracts)
    return active, frozen, tuple(each.project(viewer)[1:3] for each in rules)


def _contracts(rules: Sequence[InForce]) -> Iterator[LiveContract]:
    plans = sorted(frozenset().union(*(each.levels.plans() for each in rules)))
    other = next(f"plan-{n}" for n in range(len(plans) + 1) if f"plan-{n}" not in plans)
    places = _representatives(rules)
    for frozen in (False, True):
        for plan in (other, *plans):
            for place in places:
                yield LiveContract(1, place, plan, 1, frozen)


def _representatives(rules: Sequence[InForce]) -> list[str]:
    """Return locations so that each way to stand to the portal, in each tree, is among them."""
    known = sorted({name for each in rules for name in each.relations})
    found: dict[Hashable, str] = {}
    for name in ("", *known):  # the nameless place has left every tree
        stands = tuple(each.relations.get(name, int(Relation.ELSEWHERE)) for each in rules)
        found.setdefault(stands, name)
    return list(found.values())


def _homes(rules: Sequence[InForce]) -> list[str | None]:
    if not any(each.looks_at_home for each in rules):
        return [None]
    return [None, *sorted({name for each in rules for name in each.relations})]
