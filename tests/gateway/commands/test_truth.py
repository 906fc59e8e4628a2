"""What is explained and counted is what people are really answered, one by one."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from access.comparing import compare_sets
from access.counting import reached
from access.granted import Moment, Side, change, common_places
from access.policy_set import PolicySet
from access.questions import Kind, Question, Reach, questions_of
from access.viewer import Viewer
from gateway.operations.viewers import viewer_from
from gateway.policies.loading import load_policies
from resolvers.own_rights import NEEDED, with_right
from resolvers.persons import find_groups
from schema.shape import graph_shape
from store.compiled import compile_statement
from store.customers import customers
from store.databases import Connection
from store.facts import read_customer_facts
from tests.databases import read
from tests.gateway.commands.conftest import NOON
from tests.gateway.commands.test_screens import EDITS
from tests.gateway.ended import Portal
from tests.gateway.house import HOUSE

NETWORK = "harbour"


async def rows_of(connection: Connection, select: sa.Select[tuple[int]]) -> list[int]:
    """The ids that a statement finds."""
    statement = compile_statement(select, connection.dialect)
    rows = await connection.fetch(statement.text, statement.values({}))
    return [row[0] for row in rows]


@pytest.fixture(name="people", scope="session")
def _people(url: str) -> list[Viewer]:
    """Every customer of the network whose credentials work, as each would be answered."""

    async def everybody(connection: Connection) -> list[Viewer]:
        ids = await rows_of(
            connection, sa.select(customers.c.id).where(customers.c.network_id == NETWORK)
        )
        facts = await read_customer_facts(connection, NETWORK, ids, NOON)
        return [viewer_from(each, NETWORK) for each in facts.values() if each.valid]

    return read(url, everybody)


def test_groups_are_everybody_once(url: str, people: list[Viewer]) -> None:
    """As many customers as there are, and nobody twice; staff without a profile besides."""
    groups = read(url, lambda connection: find_groups(connection, NETWORK, NOON))
    with_profile = [group for group in groups if group.viewer.customer is not None]
    assert sum(group.count for group in with_profile) == len(people)
    assert len(with_profile) < len(people)
    assert any(group.viewer.customer is None for group in groups)


@pytest.mark.parametrize("portal", ["berlin-mitte", "lisbon-alfama", "new-york-dumbo"])
def test_head_counts_are_those_of_everybody_one_by_one(
    url: str, policies: PolicySet, people: list[Viewer], portal: str
) -> None:
    """For every section and action, and some fields."""
    groups = read(url, lambda connection: find_groups(connection, NETWORK, NOON))
    customers_only = [group for group in groups if group.viewer.customer is not None]
    fields = list(questions_of(policies, Kind.FIELD))[::12]
    for question in (
        *questions_of(policies, Kind.SECTION), *questions_of(policies, Kind.ACTION), *fields
    ):
        counts = reached(question, Moment(policies, NOON), portal, customers_only)
        expected = dict.fromkeys(Reach, 0)
        for viewer in people:
            expected[question.reach(policies, viewer, portal, NOON)] += 1
        assert {reach: count.people for reach, count in counts.items()} == expected, question


def test_rights_of_single_customers_count(
    url: str, policies: PolicySet, people: list[Viewer]
) -> None:
    """For each action that needs one, whoever lost it is counted among the refused."""
    everybody = read(
        url, lambda connection: find_groups(connection, NETWORK, NOON, with_rights=True)
    )
    groups = [group for group in everybody if group.viewer.customer is not None]
    without = 0
    for name, right in NEEDED.items():
        question = with_right(Question(Kind.ACTION, name))
        counts = reached(question, Moment(policies, NOON), "berlin-mitte", groups)
        decided = [
            (bool(policies.decide(name, viewer, "berlin-mitte", NOON)), right in viewer.rights)
            for viewer in people
        ]
        assert counts[Reach.ALL].people == decided.count((True, True))
        without += decided.count((True, False))
    assert without > 0


@pytest.mark.parametrize("name", ["guests-for-all-members", "contacts-may-book", "a-wider-role"])
def test_differences_count_everybody_one_by_one(
    portal: Portal, policies: PolicySet, people: list[Viewer], root: Path, name: str, url: str
) -> None:
    """Both policies asked for every person, and nothing else, comes to the numbers printed."""
    path, old, new = EDITS[name]
    (root / path).write_text((root / path).read_text().replace(old, new, 1))
    loaded = load_policies(root, graph_shape())
    assert loaded.current is not None
    report = portal("diff", str(HOUSE), str(root), "--format", "json").json
    assert report["differences"]
    groups = read(url, lambda connection: find_groups(connection, NETWORK, NOON))
    staff = [
        group.viewer
        for group in groups
        if group.viewer.customer is None
        for _ in range(group.count)
    ]
    found = {
        (place, each.difference.subject.name, str(each.since)): each
        for each in compare_sets(policies, loaded.current.policies, NOON).found
        for place in each.portals
    }
    counted, side_of = 0, cache(Side.of)
    here = [each for each in report["differences"] if policies.tree.root(each["portal"]) == NETWORK]
    for each in here[:: len(here) // 100 or 1]:  # of thousands, one in so many
        lasting = found[each["portal"], each["name"], str(each["from"])]
        site = lasting.site
        places = common_places(site.before, site.after, each["portal"])
        gaining = losing = 0
        for viewer in (*people, *staff):
            before, after = (
                side_of(at, viewer, each["portal"]) for at in (site.before, site.after)
            )
            gains, loses = change(lasting.difference.subject, before, after, places)
            gaining, losing = gaining + gains, losing + loses
        assert (each["gaining"]["people"], each["losing"]["people"]) == (gaining, losing), each
        counted += gaining + losing
    assert counted


def test_moments_past_are_answered_with_the_facts_of_then(portal: Portal) -> None:
    """A member whose contract ended was one before, and the person to come will be one."""
    def answer(email: str, when: str) -> str:
        ended = portal(
            "explain", "--viewer", email, "--at", "berlin-mitte", "--section", "directory",
            "--when", when, "--format", "json",
        )
        word: str = ended.json["answer"]
        return word

    assert answer("emil@harbour.test", "2026-10-12T12:00") == "all"
    assert answer("emil@harbour.test", "2026-10-13T00:00") == "nothing"
    assert answer("sofia@harbour.test", "2026-11-30T23:59") == "nothing"
    assert answer("sofia@harbour.test", "2026-12-01") == "all"


def test_a_revision_is_what_the_repository_held(portal: Portal, root: Path) -> None:
    """An edit since then is the difference; nothing is checked out."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")


    def run(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@b.test", "-c", "commit.gpgsign=false"]
        subprocess.run([git, *who, *arguments], cwd=root, check=True, capture_output=True)

    run("init", "-q")
    run("add", ".")
    run("commit", "-q", "-m", "Policies")
    path, old, new = EDITS["contacts-may-book"]
    (root / path).write_text((root / path).read_text().replace(old, new, 1))
    report = portal(
        "diff", "git:HEAD", "--root", str(root), "--no-people", "--format", "json"
    ).json
    assert {each["direction"] for each in report["differences"]} == {"looser"}
    assert all(each["about"] == "action" for each in report["differences"])
    assert {each["gaining"] for each in report["differences"]} == {None}


@pytest.mark.parametrize("when", ["tomorrow", "2026-13-01"])
def test_moments_that_are_none(portal: Portal, when: str) -> None:
    """Are refused with an example."""
    ended = portal("explain", "--viewer", "anonymous", "--section", "home", "--when", when)
    assert ended.exit == 2
    assert "2026-10-03T09:00" in " ".join(ended.err.split())


def test_one_question_at_a_time(portal: Portal) -> None:
    """Neither none nor two."""
    for more in ([], ["--section", "home", "--action", "bookings.create"]):
        ended = portal("explain", "--viewer", "anonymous", *more)
        assert ended.exit == 2


def test_json_has_all_that_the_screen_says(portal: Portal) -> None:
    """Layers with lines, facts, and what would change the answer."""
    report = portal(
        "explain", "--viewer", "frida@harbour.test", "--at", "berlin-mitte", "--section",
        "directory", "--format", "json",
    ).json
    assert report["answer"] == "nothing"
    assert report["code"] == "CONTRACT_FROZEN"
    assert [layer["layer"] for layer in report["layers"]] == [
        "credential", "feature", "section portal", "section directory", "frozen contracts",
    ]
    assert all(layer["line"] for layer in report["layers"][1:])
    assert report["would-change"]["person"][0]["answer"] == "all"
    moments = [dt.datetime.fromisoformat(each["moment"]) for each in report["would-change"]["time"]]
    assert moments == sorted(moments)
    assert Question(Kind.SECTION, "directory").name == report["question"]["name"]
