"""The tree of locations: scopes, inheritance, and trees that are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from access.levels import Scope
from access.tree import Tree
from tests.small_world import NORTH, NORTH_AMERICA, compiled, policies, world

US = {"us", "california", "san-francisco", "los-angeles", "florida", "miami"}
CALIFORNIA = {"california", "san-francisco", "los-angeles"}

# The worked example of the scopes: each seen from a leaf, the middle and the root.
SCOPES: dict[str, tuple[Set[str], Set[str], Set[str]]] = {
    "current": ({"san-francisco"}, {"california"}, {"north"}),
    "child": ({"san-francisco"}, CALIFORNIA, NORTH_AMERICA),
    "parent": (
        {"san-francisco", "california", "us", "north"},
        {"california", "us", "north"},
        {"north"},
    ),
    "network": (NORTH_AMERICA, NORTH_AMERICA, NORTH_AMERICA),
    "parent-network": (CALIFORNIA, US, {"north"}),
    "home": ({"quebec"}, {"quebec"}, {"quebec"}),
    "home-child": ({"quebec", "montreal"},) * 3,
    "home-parent": ({"quebec", "canada", "north"},) * 3,
}


@pytest.fixture(name="tree")
def _tree() -> Tree:
    """The small world's tree, as `tests/small_world.py` draws it."""
    return policies().tree


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("place", range(3), ids=["leaf", "middle", "root"])
def test_scopes(tree: Tree, scope: str, place: int) -> None:
    """Each scope holds what the table says, with the viewer's home in quebec."""
    seen_from = ("san-francisco", "california", "north")[place]
    assert tree.scope(Scope(scope), seen_from, home="quebec") == SCOPES[scope][place]


@pytest.mark.parametrize(
    ("scopes", "seen_from"),
    [
        ((), "california"),
        ((Scope.CURRENT, Scope.NETWORK), "california"),
        ((Scope.CHILD, Scope.CURRENT, Scope.PARENT), "california"),
        ((Scope.HOME, Scope.CHILD), "california"),
    ],
)
def test_several_scopes(tree: Tree, scopes: tuple[Scope, ...], seen_from: str) -> None:
    """Several scopes hold what any of them does, in whichever order they are named."""
    together = {place for scope in scopes for place in tree.scope(scope, seen_from, home="quebec")}
    assert tree.places(scopes, seen_from, home="quebec") == together
    assert tree.places(reversed(scopes), seen_from, home="quebec") == together


def test_the_widest_scope_is_not_copied(tree: Tree) -> None:
    """A network of ten thousand places is one set, however many types are shown all of it."""
    network = tree.network("north")
    assert tree.places((Scope.CURRENT, Scope.NETWORK), "california") is network


@pytest.mark.parametrize("scope", ["home", "home-child", "home-parent"])
@pytest.mark.parametrize("home", [None, "atlantis", "isle"])
def test_home_scopes_are_empty_without_a_home_in_this_network(
    tree: Tree, scope: str, home: str | None
) -> None:
    """Anonymous visitors have no home; one that no file describes, or abroad, is none either."""
    assert tree.scope(Scope(scope), "california", home=home) == frozenset()


def test_two_roots_are_two_networks(tree: Tree) -> None:
    """No scope of one network reaches into the other."""
    assert tree.roots == ("isle", "north")
    for scope in Scope:
        assert "isle" not in tree.scope(scope, "north", home="miami")
        assert tree.scope(scope, "isle", home="isle") == {"isle"}


def test_relatives(tree: Tree) -> None:
    """Ancestors leave the location itself out; a subtree begins with it."""
    assert tree.ancestors("california") == {"us", "north"}
    assert tree.subtree("us") == US
    assert tree.children("us") == {"california", "florida"}
    assert tree.root("montreal") == "north"
    assert tree.network("north") == NORTH_AMERICA
    assert [tree.depth(name) for name in ("north", "us", "miami", "montreal")] == [0, 1, 3, 3]
    assert tree["san-francisco"].root == "north"
    assert "atlantis" not in tree
    assert len(tree) == 11


