"""The benchmark is fair: equal questions, and equal answers."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import graphql
import jwt
import pytest
import sqlalchemy as sa

from benchmarks.contestants import always, in_turn
from benchmarks.equality import canonical, difference
from benchmarks.everything_public import write_everything_public
from benchmarks.measuring import Measured
from benchmarks.pages import BOOKING, PAGES, READS
from benchmarks.peers import node
from benchmarks.peers.setting import Setting
from benchmarks.peers.starting import started
from benchmarks.plot import plot
from benchmarks.rooms import free_times
from benchmarks.scale import Times, not_flat
from benchmarks.scenes import SCENES
from benchmarks.sessions import Session
from gateway.policies.loading import load_policies
from schema.graph import build_schema
from schema.shape import graph_shape

HOUSE = Path(__file__).parent.parent
PEERS = HOUSE / "benchmarks/peers"
ANSWER = {
    "data": {
        "events": {
            "nodes": [{"id": "Event:1", "startsAt": "2026-01-30T13:00:00Z"}],
            "pageInfo": {"endCursor": "WzFd"},
        }
    }
}


def changed(old: str, new: str) -> object:
    """The answer above with one thing in it that is different."""
    return json.loads(json.dumps(ANSWER).replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-01-30T13:00:00Z", "2026-01-30T13:00:00.000000+00:00"),
        ("2026-01-30T13:00:00Z", "2026-01-30T14:00:00+01:00"),
        ("WzFd", "another cursor"),
    ],
)
def test_notations_are_no_difference(old: str, new: str) -> None:
    """How a moment is written and what stands in a cursor is each server's own business."""
    assert difference(canonical(ANSWER), canonical(changed(old, new))) is None


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("Event:1", "Event:2", '.events.nodes[0].id: "Event:2" in place of "Event:1"'),
        ("13:00:00Z", "13:00:01Z", ".events.nodes[0].startsAt: "),
        ('"WzFd"', "null", ".events.pageInfo.endCursor: false in place of true"),
        ('"Event:1"', "1", '.events.nodes[0].id: 1 in place of "Event:1"'),
        ('[{"id"', '[{"title": null, "id"', None),
        ('"pageInfo"', '"pages"', ".events.pageInfo: null in place of "),
    ],
)
def test_everything_else_is_a_difference(old: str, new: str, place: str | None) -> None:
    """It is named with its place and both values; only a null that was not asked for is none."""
    found = difference(canonical(ANSWER), canonical(changed(old, new)))
    if place is None:
        assert found is None
    else:
        assert found is not None
        assert found.startswith("answer.data" + place)


def test_the_peers_serve_the_same_graph() -> None:
    """Each type and field of theirs is one of ours, and all pages can be asked of them."""
    ours = build_schema()._schema
    theirs = graphql.build_schema((PEERS / "graph.graphql").read_text())
    for page in PAGES:
        document = graphql.parse(page.query)
        assert graphql.validate(ours, document) == []
        assert graphql.validate(theirs, document) == []
    for name, type_ in theirs.type_map.items():
        if not name.startswith("__") and isinstance(type_, graphql.GraphQLObjectType):
            for field_name, field in type_.fields.items():
                mine = ours.type_map[name]
                assert isinstance(mine, graphql.GraphQLObjectType)
                named = graphql.get_named_type(mine.fields[field_name].type).name
                assert graphql.get_named_type(field.type).name == named, (name, field_name)


def test_all_that_is_measured_holds_against_the_schema() -> None:
    """The visit's pages and the booking, too."""
    schema = build_schema()._schema
    queries = [page.query for page in (*READS, BOOKING)] + [scene.query for scene in SCENES]
    for query in queries:
        assert graphql.validate(schema, graphql.parse(query)) == []


def test_no_time_is_booked_twice() -> None:
    """A room and a time come once; one day's bookings come far apart."""
    times = list(itertools.islice(free_times(), 30_000))
    assert len({(room, start) for room, start, _ in times}) == len(times)
    assert len({start.date() for _, start, _ in times[:300]}) == 300


