"""Permissions in force: those of the sign-in that are held now as well, at each place."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest

from access.policy_set import PolicySet
from access.viewer import Viewer
from planning.viewers import viewer_from
from store.facts import Facts
from tests.small_world import NOON, policies

Grants = frozenset[tuple[str, str]]

ROLES = {
    "host": frozenset({"events.manage"}),
    "accountant": frozenset({"contracts.read"}),
    "keeper": frozenset({"contracts.read", "contracts.write"}),
    "manager": frozenset({"events.manage", "contracts.read"}),
}
CHANGED = (
    "  accountant: [contracts.read]\n",
    (
        "  accountant: [contracts.read]\n  keeper: [contracts.read, contracts.write]\n"
        "  manager: [events.manage, contracts.read]\n"
    ),
)
PLACES = ("north", "us", "california", "san-francisco", "los-angeles", "quebec")


@pytest.fixture(name="found", scope="module")
def _found() -> PolicySet:
    """The small world, with roles that have permissions in common."""
    return policies(("policies/staff.yaml", *CHANGED))


def session(before: Grants, now: Grants) -> Viewer:
    """Who signed in when *before* held, and asks now."""
    facts = Facts(
        valid=True, login=1, customer=None, archived=False, access=False, suspended=False,
        home=None, contracts=(), teams=(), rights=frozenset(),
        staff_at_sign_in=before, staff_now=now,
    )
    return viewer_from(facts, "north")


def held(found: PolicySet, grants: Grants) -> set[tuple[str, str]]:
    """The permissions that *grants* give, each with each place where it is held."""
    return {
        (permission, place)
        for role, location in grants
        for place in found.tree.subtree(location)
        for permission in ROLES[role]
    }


def in_force(found: PolicySet, viewer: Viewer) -> set[tuple[str, str]]:
    """The same, as the policies see it at each portal."""
    return {
        (permission, place)
        for place in found.tree.subtree("north")
        for permission in found.rules_at(place, NOON).permissions_here(viewer)
    }


def bound(found: PolicySet, viewer: Viewer) -> set[tuple[str, str]]:
    """The same, as plans are told of it."""
    values = found.bindings(found.mask(viewer, "san-francisco", NOON), viewer)
    return {
        (permission, place)
        for permission in ("events.manage", "contracts.read", "contracts.write")
        for place in values.get("staff__" + permission.replace(".", "_"), ())
    }


def test_what_another_role_gives_as_well_stays(found: PolicySet) -> None:
    """Promoted during a sign-in, one keeps what one had, and gains at the next."""
    promoted = session(frozenset({("accountant", "us")}), frozenset({("keeper", "us")}))
    assert {permission for permission, _ in in_force(found, promoted)} == {"contracts.read"}
    moved = session(frozenset({("host", "us")}), frozenset({("host", "california")}))
    assert in_force(found, moved) == held(found, frozenset({("host", "california")}))
    elsewhere = session(frozenset({("host", "us")}), frozenset({("host", "quebec")}))
    assert in_force(found, elsewhere) == bound(found, elsewhere) == set()


def test_it_is_the_intersection_at_each_place(found: PolicySet) -> None:
    """Whatever was held and is held: neither more nor less, for decisions and for plans."""
    every = [frozenset(pair) for pair in combinations(product(ROLES, PLACES), 2)]
    dice = random.Random(5)
    both = 0
    for _ in range(300):
        before, now = dice.sample(every, 2)
        expected = held(found, before) & held(found, now)
        both += bool(expected) and expected < held(found, before)
        viewer = session(before, now)
        assert in_force(found, viewer) == expected, (before, now)
        assert bound(found, viewer) == expected, (before, now)
    assert both > 30