def test_what_a_location_leaves_out_is_its_nearest_ancestor_s(tree: Tree) -> None:
    """Time zone, currency, languages whole; branding and texts key by key; the address never."""
    sf, quebec, montreal = tree["san-francisco"], tree["quebec"], tree["montreal"]
    assert sf.timezone.key == tree["los-angeles"].timezone.key == "America/Los_Angeles"
    assert tree["miami"].timezone.key == "America/New_York"
    assert (sf.currency, quebec.currency, tree["isle"].currency) == ("USD", "CAD", None)
    assert (sf.languages, montreal.languages) == (("en",), ("fr",))
    assert sf.branding == {"primary-color": "#123456", "font": "Lora"}
    assert sf.data["about"] == {"text": "By the bay.", "legal-notice": "North Inc."}
    assert sf.data["phone"] == "+1 555 0100"
    assert "address" not in sf.data
    assert tree["north"].data["address"] == {"city": "Toronto"}


def test_a_location_s_data_do_not_change(tree: Tree) -> None:
    """What every request shares, no request can change."""
    with pytest.raises(TypeError, match="frozen"):
        tree["north"].data["about"]["text"] = "Mine."
    with pytest.raises(TypeError, match="frozen"):
        tree["north"].data.update({})  # type: ignore[attr-defined]


def test_a_thousand_locations_in_one_another() -> None:
    """Depth has no limit, and costs no recursion."""
    texts = world() | {
        f"locations/deep-{number}.yaml": f"name: Deep\nparent: {above}\n"
        for number in range(1000)
        for above in [f"deep-{number - 1}" if number else "north"]
    }
    found = compiled(texts).policies
    assert found is not None
    assert found.tree.depth("deep-999") == 1000
    assert len(found.tree.subtree("north")) == 1010


@pytest.mark.parametrize(
    "zone",
    ["Africa/Cairo", "America/Havana", "America/Nuuk", "America/Santiago", "Asia/Beirut"],
)
def test_a_day_begins_at_its_first_moment(zone: str) -> None:
    """Also where clocks skip midnight, or show it twice: a second earlier it is the day before."""
    place = replace(policies().tree["miami"], timezone=ZoneInfo(zone))
    for number in range(1, 731):
        day = dt.date(2023, 12, 31) + dt.timedelta(days=number)
        start = place.start_of(day)
        assert (place.day(start), start.tzinfo) == (day, dt.UTC)
        assert place.day(start - dt.timedelta(seconds=1)) == day - dt.timedelta(days=1)


def test_hosts_lead_to_their_location() -> None:
    """A host name is found whatever its case; a port counts only where the file names one."""
    found = policies()
    for host, location in [
        ("sf.example.test", "san-francisco"),
        ("SF.Example.Test:9000", "san-francisco"),
        ("sf.example.test.", "san-francisco"),
        ("sf.test:8080", "san-francisco"),
        ("sf.test:9090", None),
        ("sf.test", None),
        ("north.example.test", "north"),
        ("nowhere.example.test", None),
        ("", None),
        (None, None),
    ]:
        portal = found.portal_at(host)
        assert (portal and portal.id) == location, host


def test_a_circle_hides_no_other_problem() -> None:
    """Each circle is one problem; what hangs below it is not blamed."""
    texts = world() | {
        "locations/one.yaml": "name: One\nparent: two\n",
        "locations/two.yaml": "name: Two\nparent: one\n",
        "locations/below.yaml": "name: Below\nparent: two\n",
        "locations/self.yaml": "name: Self\nparent: self\n",
        "locations/lost.yaml": "name: Lost\nparent: nort\n",
        "locations/clock.yaml": "name: Clock\nparent: north\ntimezone: Europe/Berln\n"
        "hosts: [sf.example.test]\n",
    }
    assert "\n".join(map(str, compiled(texts).problems)) == (
        "locations/clock.yaml:3:11: `Europe/Berln` is not a time zone\n"
        "  help: did you mean `Europe/Berlin`?\n"
        "locations/lost.yaml:2:9: `nort` is not a location\n"
        "  help: did you mean `north`?\n"
        "locations/one.yaml:2:9: the parents of `one` go in a circle: one → two → one\n"
        "  help: let one of them have another parent, or none\n"
        "locations/san-francisco.yaml:3:9: host `sf.example.test` is the portal of `clock` "
        "already\n"
        "  help: take it out here, or in locations/clock.yaml:4:8\n"
        "locations/self.yaml:2:9: the parents of `self` go in a circle: self → self\n"
        "  help: let one of them have another parent, or none"
    )
    assert NORTH.startswith("name: North")