def test_a_visit_goes_round() -> None:
    """Page by page, and from the beginning."""
    ask = in_turn([always(b"one"), always(b"two")])
    assert [ask(), ask(), ask()] == [b"one", b"two", b"one"]


def test_what_cannot_run_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without npm, or where no package carries a Node that is new enough: a sentence."""
    monkeypatch.setattr(node, "FOLDER", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(node.NotThere, match="npm is not installed"):
        node.find_node()
    (tmp_path / "node_modules").mkdir()
    with pytest.raises(node.NotThere, match="Node 22 or newer is not installed"):
        node.find_node()


def test_a_run_without_node_names_whom_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are measured all the same."""
    monkeypatch.setattr(node, "FOLDER", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    key = b"k" * 32
    setting = Setting(sa.make_url("postgresql://nowhere/none"), "harbour", (), {}, key)
    session = Session(1, jwt.encode({"sid": 1, "net": "harbour"}, key, algorithm="HS256"))
    with started(("Yoga", "PostGraphile"), setting, [session]) as (contestants, missing):
        assert contestants == []
    assert missing == ["PostGraphile, Yoga: not measured, as npm is not installed"]


def test_everything_public_is_a_set_of_rules_that_holds(tmp_path: Path) -> None:
    """So that what a policy costs can be told from what the rest costs."""
    write_everything_public(HOUSE, tmp_path)
    loaded = load_policies(tmp_path, graph_shape())
    assert not loaded.problems
    assert loaded.current is not None


def test_servers_are_compared_round_by_round() -> None:
    """A round in which the machine was slow for both does not change what is said."""
    ours = Measured(1, 1, 1, 0.002, cpu_by_round=(0.001, 0.002, 0.010))
    other = Measured(1, 1, 1, 0.006, cpu_by_round=(0.003, 0.006, 0.030))
    assert ours.times(other) == pytest.approx(3)
    assert other.times(ours) == pytest.approx(1 / 3)


def test_what_is_not_flat_is_named() -> None:
    """A page that takes longer where more is stored, and a deep one that does beside the first."""
    fast, slow = Times(p50=0.001, p10=0.001), Times(p50=0.002, p10=0.0015)
    disturbed = Times(p50=0.009, p10=0.001)
    found = {scene: [fast, fast] for scene in SCENES}
    assert list(not_flat(found, [1, 10])) == []
    searched = next(scene for scene in SCENES if not scene.flat)
    deep = next(scene for scene in SCENES if scene.beside)
    found |= {searched: [fast, slow], SCENES[0]: [fast, disturbed], deep: [slow, slow]}
    assert list(not_flat(found, [1, 10])) == [
        f"{deep.name}: 1.50 times the first page at scale {scale}" for scale in (1, 10)
    ]
    found |= {deep: [fast, slow]}
    assert next(not_flat(found, [1, 10])) == f"{deep.name}: 1.50 times as long at scale 10"


def test_the_plot_has_a_bar_for_each_server() -> None:
    """The longest first, and ours in a colour of its own."""
    figures = [
        {"database": "postgresql", "page": "a & b", "connections": connections, "server": server,
         "rate": 1.0, "cpu": cpu, "p50": 0.1, "p99": 0.2}
        for connections in (1, 32)
        for server, cpu in (("Yoga", 0.002), ("gateway", 0.0005))
    ]  # fmt: skip
    drawn = ElementTree.fromstring(plot({"machine": "2 cores", "figures": figures}))
    name = "{http://www.w3.org/2000/svg}"
    bars = [each for each in drawn.iter(f"{name}rect") if each.get("fill") != "#ffffff"]
    lengths = [float(bar.attrib["width"]) for bar in bars]
    assert [length / lengths[0] for length in lengths] == [1.0, 0.25]
    assert bars[0].get("fill") != bars[1].get("fill")
    texts = [each.text for each in drawn.iter(f"{name}text")]
    assert texts.index("gateway") < texts.index("Yoga")
    assert {"a & b (postgresql)", "2,000", "500"} <= set(texts)
