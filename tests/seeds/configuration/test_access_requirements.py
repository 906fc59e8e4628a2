"""Portal access requirements: four levels, sixteen sections, each set on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from tests.seeds.demo import Demo, written_anew

PEOPLE: dict[str, str | None] = {
    "anonymous": None,
    "contact": "anna",
    "suspended contact": "otto",
    "member": "ben",
    "suspended member": "sam",
    "frozen member": "frida",
    "suspended, frozen": "hanna",
    "staff": "dana",
}
STAFF = "dana"
"""Passes no door by being staff, and reads what her permissions open behind it."""
LEVELS = ("public", "logged-in", "contact", "member")
NEVER_PUBLIC = ("help-desk", "payments", "benefits")
PORTAL = "portal:     { access:"
SECTIONS = "{ portal { sections { key open code } } }"
OWN = {
    "home": "home { headline }",
    "about": "about { text }",
    "help-desk": "helpTickets { totalCount }",
    "events": "events { totalCount }",
    "bookings": "resources { totalCount }",
    "directory": "profiles { totalCount }",
    "discussion": "discussionBoards { totalCount }",
    "articles": "articles { totalCount }",
    "contact": "contactPage { text }",
    "payments": "invoices { totalCount }",
    "plans": "plans { totalCount }",
    "benefits": "benefits { text }",
    "store": "products { totalCount }",
    "perks": "perks { totalCount }",
    "faq": "faqs { totalCount }",
}
"""A field of each section but `portal`, which stands before all of them."""


def levelled(root: Path, level: str) -> Path:
    """Write a root in which every section has *level*, as far down as it may, and nothing else."""
    written_anew(root)
    (root / "policies/promises.yaml").unlink()
    path = root / "policies/portal.yaml"
    portal = yaml.safe_load(path.read_text())
    for name in portal["sections"]:
        floor = level == "public" and name in NEVER_PUBLIC
        access = "public" if name == "portal" else "logged-in" if floor else level
        portal["sections"][name] = {"access": access}
    path.write_text(yaml.safe_dump(portal, sort_keys=False))
    for file in (root / "locations").glob("*.yaml"):
        location = yaml.safe_load(file.read_text())
        location.pop("changes", None)
        file.write_text(yaml.safe_dump(location, sort_keys=False, allow_unicode=True))
    return root


@pytest.fixture(name="portals", scope="module")
def _portals(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Demo]:
    """The demo with all its sections at one level, for each of the four."""
    folder = tmp_path_factory.mktemp("levels")
    return {level: Demo(demo.file, levelled(folder / level, level)) for level in LEVELS}


def table(portal: Demo) -> str:
    """What stands before each section for each kind of person: nothing, or a code."""
    told: dict[str, Any] = {who: {} for who in PEOPLE}
    for who, email in PEOPLE.items():
        for section in portal.see(SECTIONS, email)["sections"]:
            assert section["open"] is (section["code"] is None)
            told[who][section["key"]] = section["code"] or "open"
    width = max(len(key) for key in told["contact"])
    rows = [(" " * width, *(f"{who:17}" for who in PEOPLE))]
    rows += [
        (f"{key:{width}}", *(f"{told[who][key]:17}" for who in PEOPLE)) for key in told["contact"]
    ]
    return "\n".join(" | ".join(row).rstrip() for row in rows)


@pytest.mark.parametrize("level", LEVELS)
def test_each_section_can_require_each_level(
    portals: dict[str, Demo], snapshot: SnapshotAssertion, level: str
) -> None:
    """What everybody finds at every door, and the fields behind it say the same as the door."""
    portal = portals[level]
    with portal:
        assert table(portal) == snapshot
        question = "{ " + " ".join(OWN.values()) + " }"
        for email in set(PEOPLE.values()) - {STAFF}:
            codes = {
                entry["section"]: entry["code"]
                for entry in portal.ask(question, email).get("extensions", {}).get("access", [])
            }
            doors = portal.see(SECTIONS, email)["sections"]
            closed = {
                each["key"].lower().replace("_", "-"): each["code"]
                for each in doors
                if not each["open"]
            }
            own = {"help-desk", "payments", "directory"}  # what is a person's own stays theirs
            assert {name: code for name, code in codes.items() if name not in own} == {
                name: code for name, code in closed.items() if name not in own
            }


def test_the_sections_are_those_of_the_portal(demo: Demo) -> None:
    """Sixteen, the portal itself among them, in the order of a menu."""
    keys = [each["key"] for each in demo.see(SECTIONS)["sections"]]
    assert keys == [
        "PORTAL", "HOME", "ABOUT", "HELP_DESK", "EVENTS", "BOOKINGS", "DIRECTORY", "DISCUSSION",
        "ARTICLES", "CONTACT", "PAYMENTS", "PLANS", "BENEFITS", "STORE", "PERKS", "FAQ",
    ]  # fmt: skip


def test_the_entire_portal_can_be_closed(demo: Demo, tmp_path: Path) -> None:
    """Then nobody passes who is not let in, whatever a section of it says."""
    root = written_anew(
        tmp_path / "root",
        ("policies/portal.yaml", f"{PORTAL} public }}", f"{PORTAL} member }}"),
    )
    (root / "policies/promises.yaml").unlink()
    question = "{ events { totalCount } home { text } }"
    with Demo(demo.file, root) as closed:
        assert closed.refused(question, None) == dict.fromkeys(("events", "home"), "LOGIN_REQUIRED")
        assert closed.refused(question, "anna") == dict.fromkeys(("events", "home"), "MEMBERS_ONLY")
        assert closed.refused(question, "ben") == {}


def test_closing_it_for_all_breaks_promises(tmp_path: Path) -> None:
    """Members must reach their own record and their invoices: the demo's promises say so."""
    root = written_anew(
        tmp_path / "root",
        ("policies/portal.yaml", f"{PORTAL} public }}", f"{PORTAL} nobody }}"),
    )
    loaded = load_policies(root, graph_shape())
    assert loaded.current is None
    assert {problem.place.path for problem in loaded.problems} == {"policies/promises.yaml"}


@pytest.mark.parametrize("section", NEVER_PUBLIC)
def test_what_is_somebody_s_own_is_never_public(tmp_path: Path, section: str) -> None:
    """The help desk, payments and benefits hold nothing else; such a file is refused."""
    root = written_anew(tmp_path / "root")
    path = root / "policies/portal.yaml"
    path.write_text(
        path.read_text().replace(f"{section + ':':11} {{ access: logged-in",
                                 f"{section + ':':11} {{ access: public")
    )  # fmt: skip
    loaded = load_policies(root, graph_shape())
    assert loaded.current is None
    assert {problem.place.path for problem in loaded.problems} == {"policies/portal.yaml"}


def test_contacts_browse_plans_and_book_nothing(demo: Demo) -> None:
    """Anna reads what a desk costs; the rooms are for members."""
    assert demo.see("{ plans { totalCount } }", "anna")["totalCount"] > 3
    assert demo.refused("{ resources { totalCount } }", "anna") == {"resources": "MEMBERS_ONLY"}


def test_members_reach_bookings_and_payments(demo: Demo) -> None:
    """Ben does."""
    assert demo.refused("{ resources { totalCount } invoices { totalCount } }", "ben") == {}


def test_some_content_is_for_whoever_signs_in(demo: Demo) -> None:
    """Perks are: for Anna, who is no member, and not for whoever passes by."""
    assert demo.refused("{ perks { totalCount } }", None) == {"perks": "LOGIN_REQUIRED"}
    assert demo.refused("{ perks { totalCount } }", "anna") == {}

