"""Random policies compared: what is found, and whom it touches, is what asking everybody finds."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import random
from collections.abc import Hashable
from functools import cache

import pytest

from access.comparing import Lasting, compare_sets
from access.counting import Group, Sample
from access.crowds import Crowd
from access.mask import ScopeShape
from access.policy_set import PolicySet
from access.subjects import About, Subject, subjects
from access.viewer import Viewer
from tests.access.proving.brute_force import MOMENTS, viewers
from tests.access.proving.random_promises import PLACES, ROLES
from tests.access.proving.test_brute_force import compiled, sound_policy

PAIRS = int(os.environ.get("COMPARED_POLICIES", "6"))
"""How many pairs of policies are compared; more take longer, and find rarer differences."""

LEVELS = frozenset({"public", "logged-in", "contact", "member"})


@cache
def policies(number: int) -> PolicySet:
    """Return a random policy set."""
    found = compiled(sound_policy(number), promised=False).policies
    assert found is not None
    return found


def _roles(named: frozenset[str]) -> set[str]:
    """The roles that a cell shows itself to: "*" is every one of them."""
    every = {"*", "member", "administrator", "paying-member"}
    return every if "*" in named else set(named)


def has(
    subject: Subject, policies: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
) -> frozenset[Hashable]:
    """Return what somebody has of *subject*, by nothing but the answers that a request gets."""
    mask = policies.mask(viewer, portal, now)
    match subject.about:
        case About.SECTION:
            return frozenset({"in"} if mask.sections[subject.name] is None else ())
        case About.ACTION:
            allowed = policies.decide(subject.name, viewer, portal, now)
            return frozenset({"may"} if allowed else ())
    seen = mask.shape.types[subject.type_name]
    places = mask.locations[subject.type_name]
    if subject.about is About.SCOPE:
        if not places or not any(cell.portal for cell in seen.cells.values()):
            return frozenset()
        assert seen.rows.scope is not ScopeShape.NETWORK or places == frozenset(PLACES)
        return places | (LEVELS if seen.rows.levels is None else seen.rows.levels)
    cell = seen.cells[subject.field]
    shown = places - mask.hidden[subject.type_name][cell.hidden] if cell.portal else frozenset()
    return frozenset({
        *_roles(cell.team_roles), *cell.permissions, *({"own"} if cell.own else ()),
        *({"portal"} if cell.portal else ()), *(("at", place) for place in shown),
    })  # fmt: skip


def change(
    subject: Subject, old: PolicySet, new: PolicySet, viewer: Viewer, portal: str, now: dt.datetime
) -> tuple[bool, bool]:
    """Tell whether somebody gains, and whether they lose."""
    before, after = (has(subject, each, viewer, portal, now) for each in (old, new))
    if subject.about is About.SCOPE and not (before and after):
        return False, False
    if subject.about is About.FIELD:  # of records that both show
        shown = [each.mask(viewer, portal, now).locations[subject.type_name] for each in (old, new)]
        other = {("at", place) for place in PLACES if place not in shown[0] & shown[1]}
        before, after = before - other, after - other
    return bool(after - before), bool(before - after)


def is_then(lasting: Lasting, now: dt.datetime) -> bool:
    """Whether a difference is there on the day of *now*."""
    day = now.date()
    return (lasting.since is None or lasting.since <= day) and (
        lasting.until is None or day < lasting.until
    )


@pytest.mark.parametrize("number", range(PAIRS))
def test_differences_and_counts_are_those_of_everybody(number: int) -> None:
    """At every portal on every stretch of days, for sections, records, fields and actions."""
    old, new = policies(2 * number), policies(2 * number + 1)
    everybody = random.Random(number).sample(viewers(ROLES), 90)
    comparison = compare_sets(old, new, MOMENTS[0])
    groups = [Group(each, 1, (Sample(n),)) for n, each in enumerate(everybody)]
    crowd = Crowd(groups, comparison.found)
    touched = 0
    for portal, now in itertools.product(PLACES, MOMENTS):
        found = {
            each.difference.subject: each
            for each in comparison.found
            if portal in each.portals and is_then(each, now)
        }
        for subject in subjects(old, new):
            changes = [change(subject, old, new, each, portal, now) for each in everybody]
            expected = tuple(map(sum, zip(*changes, strict=True)))
            lasting = found.get(subject)
            if lasting is None:
                assert expected == (0, 0), (subject, portal, now)
                continue
            counted = crowd.touched(lasting, portal)
            counts = counted.gaining.people, counted.losing.people
            assert counts == expected, (subject, portal, now)
            assert all(changes[each.id][0] for each in counted.gaining.samples)
            assert all(changes[each.id][1] for each in counted.losing.samples)
            touched += sum(counts)
    assert touched


@pytest.mark.parametrize("number", range(PAIRS))
def test_kinds_of_viewer_are_somebody(number: int) -> None:
    """Whoever is said to gain or to lose does so; nobody is made up."""
    old, new = policies(2 * number), policies(2 * number + 1)
    seen = 0
    for each in compare_sets(old, new, MOMENTS[0]).found:
        difference, site = each.difference, each.site
        for state in {*difference.gains, *difference.losses}:
            viewer = site.viewer(state)
            gains, loses = change(
                difference.subject, old, new, viewer, site.portal, site.after.now
            )
            assert (gains, loses) == (state in difference.gains, state in difference.losses)
            seen += 1
    assert seen
