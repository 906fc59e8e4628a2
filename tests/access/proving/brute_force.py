"""Promises judged the slow way: every viewer in turn, asked of the policy set one by one."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Set
from functools import cache, cached_property
from typing import Any

from access.mask import Mask
from access.policy_set import PolicySet
from access.viewer import LiveContract, Viewer
from tests.access.proving.random_promises import DAYS, LEVELS, PLACES, PLANS, RECORDS

MOMENTS = [
    dt.datetime.fromisoformat(f"{day}T12:00:00+00:00") for day in ("2026-02-01", *DAYS)
]
TEAM_ROLES = ("member", "administrator", "paying-member")
HELD = [
    LiveContract(number, place, plan, number, frozen)
    for number, (place, plan, frozen) in enumerate(
        itertools.product(PLACES, PLANS, (False, True)), start=1
    )
]
PERMISSIONS = {word: written["staff"] for word, written in RECORDS.items() if "staff" in written}


def viewers(roles: Iterable[str]) -> list[Viewer]:
    """Return everybody: up to three contracts, suspended or not; up to one with all else."""
    staff = [frozenset[tuple[str, str]](), *(frozenset({(r, p)}) for r in roles for p in PLACES)]
    found = [Viewer("lake", None, staff=grants) for grants in staff]
    for count in range(4):
        for contracts in itertools.combinations(HELD, count):
            found += [Viewer("lake", 7, each, contracts=contracts) for each in (False, True)]
    for contracts in [(), *((each,) for each in HELD)]:
        for suspended, home in itertools.product((False, True), (None, *PLACES)):
            for role, grants in itertools.product((None, *TEAM_ROLES), staff[:: len(PLACES)]):
                teams = ((5, role),) if role else ()
                found.append(Viewer("lake", 7, suspended, home, contracts, teams, grants))
    return found


class Judge:
    """Judges promises about one policy set."""

    def __init__(self, policies: PolicySet, files: Mapping[str, Any]) -> None:
        self.policies = policies
        self.roles: dict[str, list[str]] = files["policies/staff.yaml"]["roles"]
        self.viewers = viewers(self.roles)

    def holds(self, promise: Mapping[str, Any]) -> bool:
        """Tell whether nobody anywhere at any time breaks *promise*."""
        kind = next(key for key in ("never", "always", "monotone") if key in promise)
        said = promise[kind]
        if kind == "monotone":
            return all(
                self.keeps(kind, said, viewer, self.policies.mask(viewer, portal, now), now)
                for portal, now in itertools.product(PLACES, MOMENTS)
                for viewer in self.plain
            )
        return all(
            self.keeps(kind, said, viewer, mask, now)
            for portal, now in itertools.product(PLACES, MOMENTS)
            for viewer, mask in self.different(portal, now)
        )

    @cached_property
    def plain(self) -> list[Viewer]:
        """Those without a role as staff, and with no more than one contract."""
        return [each for each in self.viewers if not each.staff and len(each.contracts) < 2]

    @cache  # noqa: B019 - a judge lives as long as its test
    def different(self, portal: str, now: dt.datetime) -> list[tuple[Viewer, Mask]]:
        """Ask everybody's mask, and return one of those who are alike in all that is judged."""
        found: dict[tuple[Any, ...], tuple[Viewer, Mask]] = {}
        for viewer in self.viewers:
            mask = self.policies.mask(viewer, portal, now)
            found.setdefault((id(mask), self.facts(viewer, portal, now)), (viewer, mask))
        return list(found.values())

    def facts(self, viewer: Viewer, portal: str, now: dt.datetime) -> tuple[Any, ...]:
        """Return all of a viewer that `keeps` looks at besides the mask."""
        passed = self.passed(viewer.customer, viewer.contracts, portal, now)
        frozen = bool(viewer.contracts) and all(held.frozen for held in viewer.contracts)
        return (
            viewer.customer, viewer.suspended, viewer.teams, viewer.staff, viewer.home, frozen,
            passed,
        )  # fmt: skip

    @cache  # noqa: B019 - a judge lives as long as its test
    def passed(
        self,
        customer: int | None,
        contracts: tuple[LiveContract, ...],
        portal: str,
        now: dt.datetime,
    ) -> tuple[bool, ...]:
        """Return which audiences' levels admit somebody."""
        viewer = Viewer("lake", customer, contracts=contracts)
        return tuple(
            self.passes(word, viewer, portal, now) for word in ("contact", "member", *LEVELS)
        )

    def keeps(
        self, kind: str, said: Mapping[str, Any], viewer: Viewer, mask: Mask, now: dt.datetime
    ) -> bool:
        """Tell whether one viewer keeps the promise."""
        if "shows" in said:
            return self.shows_rightly(kind, said, viewer, mask)
        if kind == "monotone":
            before = self.has(said, viewer, mask.portal, now)
            return all(before <= self.has(said, then, mask.portal, now) for then in more(viewer))
        frozen = bool(viewer.contracts) and all(held.frozen for held in viewer.contracts)
        state = {
            "anonymous": viewer.customer is None and not viewer.staff,
            "suspended": viewer.suspended,
            "frozen": frozen,
        }
        if not state[said["when"]] if "when" in said else False:
            return True
        words = said["outside" if kind == "never" else "inside"]
        inside = any(self.passes(word, viewer, mask.portal, now) for word in words)
        named = {PERMISSIONS[word] for word in words if word in PERMISSIONS}
        if "sees" not in said:
            inside = inside or bool(named & self.held_here(viewer, mask.portal))
            reaches = bool(self.has(said, viewer, mask.portal, now))
            return not (reaches and not inside) if kind == "never" else reaches or not inside
        has = self.has(said, viewer, mask.portal, now)
        everywhere = {"portal"} if inside else set()
        some: set[str] = set()
        if "own" in words and viewer.customer is not None:
            some.add("own")
        covered = {"administrator"} if "team-admins" in words else set()
        covered |= set(TEAM_ROLES) if "own-team" in words else set()
        some |= {f"team {role}" for _, role in viewer.teams if role in covered}
        some |= named & self.held(viewer)
        if kind == "never":
            return inside or has <= some
        return everywhere | some <= has

    def has(
        self, said: Mapping[str, Any], viewer: Viewer, portal: str, now: dt.datetime
    ) -> set[str]:
        """Return what a viewer has of a subject: the kinds of rows on which they see it."""
        mask = self.policies.mask(viewer, portal, now)
        if "opens" in said:
            return {"portal"} if mask.sections[said["opens"][0]] is None else set()
        if "does" in said:
            decision = self.policies.decide(said["does"][0], viewer, portal, now)
            return {"portal"} if decision else set()
        name, _, field = said["sees"][0].partition(".")
        cell = mask.shape.types[name].cells[field]
        found = set(cell.permissions)
        hidden = mask.hidden[name][cell.hidden]
        if cell.portal:
            assert mask.locations[name] - hidden
            found.add(f"shown {len(hidden)}" if hidden else "portal")
        if cell.own:
            found.add("own")
        for _, role in viewer.teams:
            if cell.team_roles & {"*", role}:
                found.add(f"team {role}")
        return found

    def shows_rightly(
        self, kind: str, said: Mapping[str, Any], viewer: Viewer, mask: Mask
    ) -> bool:
        shown = mask.locations[said["shows"][0]]
        home = viewer.home if viewer.customer is not None else None
        promised: set[str] = set()
        for scope in said["beyond" if kind == "never" else "from"]:
            promised |= locations_of(scope, mask.portal, home)
        return shown <= promised if kind == "never" else promised <= shown

    # ------------------------------------------------------------ who somebody is

    def passes(self, word: str, viewer: Viewer, portal: str, now: dt.datetime) -> bool:
        """Tell whether an audience's levels admit a viewer."""
        switches = self.policies.switches(portal, now)
        counts = switches["freeze.counts-as-member"] is True
        lenient = switches["freeze.member-sections"] == "allow"
        counted = [held for held in viewer.contracts if counts or not held.frozen]
        is_member = viewer.customer is not None and bool(counted)
        passing = [held for held in viewer.contracts if not held.frozen or (counts and lenient)]
        if word == "public":
            return True
        if word == "logged-in":
            return viewer.customer is not None
        if word == "contact":
            return viewer.customer is not None and not is_member
        if word == "member":
            return viewer.customer is not None and bool(passing)
        written = LEVELS.get(word)
        if written is None:
            return False
        if "any-of" in written:
            return any(self.passes(each, viewer, portal, now) for each in written["any-of"])
        places: Set[str] = PLACES.keys()
        if "at" in written:
            places = {
                place for scope in written["at"] for place in locations_of(scope, portal, None)
            }
        if "plans" in written:
            usable = [held for held in viewer.contracts if not held.frozen]
            return any(held.plan in written["plans"] and held.location in places for held in usable)
        return any(held.location in places for held in passing)

    def held(self, viewer: Viewer) -> set[str]:
        """Return the permissions that a viewer holds anywhere."""
        return {name for role, _ in viewer.staff for name in self.roles.get(role, ())}

    def held_here(self, viewer: Viewer, portal: str) -> set[str]:
        """Return the permissions that a viewer holds at a portal: given there or above."""
        above = locations_of("parent", portal, None)
        return {
            name
            for role, place in viewer.staff
            if place in above
            for name in self.roles.get(role, ())
        }


def more(viewer: Viewer) -> list[Viewer]:
    """Return what a viewer becomes by signing in, or by one running contract."""
    if viewer.customer is None:
        return [Viewer("lake", 7, home=home, staff=viewer.staff) for home in (None, *PLACES)]
    return [
        Viewer(
            "lake", 7, viewer.suspended, viewer.home, (*viewer.contracts, held), viewer.teams,
            viewer.staff,
        )
        for held in HELD
        if not held.frozen
    ]


def locations_of(scope: str, portal: str, home: str | None) -> set[str]:
    """Return the locations in a scope."""
    if scope == "home":
        return {home} if home else set()
    below = {place for place in PLACES if portal in chain(place)}
    return {
        "current": {portal},
        "child": below,
        "parent": set(chain(portal)),
        "network": set(PLACES),
    }[scope]


def chain(place: str) -> list[str]:
    """Return a place and all places above it."""
    parent = PLACES[place]
    return [place, *chain(parent)] if parent else [place]
