"""Laws that hold for every policy, location and viewer."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.audiences import Audience, LevelTest, is_within, union
from access.level_table import LevelTable
from access.levels import ANYWHERE, AT, Level, Relation, Scope, is_covered
from access.mask import Mask
from access.periods import Period, stretches
from access.policy_set import PolicySet
from access.standing import FreezeRules, Standing
from access.viewer import LiveContract, Viewer
from tests.small_world import NOON, NORTH_AMERICA, change, compiled, policies, world

PLANS = ("hot-desk", "dedicated-desk", "private-office", "other")
PLACES = sorted(NORTH_AMERICA)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

contracts = st.builds(
    lambda location, plan, frozen: LiveContract(1, location, PLANS[plan], plan + 1, frozen),
    st.sampled_from(PLACES),
    st.integers(0, 3),
    st.booleans(),
)
viewers = st.builds(
    lambda customer, suspended, home, held, teams, staff: Viewer(
        "north",
        customer,
        suspended and customer is not None,
        home if customer else None,
        tuple(held) if customer else (),
        tuple(teams) if customer else (),
        frozenset(staff),
    ),
    st.sampled_from([None, 7]),
    st.booleans(),
    st.sampled_from([None, *PLACES]),
    st.lists(contracts, max_size=3),
    st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from(["member", "administrator"])), max_size=2
    ),
    st.lists(
        st.tuples(st.sampled_from(["host", "accountant"]), st.sampled_from(PLACES)), max_size=2
    ),
)
tests = st.one_of(
    st.builds(LevelTest, st.sampled_from([Level.PUBLIC, Level.LOGGED_IN, Level.CONTACT])),
    st.builds(
        LevelTest,
        st.just(Level.MEMBER),
        st.sampled_from([*AT.values(), Relation.SAME | Relation.BELOW | Relation.ABOVE]),
        st.none() | st.frozensets(st.sampled_from(PLANS[:3]), min_size=1, max_size=2),
    ),
)
audiences = st.builds(lambda levels: Audience(levels=levels), st.frozensets(tests, max_size=4))
freezes = st.builds(FreezeRules, st.booleans(), st.booleans())
relations = st.sampled_from(list(Relation))
standings = st.builds(
    lambda held: Standing(
        True,
        Relation(sum({int(at) for _, at, frozen in held if not frozen})),
        Relation(sum({int(at) for _, at, frozen in held if frozen})),
        frozenset((plan, at) for plan, at, frozen in held if not frozen),
    ),
    st.lists(st.tuples(st.sampled_from(PLANS), relations, st.booleans()), max_size=4),
) | st.just(Standing(profile=False))

CHANGED = [
    {},
    {"us": change("section: events, access: logged-in", "scope: Event, use: [network]")},
    {
        "california": change("open: Event.description, to: public"),
        "miami": change("hide: Event.startsAt, everywhere: true"),
    },
]


@pytest.fixture(name="worlds", scope="module")
def _worlds() -> list[tuple[PolicySet, PolicySet]]:
    """Policy sets, each beside itself with one more `hide` in san-francisco or north."""
    pairs = []
    for place, field in itertools.product(("north", "san_francisco"), ("startsAt", "description")):
        for changed in CHANGED:
            if place in changed:
                continue
            hidden = {**changed, place: change(f"hide: Event.{field}, everywhere: true")}
            if all(not compiled(world(**each)).problems for each in (changed, hidden)):
                pairs.append((policies(**changed), policies(**hidden)))
    assert len(pairs) == 12
    return pairs


def grants(mask: Mask, location: str) -> set[tuple[str, str, str]]:
    """Return every grant of a mask on records of *location*: type, field, kind."""
    found: set[tuple[str, str, str]] = set()
    for name, type_mask in mask.shape.types.items():
        for field, cell in type_mask.cells.items():
            hidden = mask.hidden[name][cell.hidden]
            if cell.portal and location in mask.locations[name] and location not in hidden:
                found.add((name, field, "portal"))
            if cell.own:
                found.add((name, field, "own"))
            found |= {(name, field, role) for role in cell.team_roles}
            found |= {(name, field, permission) for permission in cell.permissions}
    return found


@QUIET
@given(
    viewer=viewers,
    portal=st.sampled_from(PLACES),
    location=st.sampled_from(PLACES),
    number=st.integers(0, 11),
)
def test_hiding_never_widens(
    worlds: list[tuple[PolicySet, PolicySet]],
    viewer: Viewer,
    portal: str,
    location: str,
    number: int,
) -> None:
    """With one more `hide`, nobody sees anything anywhere that they did not see before."""
    plain, hiding = worlds[number]
    before, after = plain.mask(viewer, portal, NOON), hiding.mask(viewer, portal, NOON)
    assert grants(after, location) <= grants(before, location)


@QUIET
@given(viewer=viewers, portal=st.sampled_from(PLACES), number=st.integers(0, 11))
def test_masks_are_consistent(
    worlds: list[tuple[PolicySet, PolicySet]], viewer: Viewer, portal: str, number: int
) -> None:
    """A cell has grants or a code; explanations, sections and rows say the same as the mask."""
    found = worlds[number][1]
    mask = found.mask(viewer, portal, NOON)
    for section, code in mask.sections.items():
        assert found.section(section, viewer, portal, NOON).code is code
    for name, type_mask in mask.shape.types.items():
        assert bool(type_mask) is (type_mask.code is None)
        shown = [cell for cell in type_mask.cells.values() if cell.portal]
        hidden = [mask.hidden[name][cell.hidden] for cell in shown]
        nothing_left = frozenset.intersection(*hidden) if hidden else frozenset()
        assert mask.hidden[name][type_mask.rows_hidden] == nothing_left
        assert all(places < mask.locations[name] for places in hidden)
        for field, cell in type_mask.cells.items():
            assert bool(cell) is (cell.code is None)
            told = found.explain_field(name, field, viewer, portal, NOON)
            assert (bool(told), told.code) == (bool(cell), cell.code)


@QUIET
@given(inner=audiences, outer=audiences, standing=standings, freeze=freezes)
def test_within_is_never_wrong(
    inner: Audience, outer: Audience, standing: Standing, freeze: FreezeRules
) -> None:
    """Of whoever has several contracts, too: what is called within admits nobody else."""
    both = union([inner, outer])
    assert is_within(inner, both, [freeze])
    if inner.admits(standing, freeze) and not outer.admits(standing, freeze):
        assert not is_within(inner, outer, [freeze])


@QUIET
@given(chosen=st.lists(audiences, max_size=3), standing=standings, freeze=freezes)
def test_the_table_of_levels_agrees_with_the_tests(
    chosen: list[Audience], standing: Standing, freeze: FreezeRules
) -> None:
    """Truth as one integer says what each test says by itself."""
    table = LevelTable(chosen)
    if standing.profile:
        truth = table.of_customer(int(standing.active), int(standing.frozen), freeze)
        for plan, relation in standing.plans:
            truth |= table.of_plans.get((plan, int(relation)), 0)
    else:
        truth = table.anonymous
    for audience in chosen:
        assert bool(truth & table.bits(audience)) is audience.admits(standing, freeze)


@given(standing=standings, freeze=freezes)
def test_levels_in_every_state(standing: Standing, freeze: FreezeRules) -> None:
    """Contacts and members exclude each other, both are signed in, and narrowing only narrows."""
    passed = {level: LevelTest(level).admits(standing, freeze) for level in Level}
    assert passed[Level.PUBLIC]
    assert not (passed[Level.CONTACT] and passed[Level.MEMBER])
    assert passed[Level.LOGGED_IN] or not (passed[Level.CONTACT] or passed[Level.MEMBER])
    for at in AT.values():
        narrowed = LevelTest(Level.MEMBER, at).admits(standing, freeze)
        planned = LevelTest(Level.MEMBER, at, frozenset(PLANS)).admits(standing, freeze)
        assert passed[Level.MEMBER] or not narrowed
        assert narrowed or not planned
    assert AT["network"] == ANYWHERE


def test_scopes_are_monotone() -> None:
    """A scope that is covered by another lies within it, seen from everywhere, at any home."""
    tree = policies().tree
    for scope, wider in itertools.product(Scope, Scope):
        if is_covered(scope, frozenset({wider})):
            for portal, home in itertools.product(tree, [None, *tree]):
                assert tree.scope(scope, portal, home) <= tree.scope(wider, portal, home)


def test_scopes_hold_what_is_seen_from_there() -> None:
    """`child` and `parent` mirror each other, and nothing leaves the network."""
    tree = policies().tree
    for one, other in itertools.product(tree, tree):
        below = other in tree.scope(Scope.CHILD, one)
        assert below is (one in tree.scope(Scope.PARENT, other))
        relation = tree.relation(other, seen_from=one)
        assert bool(relation & AT["child"]) is below
        assert bool(relation & AT["parent"]) is (other in tree.scope(Scope.PARENT, one))
        for scope in Scope:
            assert tree.scope(scope, one, home=other) <= tree.network(tree.root(one))


days = st.dates(dt.date(2026, 11, 1), dt.date(2026, 11, 20))
periods = st.builds(Period, st.none() | days, st.none() | days)


@given(chosen=st.lists(periods, max_size=4), day=days)
def test_within_a_stretch_nothing_changes(chosen: list[Period], day: dt.date) -> None:
    """The first day of a stretch stands for all of its days."""
    first = max(start for start in stretches(chosen) if start <= day)
    assert [day in period for period in chosen] == [first in period for period in chosen]
