"""Location and network visibility: whose records a portal shows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from tests.seeds.demo import Demo, written_anew

TYPES = {
    "Event": "events", "Article": "articles", "Perk": "perks", "Faq": "faqs",
    "Resource": "resources", "Product": "products",
}  # fmt: skip
SCOPES = ("current", "child", "parent", "network", "home")
PORTALS = ("berlin-mitte", "berlin", "harbour")
"""A leaf, a node between, and the root."""
CHANGED = ("berlin-mitte", "lisbon")
"""Locations whose own changes speak of these types."""


def scoped(root: Path, scope: str) -> Path:
    """Write a root in which the six types have this scope at every portal."""
    written_anew(root)
    (root / "policies/promises.yaml").unlink()
    for name in ("content", "commerce", "resources"):
        file = root / f"policies/{name}.yaml"
        document = yaml.safe_load(file.read_text())
        for entry in (document["types"][each] for each in TYPES if each in document["types"]):
            entry["rows"]["scope"] = [scope]
            entry.pop("locations-may", None)
        file.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True))
    for name in CHANGED:
        file = root / f"locations/{name}.yaml"
        location = yaml.safe_load(file.read_text())
        del location["changes"]
        file.write_text(yaml.safe_dump(location, sort_keys=False, allow_unicode=True))
    return root


@pytest.fixture(name="portals", scope="module")
def _portals(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A root for each scope."""
    folder = tmp_path_factory.mktemp("scopes")
    return {scope: scoped(folder / scope, scope) for scope in SCOPES}


def places(portal: Demo, kind: str, who: str | None, at: str) -> list[str]:
    """The locations whose records of a kind somebody is shown at a portal, in their order."""
    question = f"{{ {TYPES[kind]}(first: 100) {{ nodes {{ location {{ id }} }} }} }}"
    nodes = portal.see(question, who, at)["nodes"]
    return sorted({each["location"]["id"].partition(":")[2] for each in nodes})


@pytest.mark.parametrize("scope", ["current", "child", "parent", "network"])
def test_a_portal_can_show_data_from(
    demo: Demo, portals: dict[str, Path], snapshot: SnapshotAssertion, scope: str
) -> None:
    """Six types at a leaf, in the middle and at the root, as Ben, a member, is shown them."""
    with Demo(demo.file, portals[scope]) as portal:
        lines = [
            f"{kind:8} at {at:12}: {', '.join(places(portal, kind, 'ben', at)) or '-'}"
            for kind in TYPES
            for at in PORTALS
        ]
    assert "\n".join(lines) == snapshot


def test_the_home_of_whoever_looks_is_nowhere_for_a_stranger(
    demo: Demo, portals: dict[str, Path]
) -> None:
    """Ben is shown Mitte's events at every portal; who is not signed in is told to sign in."""
    with Demo(demo.file, portals["home"]) as portal:
        assert places(portal, "Event", "ben", "lisbon") == ["berlin-mitte"]
        question = "{ events { totalCount } }"
        assert portal.refused(question, None, "lisbon") == {"events": "LOGIN_REQUIRED"}


def test_out_of_scope_is_out_of_reach(demo: Demo) -> None:
    """An event of Lisbon is not there in Berlin: by id, as a node, in a list, or in a count."""
    event = demo.id("Event", "events", title="Fado entre secretárias")
    question = f"""{{ event(id: "{event}") {{ title }} node(id: "{event}") {{ id }}
      events(filter: {{ title: {{ eq: "Fado entre secretárias" }} }}) {{
        totalCount nodes {{ id }} }}
      search(text: "Fado") {{ ... on Event {{ title }} }} }}"""
    nothing: dict[str, object] = {
        "event": None, "node": None, "events": {"totalCount": 0, "nodes": []}, "search": [],
    }  # fmt: skip
    assert demo.see(question, "ben", "berlin-mitte") == nothing
    there = demo.see(question, "ben", "lisbon-alfama")
    assert there["event"] == {"title": "Fado entre secretárias"}
    assert there["events"]["totalCount"] == 1


def test_each_type_has_a_scope_of_its_own(demo: Demo) -> None:
    """At Mitte, events are the house's, perks and questions the network's besides."""
    found = {kind: places(demo, kind, "ben", "berlin-mitte") for kind in TYPES}
    assert found["Event"] == found["Article"] == found["Resource"] == ["berlin-mitte"]
    assert "harbour" in found["Faq"]
    assert set(found["Faq"]) <= {"berlin-mitte", "berlin", "harbour-germany", "harbour"}


def test_nor_is_it_reached_by_way_of_another_record(demo: Demo) -> None:
    """Ben's places at events are his at every portal; the event only where it is shown."""
    question = "{ me { eventRegistrations { event { location { name } } } } }"
    shown, counts = {}, set()
    for place in ("berlin-mitte", "hamburg-speicherstadt"):
        places = demo.ask(question, "ben", place)["data"]["me"]["eventRegistrations"]
        shown[place] = {each["event"]["location"]["name"] for each in places if each["event"]}
        counts.add(len(places))
    assert len(counts) == 1
    assert shown == {
        "berlin-mitte": {"Berlin Mitte"}, "hamburg-speicherstadt": {"Hamburg Speicherstadt"},
    }  # fmt: skip


def test_a_house_may_protect_its_records_wherever_they_are_shown(demo: Demo) -> None:
    """Ghent tells nobody who comes, not even at the portal of the network."""
    question = "{ events(first: 100) { nodes { location { name } attendees { totalCount } } } }"
    coming: dict[str, int] = {}
    for event in demo.see(question, "noor", "harbour")["nodes"]:
        name = event["location"]["name"]
        coming[name] = coming.get(name, 0) + event["attendees"]["totalCount"]
    assert coming["Ghent Docks"] == 0
    assert coming["Berlin Mitte"] > 20


def test_membership_anywhere_in_the_network_counts_unless_a_rule_says_where(demo: Demo) -> None:
    """Jonas holds his contract in Hamburg: in Berlin he enters, and reads no guest list."""
    question = """{ resources { totalCount }
      events(first: 1) { nodes { attendees { totalCount } } } }"""
    refused = demo.refused(question, "jonas", "berlin-mitte")
    assert refused == {"events.nodes.attendees": "MEMBERS_ONLY"}
    assert demo.refused(question, "ben", "berlin-mitte") == {}


def test_records_of_the_network_need_a_scope_that_reaches_them(tmp_path: Path) -> None:
    """There is no mark on a record that overrides the portal's scope: the switch refuses `true`."""
    root = written_anew(
        tmp_path / "root",
        ("policies/portal.yaml", "switches:\n", "switches:\n  network-records-cascade: true\n"),
    )
    loaded = load_policies(root, graph_shape())
    assert loaded.current is None
    assert [problem.place.path for problem in loaded.problems] == ["policies/portal.yaml"]
